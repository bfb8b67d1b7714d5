// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace lapidary::widgets {

/// A field that the wheel passes over without changing it, unless it has the focus: the wheel then scrolls
/// what is below.
class WheelGuard final : public QObject {
    Q_OBJECT

public:
    explicit WheelGuard(QWidget& field);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace lapidary::widgets
