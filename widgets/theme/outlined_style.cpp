// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/outlined_style.h"

#include "widgets/theme/theme.h"

#include <QPainter>
#include <QStyleOption>

namespace lapidary::widgets {

namespace {
constexpr double kCorner = 2.0;
} // namespace

OutlinedStyle::OutlinedStyle()
    : QProxyStyle(QStringLiteral("Fusion")) {
}

void OutlinedStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                  const QWidget* widget) const {
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const bool field = element == PE_FrameLineEdit;
    const bool box = element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck;
    if ((!field && !box) || !Theme::of(option->palette).dark || (option->state & State_HasFocus) != 0)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen((option->state & State_Enabled) != 0 ? option->palette.color(QPalette::PlaceholderText)
                                                         : option->palette.color(QPalette::Mid));
    painter->drawRoundedRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5), kCorner, kCorner);
    painter->restore();
}

} // namespace lapidary::widgets
