// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/preview_combo.h"

#include "widgets/panels/wheel_guard.h"

#include <QAbstractItemView>

namespace lapidary::widgets {

PreviewCombo::PreviewCombo(QWidget* parent)
    : QComboBox(parent) {
    setFocusPolicy(Qt::StrongFocus);
    new WheelGuard(*this);
    connect(this, &QComboBox::highlighted, this, &PreviewCombo::previewed);
}

void PreviewCombo::hidePopup() {
    const bool open = view()->isVisible();
    QComboBox::hidePopup();
    if (open)
        Q_EMIT previewEnded();
}

} // namespace lapidary::widgets
