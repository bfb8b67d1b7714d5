// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/site_delegate.h"

#include "widgets/panels/site_roles.h"
#include "widgets/state/selection_model.h"

#include <QFontMetrics>
#include <QPainter>
#include <QWidget>

#include <algorithm>

namespace lapidary::widgets {

namespace {

QPixmap glyphPixmap(QChar glyph, const QColor& color, const QFont& font, int side, double ratio) {
    QPixmap pixmap(QSize(side, side) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(QRect(0, 0, side, side), Qt::AlignCenter, glyph);
    return pixmap;
}

void setTextColor(QStyleOptionViewItem& option, const QColor& color) {
    option.palette.setColor(QPalette::Text, color);
}

void drawBar(QPainter& painter, const QStyleOptionViewItem& option, double share, const Theme& theme) {
    constexpr int kThickness = 3;
    const int margin = 3 + option.fontMetrics.horizontalAdvance(QChar(kNumberMargin));
    QRect bar = option.rect.adjusted(3, 0, -margin, -1);
    bar.setTop(bar.bottom() - kThickness + 1);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    QColor color = selected ? option.palette.color(QPalette::HighlightedText) : theme.mutedText;
    color.setAlphaF(selected ? 0.8 : 0.6);
    const int length = std::max(share > 0.0 ? 1 : 0, static_cast<int>(std::lround(bar.width() * share)));
    // From the right, where the numbers end.
    painter.fillRect(QRect(bar.right() - length + 1, bar.top(), length, kThickness), color);
}

void drawRowLines(QPainter& painter, const QRect& cell, const QColor& color, Qt::PenStyle style) {
    painter.setPen(QPen(color, 1, style));
    painter.drawLine(cell.topLeft(), cell.topRight());
    painter.drawLine(cell.bottomLeft(), cell.bottomRight());
}

} // namespace

SiteDelegate::SiteDelegate(const SelectionModel& shared, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_shared(shared) {
}

void SiteDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    const Theme theme = Theme::of(option->palette);
    if (option->displayAlignment.testFlag(Qt::AlignRight))
        option->text.append(QChar(kNumberMargin));
    if (index.data(kMutedRole).toBool())
        setTextColor(*option, theme.mutedText);
    if (const auto emphasis = static_cast<Emphasis>(index.data(kSeverityRole).toInt());
        emphasis != Emphasis::None)
        setTextColor(*option, emphasis == Emphasis::Error ? theme.error : theme.warning);
    if (const QVariant treatment = index.data(kTreatmentRole); treatment.isValid()) {
        option->icon = glyphIcon(static_cast<Treatment>(treatment.toInt()), *option);
        const int side = option->fontMetrics.height();
        option->decorationSize = QSize(side, side);
        option->features |= QStyleOptionViewItem::HasDecoration;
    }
}

void SiteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    QStyledItemDelegate::paint(painter, option, index);
    const Theme theme = Theme::of(option.palette);
    painter->save();
    if (const QVariant share = index.data(kBarRole); share.isValid())
        drawBar(*painter, option, std::clamp(share.toDouble(), 0.0, 1.0), theme);
    const std::string site = index.data(kSiteRole).toString().toStdString();
    if (!site.empty() && site == m_shared.pinned().name)
        drawRowLines(*painter, option.rect, theme.selection, Qt::DashLine);
    if (!site.empty() && site == m_shared.hover().name)
        drawRowLines(*painter, option.rect, theme.selection, Qt::SolidLine);
    painter->restore();
}

QIcon SiteDelegate::glyphIcon(Treatment treatment, const QStyleOptionViewItem& option) const {
    const Theme theme = Theme::of(option.palette);
    const double ratio = option.widget != nullptr ? option.widget->devicePixelRatioF() : 1.0;
    const int side = option.fontMetrics.height();
    const QColor selected = option.palette.color(QPalette::HighlightedText);
    const QString key = QStringLiteral("%1 %2 %3 %4 %5")
                            .arg(static_cast<int>(treatment))
                            .arg(theme.colorOf(treatment).name(), selected.name())
                            .arg(side)
                            .arg(ratio);
    QIcon& icon = m_icons[key];
    if (icon.isNull()) {
        const QChar glyph = treatmentGlyph(treatment);
        icon.addPixmap(glyphPixmap(glyph, theme.colorOf(treatment), option.font, side, ratio));
        icon.addPixmap(glyphPixmap(glyph, selected, option.font, side, ratio), QIcon::Selected);
    }
    return icon;
}

} // namespace lapidary::widgets
