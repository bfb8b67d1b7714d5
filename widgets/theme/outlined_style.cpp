// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/outlined_style.h"

#include "widgets/theme/theme.h"

#include <QAbstractScrollArea>
#include <QPainter>
#include <QStyleOption>

namespace lapidary::widgets {

namespace {
constexpr double kCorner = 2.0;
constexpr int kToolTipMs = 300;
constexpr double kFocus = 1.5;
constexpr double kThickFocus = 3.0;

/// Fusion draws lists and texts alike with and without the focus, and everything else with a thin line.
void drawFocus(QStyle::PrimitiveElement element, const QStyleOption& option, QPainter& painter,
               const QWidget* widget) {
    if ((option.state & QStyle::State_HasFocus) == 0)
        return;
    const bool thick = Theme::of(option.palette).highContrast;
    const bool area =
        element == QStyle::PE_Frame && qobject_cast<const QAbstractScrollArea*>(widget) != nullptr;
    const bool control = element == QStyle::PE_FrameLineEdit || element == QStyle::PE_PanelButtonCommand ||
                         element == QStyle::PE_FrameFocusRect;
    if (!area && !(thick && control))
        return;
    const double width = thick ? kThickFocus : kFocus;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(option.palette.color(QPalette::Highlight), width));
    painter.drawRect(QRectF(option.rect).adjusted(width / 2, width / 2, -width / 2, -width / 2));
    painter.restore();
}
} // namespace

OutlinedStyle::OutlinedStyle()
    : QProxyStyle(QStringLiteral("Fusion")) {
}

void OutlinedStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                  const QWidget* widget) const {
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    drawFocus(element, *option, *painter, widget);
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

int OutlinedStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                             QStyleHintReturn* result) const {
    return hint == SH_ToolTip_WakeUpDelay ? kToolTipMs : QProxyStyle::styleHint(hint, option, widget, result);
}

} // namespace lapidary::widgets
