// SPDX-License-Identifier: GPL-3.0-or-later
// How the layer matrix is drawn.
#include "core/model/fused_sites.h"
#include "widgets/matrix/layer_matrix.h"
#include "widgets/state/number_text.h"
#include "widgets/theme/color_map.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lapidary::widgets {

namespace {

constexpr int kMeansGap = 4;
constexpr double kLongestColumnMean = 14.0;
constexpr int kLegendBar = 180;
constexpr int kTriangle = 8;
constexpr double kGapFrom = 8.0; // narrower columns touch

/// "▸" of a folded row, "▾" of the first of those unfolded from it.
QString foldMark(const MatrixLayout::Row& row) {
    if (row.experts == 0 || row.expert > 0)
        return {};
    return row.folded ? QStringLiteral("\u25B8") : QStringLiteral("\u25BE");
}

/// Every 1st, 2nd, 5th, 10th … block is named: the smallest step that gives a name its room.
int blocksBetween(int nameWidth, double columnWidth) {
    constexpr double kNarrowest = 0.1; // there may be no room at all
    for (int decade = 1;; decade *= 10)
        for (const int step : {decade, 2 * decade, 5 * decade})
            if (nameWidth <= step * std::max(columnWidth, kNarrowest))
                return step;
}

/// A bar along a line of `length` from 0 to 1 of the scale; of differences from its middle.
QRectF meanBar(const MetricScale& scale, double value, double length) {
    const double share = scale.share(value);
    const double from = scale.diverging ? 0.5 : 0.0;
    return {length * std::min(from, share), 0.0, length * std::abs(share - from), 0.0};
}

/// A padlock in the upper right corner of a cell.
void paintLock(QPainter& painter, const QRect& box, const QColor& color) {
    constexpr int kSmallest = 11; // sides of a cell that has room for it
    if (std::min(box.width(), box.height()) < kSmallest)
        return;
    const QRectF body(box.right() - 5.0, box.top() + 4.0, 5.0, 4.0);
    painter.setPen(QPen(color, 1.0));
    painter.drawArc(QRectF(body.left() + 0.5, body.top() - 3.0, 4.0, 6.0), 0, 180 * 16);
    painter.fillRect(body, color);
}

} // namespace

void LayerMatrix::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    if (layout().cells().empty()) {
        painter.fillRect(rect(), m_theme.background);
        painter.setPen(m_theme.mutedText);
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("No model is open. Open a folder, a .gguf file or a project, or drop it here."));
        return;
    }
    const MatrixGeometry pixels = geometry();
    if (m_picture.isNull() || m_picture.size() != size() * devicePixelRatio())
        m_picture = picture(pixels);
    painter.drawPixmap(0, 0, m_picture);
    paintHeaders(painter, pixels, event->rect());
    paintMarks(painter, pixels, event->rect());
}

QPixmap LayerMatrix::picture(const MatrixGeometry& pixels) const {
    QPixmap picture(size() * devicePixelRatio());
    picture.setDevicePixelRatio(devicePixelRatio());
    picture.fill(m_theme.background);
    QPainter painter(&picture);
    painter.setFont(font());
    painter.setClipRect(pixels.grid);
    const int firstColumn = pixels.columnAt(pixels.grid.left(), true).value_or(0);
    const int lastColumn = pixels.columnAt(pixels.grid.right(), true).value_or(-1);
    const int firstRow = pixels.rowAt(pixels.grid.top(), true).value_or(0);
    const int lastRow = pixels.rowAt(pixels.grid.bottom(), true).value_or(-1);
    for (int column = firstColumn; column <= lastColumn; ++column)
        for (int row = firstRow; row <= lastRow; ++row)
            if (const Cell* cell = layout().at(column, row); cell != nullptr) {
                paintCell(painter, pixels, *cell);
                row = std::max(row, cell->row + cell->rowSpan - 1);
            }
    painter.setClipping(false);
    paintMeans(painter, pixels);
    paintLegend(painter);
    return picture;
}

/// Names of columns at equal steps, and that of the focus.
void LayerMatrix::paintColumnNames(QPainter& painter, const MatrixGeometry& pixels, int focus) const {
    const QFontMetrics metrics = fontMetrics();
    const int last = layout().columns() - 1;
    const auto placeOf = [&](int column) {
        const QRect cell = pixels.cellRect(column, 0);
        const int width = metrics.horizontalAdvance(layout().columnNames()[static_cast<std::size_t>(column)]);
        int left = std::max(0, cell.center().x() - width / 2);
        // `embed` and `head` reach outwards, not over the number beside them.
        if (column == 0)
            left = std::max(0, std::min(left, cell.right() - width));
        else if (column == last)
            left = std::max(left, std::min(cell.left(), QWidget::width() - width));
        return QRect(left, 0, width + 1, pixels.grid.top());
    };
    const auto paint = [&](int column) {
        painter.setPen(column == focus ? m_theme.text : m_theme.mutedText);
        painter.drawText(placeOf(column), Qt::AlignVCenter,
                         layout().columnNames()[static_cast<std::size_t>(column)]);
    };
    const auto isSeen = [&](int column) {
        const QRect cell = pixels.cellRect(column, 0);
        return cell.right() >= pixels.grid.left() && cell.left() <= pixels.grid.right();
    };
    const int space = metrics.averageCharWidth();
    const QRect taken = focus >= 0 && isSeen(focus) ? placeOf(focus).adjusted(-space, 0, space, 0) : QRect();
    if (!taken.isNull())
        paint(focus);
    const int widest = metrics.horizontalAdvance(QString::number(last));
    const int step = blocksBetween(widest + space, pixels.cellWidth);
    int free = 0; // x from which there is room for a name
    for (int column = 0; column <= last; ++column) {
        const bool named = column == 0 || column == last || (column - 1) % step == 0;
        const QRect place = placeOf(column);
        if (!named || !isSeen(column) || place.left() < free || place.intersects(taken))
            continue;
        free = place.right() + space;
        paint(column);
    }
}

void LayerMatrix::paintHeaders(QPainter& painter, const MatrixGeometry& pixels, const QRect& dirty) const {
    const Cell* focus = layout().of(m_selection.focus());
    if (dirty.top() < pixels.grid.top())
        paintColumnNames(painter, pixels, focus == nullptr ? -1 : focus->column);
    if (dirty.left() >= pixels.grid.left())
        return;
    painter.save();
    painter.setClipRect(QRect(0, pixels.grid.top(), pixels.grid.left(), pixels.grid.height()));
    for (int row = 0; row < layout().rows(); ++row) {
        const QRect cell = pixels.cellRect(0, row);
        if (cell.bottom() < pixels.grid.top() || cell.top() > pixels.grid.bottom())
            continue;
        painter.setPen(focus != nullptr && focus->row == row && focus->rowSpan == 1 ? m_theme.text
                                                                                    : m_theme.mutedText);
        const QRect label(6, cell.top(), pixels.grid.left() - 12, cell.height());
        painter.drawText(label, Qt::AlignVCenter | Qt::AlignRight, layout().row(row).name);
        painter.drawText(label, Qt::AlignVCenter | Qt::AlignLeft, foldMark(layout().row(row)));
    }
    painter.restore();
}

void LayerMatrix::paintCell(QPainter& painter, const MatrixGeometry& pixels, const Cell& cell) const {
    const QRect whole = pixels.cellRect(cell.column, cell.row, cell.rowSpan);
    const int gap = pixels.cellWidth >= kGapFrom ? 1 : 0; // the same between all columns
    const QRect box = whole.adjusted(0, 0, -gap, -1);
    const auto& value = m_figures.valueOf(cell).mean;
    const QColor ground = value ? m_figures.scale().color(*value, m_theme.dark) : m_theme.notMeasured;
    painter.fillRect(box, ground);
    if (!value)
        painter.fillRect(box, QBrush(m_theme.mutedText, Qt::BDiagPattern));
    if (m_filtered[static_cast<std::size_t>(&cell - layout().cells().data())]) {
        QColor veil = m_theme.background;
        veil.setAlpha(190);
        painter.fillRect(box, veil);
        return;
    }
    const QColor ink = value ? textColorOn(ground) : m_theme.text;
    if (const QString text = cellText(cell, box); !text.isEmpty()) {
        painter.setPen(ink);
        painter.drawText(box, Qt::AlignCenter, text);
    }
    if (m_figures.planOf(cell).locked)
        paintLock(painter, box, ink);
}

void LayerMatrix::outline(QPainter& painter, const MatrixGeometry& pixels, const Cell* cell,
                          const QPen& pen) const {
    if (cell == nullptr)
        return;
    painter.setPen(pen);
    painter.drawRect(pixels.cellRect(cell->column, cell->row, cell->rowSpan).adjusted(0, 0, -2, -2));
}

void LayerMatrix::paintMarks(QPainter& painter, const MatrixGeometry& pixels, const QRect& dirty) const {
    constexpr int kReach = 4;
    painter.save();
    painter.setClipRect(pixels.grid.adjusted(-kReach, -kReach, kReach, kReach));
    painter.setBrush(Qt::NoBrush);
    const QRect seen = dirty.adjusted(-kReach, -kReach, kReach, kReach);
    for (std::size_t i = 0; i < m_selected.size() && !m_allSelected; ++i) {
        const Cell& cell = layout().cells()[i];
        if (!m_selected[i] || !seen.intersects(pixels.cellRect(cell.column, cell.row, cell.rowSpan)))
            continue;
        outline(painter, pixels, &cell, QPen(m_theme.background, 3));
        outline(painter, pixels, &cell, QPen(m_theme.selection, 1));
    }
    paintFused(painter, pixels);
    const Cell* focus = layout().of(m_selection.focus());
    outline(painter, pixels, layout().of(m_selection.pinned()), QPen(m_theme.selection, 2, Qt::DotLine));
    outline(painter, pixels, layout().of(m_selection.hover()), QPen(palette().color(QPalette::Highlight), 2));
    outline(painter, pixels, focus, QPen(m_theme.background, 4));
    outline(painter, pixels, focus, QPen(m_theme.selection, 2));
    if (m_drag) {
        const QRect box = pixels.cellRect(m_drag->column, m_drag->row)
                              .united(pixels.cellRect(m_drag->endColumn, m_drag->endRow));
        QColor fill = palette().color(QPalette::Highlight);
        painter.setPen(QPen(fill, 1, Qt::DashLine));
        fill.setAlpha(40);
        painter.fillRect(box, fill);
        painter.drawRect(box.adjusted(0, 0, -1, -1));
    }
    painter.restore();
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

/// The sites that runtimes run as one operation with the focus: of one block, so of one column.
void LayerMatrix::paintFused(QPainter& painter, const MatrixGeometry& pixels) const {
    const auto& model = m_figures.state().model;
    const model::Site* focus = model ? model->find(m_selection.focus()) : nullptr;
    if (focus == nullptr || focus->block < 0)
        return;
    for (const model::FusedSites& fused :
         model::fusedSites(model->blocks[static_cast<std::size_t>(focus->block)])) {
        if (std::ranges::find(fused.sites, focus) == fused.sites.end())
            continue;
        std::set<const Cell*> cells;
        for (const model::Site* site : fused.sites)
            if (site->kind != focus->kind || site->expert != focus->expert)
                cells.insert(layout().of(site->id));
        for (const Cell* cell : cells) {
            outline(painter, pixels, cell, QPen(m_theme.background, 3));
            outline(painter, pixels, cell, QPen(m_theme.selection, 1, Qt::DashLine));
        }
    }
}

/// Bars of the mean of each row and column, as long as its colour is strong.
void LayerMatrix::paintMeans(QPainter& painter, const MatrixGeometry& pixels) const {
    const double length = m_labelWidth > 0 ? 34.0 : 0.0;
    for (int row = 0; row < layout().rows(); ++row) {
        const MatrixFigures::Mean& mean = m_figures.rowMean(row);
        const QRect cell = pixels.cellRect(0, row);
        if (mean.count == 0 || cell.top() < pixels.grid.top() - 1 || cell.bottom() > pixels.grid.bottom() + 1)
            continue;
        const QRectF bar = meanBar(m_figures.scale(), mean.value, length);
        painter.fillRect(QRectF(pixels.grid.right() + kMeansGap + bar.left(), cell.top() + 2,
                                std::max(1.0, bar.width()), std::max(1, cell.height() - 5)),
                         m_theme.mutedText);
    }
    for (int column = 0; column < layout().columns(); ++column) {
        const MatrixFigures::Mean& mean = m_figures.columnMean(column);
        const QRect cell = pixels.cellRect(column, 0);
        if (mean.count == 0 || cell.left() < pixels.grid.left() - 1 || cell.right() > pixels.grid.right() + 1)
            continue;
        const QRectF bar = meanBar(m_figures.scale(), mean.value, kLongestColumnMean);
        painter.fillRect(QRectF(cell.left(), pixels.grid.bottom() + kMeansGap + bar.left(),
                                std::max(1, cell.width() - 1), std::max(1.0, bar.width())),
                         m_theme.mutedText);
    }
}

void LayerMatrix::paintLegend(QPainter& painter) const {
    const QRect area = legendRect();
    const QFontMetrics metrics = fontMetrics();
    const SiteMetric& metric = m_figures.metric();
    const MetricScale& scale = m_figures.scale();
    painter.setPen(m_theme.text);
    if (m_figures.knownSites() == 0) {
        const QString why =
            metric.remedy.isEmpty() ? tr("Not measured.") : tr("Not measured. %1").arg(metric.remedy);
        painter.drawText(area, Qt::AlignVCenter | Qt::TextWordWrap, why);
        return;
    }
    int x = area.left();
    const auto write = [&](const QString& text) {
        const int width = metrics.horizontalAdvance(text);
        painter.drawText(QRect(x, area.top(), width + 1, area.height()), Qt::AlignVCenter, text);
        x += width + 6;
    };
    // Beyond the limits there are further values, in the colour of the limit.
    const auto triangle = [&](bool low) {
        const double middle = area.center().y();
        const double tip = low ? x : x + kTriangle;
        const double base = low ? x + kTriangle : x;
        painter.setBrush(scale.colorOfShare(low ? 0.0 : 1.0, m_theme.dark));
        painter.drawPolygon(QPolygonF({{tip, middle}, {base, middle - 5.0}, {base, middle + 5.0}}));
        x += kTriangle;
    };
    write(m_figures.numberText(scale.low));
    if (scale.below > 0)
        triangle(true);
    const int bar = std::min(kLegendBar, area.width() / 3);
    for (int i = 0; i < bar; ++i)
        painter.fillRect(x + i, area.center().y() - 5, 1, 10,
                         scale.colorOfShare(i / (bar - 1.0), m_theme.dark));
    if (scale.diverging)
        painter.drawText(QRect(x, area.top(), bar, area.height()), Qt::AlignCenter, significant(0.0));
    x += bar;
    if (scale.above > 0)
        triangle(false);
    x += 6;
    write(m_figures.numberText(scale.high));
    if (scale.logarithmic)
        write(tr("(logarithmic)"));
    const QString measured = tr("%1 of %2 measured")
                                 .arg(countText(static_cast<std::int64_t>(m_figures.knownSites())),
                                      countText(static_cast<std::int64_t>(m_figures.sites())));
    if (m_figures.knownSites() < m_figures.sites() &&
        x + metrics.horizontalAdvance(measured) < area.right()) {
        painter.setPen(m_theme.mutedText);
        painter.drawText(area, Qt::AlignVCenter | Qt::AlignRight, measured);
    }
}

} // namespace lapidary::widgets
