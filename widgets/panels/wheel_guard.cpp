// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/wheel_guard.h"

#include <QEvent>
#include <QWidget>

namespace lapidary::widgets {

WheelGuard::WheelGuard(QWidget& field)
    : QObject(&field) {
    field.setFocusPolicy(Qt::StrongFocus); // not by the wheel
    field.installEventFilter(this);
}

bool WheelGuard::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::Wheel || static_cast<QWidget*>(watched)->hasFocus())
        return QObject::eventFilter(watched, event);
    event->ignore();
    return true;
}

} // namespace lapidary::widgets
