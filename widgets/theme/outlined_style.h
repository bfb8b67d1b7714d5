// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace lapidary::widgets {

/// Fusion, with outlines of check boxes and line edits that can be seen on a dark ground too: Fusion draws
/// them darker than the window.
class OutlinedStyle final : public QProxyStyle {
public:
    OutlinedStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
};

} // namespace lapidary::widgets
