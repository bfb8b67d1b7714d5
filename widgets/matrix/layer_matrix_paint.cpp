// SPDX-License-Identifier: GPL-3.0-or-later
// How the layer matrix is drawn.
#include "widgets/matrix/layer_matrix.h"
#include "widgets/state/number_text.h"
#include "widgets/theme/color_map.h"

#include <QPainter>

#include <algorithm>

namespace lapidary::widgets {

namespace {
constexpr int kMeansGap = 4;
constexpr int kGlyphFrom = 13; // pixels of a cell's smaller side
} // namespace

void LayerMatrix::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.background);
    if (m_layout.cells().empty()) {
        painter.setPen(m_theme.mutedText);
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("No model is open. Open a folder, a .gguf file or a project, or drop it here."));
        return;
    }
    const MatrixGeometry pixels = geometry();
    if (m_picture.isNull() || m_picture.size() != size() * devicePixelRatio())
        m_picture = picture(pixels);
    painter.drawPixmap(0, 0, m_picture);
    paintHeaders(painter, pixels);
    paintMarks(painter, pixels);
}

QPixmap LayerMatrix::picture(const MatrixGeometry& pixels) const {
    QPixmap picture(size() * devicePixelRatio());
    picture.setDevicePixelRatio(devicePixelRatio());
    picture.fill(m_theme.background);
    QPainter painter(&picture);
    painter.setFont(font());
    for (const MatrixLayout::Cell& cell : m_layout.cells())
        paintCell(painter, pixels, cell);
    paintMeans(painter, pixels);
    paintLegend(painter);
    return picture;
}

void LayerMatrix::paintHeaders(QPainter& painter, const MatrixGeometry& pixels) const {
    const QFontMetrics metrics = fontMetrics();
    const MatrixLayout::Cell* focus = m_layout.of(m_selection.focus());
    int free = 0; // x from which there is room for a name
    for (int column = 0; column < m_layout.columns(); ++column) {
        const QString& name = m_layout.columnNames()[static_cast<std::size_t>(column)];
        const QRect cell = pixels.cellRect(column, 0);
        const int width = metrics.horizontalAdvance(name);
        int left = std::max(0, cell.center().x() - width / 2);
        // `embed` and `head` reach outwards, not over the number beside them.
        if (column == 0)
            left = std::max(0, std::min(left, cell.right() - width));
        else if (column + 1 == m_layout.columns())
            left = std::max(left, std::min(cell.left(), QWidget::width() - width));
        if (left < free)
            continue;
        free = left + width + metrics.averageCharWidth();
        painter.setPen(focus != nullptr && focus->column == column ? m_theme.text : m_theme.mutedText);
        painter.drawText(QRect(left, 0, width + 1, pixels.grid.top()), Qt::AlignVCenter, name);
    }
    for (int row = 0; row < m_layout.rows(); ++row) {
        const QRect cell = pixels.cellRect(0, row);
        painter.setPen(focus != nullptr && focus->row == row && focus->rowSpan == 1 ? m_theme.text
                                                                                    : m_theme.mutedText);
        painter.drawText(QRect(0, cell.top(), pixels.grid.left() - 6, cell.height()),
                         Qt::AlignVCenter | Qt::AlignRight,
                         m_layout.rowNames()[static_cast<std::size_t>(row)]);
    }
}

void LayerMatrix::paintCell(QPainter& painter, const MatrixGeometry& pixels,
                            const MatrixLayout::Cell& cell) const {
    const QRect whole = pixels.cellRect(cell.column, cell.row, cell.rowSpan);
    const int gap = whole.width() >= 8 ? 1 : 0;
    const QRect box = whole.adjusted(0, 0, -gap, -1);
    const std::optional<double> value = valueOf(cell.site);
    const QColor ground = value ? sequentialColor(m_scale.share(*value), m_theme.dark) : m_theme.notMeasured;
    painter.fillRect(box, ground);
    if (!value)
        painter.fillRect(box, QBrush(m_theme.mutedText, Qt::BDiagPattern));
    if (m_inFilter && !m_inFilter->contains(cell.site)) {
        QColor veil = m_theme.background;
        veil.setAlpha(190);
        painter.fillRect(box, veil);
        return;
    }
    const Treatment treated = treatment(cell.site);
    painter.setPen(value ? textColorOn(ground) : m_theme.text);
    const QFontMetrics metrics = fontMetrics();
    const bool glyph = treated != Treatment::Dense && std::min(box.width(), box.height()) >= kGlyphFrom;
    const QString number = value ? significant(*value, 2) : QString();
    const QString mark = glyph ? QString(treatmentGlyph(treated)) : QString();
    const QString both = mark.isEmpty() || number.isEmpty() ? mark + number : mark + u' ' + number;
    for (const QString& text : {both, mark})
        if (!text.isEmpty() && metrics.horizontalAdvance(text) + 4 <= box.width() &&
            metrics.height() <= box.height() + 2) {
            painter.drawText(box, Qt::AlignCenter, text);
            break;
        }
}

void LayerMatrix::outline(QPainter& painter, const MatrixGeometry& pixels, const model::SiteId& site,
                          const QPen& pen) const {
    const MatrixLayout::Cell* cell = m_layout.of(site);
    if (cell == nullptr)
        return;
    painter.setPen(pen);
    painter.drawRect(pixels.cellRect(cell->column, cell->row, cell->rowSpan).adjusted(0, 0, -2, -2));
}

void LayerMatrix::paintMarks(QPainter& painter, const MatrixGeometry& pixels) const {
    painter.setBrush(Qt::NoBrush);
    const bool all = m_selection.set().size() == m_layout.cells().size();
    if (!all)
        for (const model::SiteId& site : m_selection.set()) {
            outline(painter, pixels, site, QPen(m_theme.background, 3));
            outline(painter, pixels, site, QPen(m_theme.selection, 1));
        }
    outline(painter, pixels, m_selection.pinned(), QPen(m_theme.selection, 2, Qt::DotLine));
    outline(painter, pixels, m_selection.hover(), QPen(palette().color(QPalette::Highlight), 2));
    outline(painter, pixels, m_selection.focus(), QPen(m_theme.background, 4));
    outline(painter, pixels, m_selection.focus(), QPen(m_theme.selection, 2));
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
    if (m_drag) {
        QRect box = pixels.cellRect(m_drag->column, m_drag->row)
                        .united(pixels.cellRect(m_drag->endColumn, m_drag->endRow));
        QColor fill = palette().color(QPalette::Highlight);
        painter.setPen(QPen(fill, 1, Qt::DashLine));
        fill.setAlpha(40);
        painter.fillRect(box, fill);
        painter.drawRect(box.adjusted(0, 0, -1, -1));
    }
}

/// Bars of the mean of each row and column, as long as its colour is strong.
void LayerMatrix::paintMeans(QPainter& painter, const MatrixGeometry& pixels) const {
    struct Mean {
        double sum = 0.0;
        int count = 0;
        void add(double value) {
            sum += value;
            ++count;
        }
    };
    std::vector<Mean> rows(static_cast<std::size_t>(m_layout.rows()));
    std::vector<Mean> columns(static_cast<std::size_t>(m_layout.columns()));
    for (const MatrixLayout::Cell& cell : m_layout.cells())
        if (const auto value = valueOf(cell.site)) {
            const double share = m_scale.share(*value);
            columns[static_cast<std::size_t>(cell.column)].add(share);
            if (cell.rowSpan == 1)
                rows[static_cast<std::size_t>(cell.row)].add(share);
        }
    const auto longest = static_cast<double>(width() - pixels.grid.right() - kMeansGap - 8);
    for (int row = 0; row < m_layout.rows(); ++row) {
        const Mean& mean = rows[static_cast<std::size_t>(row)];
        if (mean.count == 0)
            continue;
        const QRect cell = pixels.cellRect(0, row);
        painter.fillRect(QRectF(pixels.grid.right() + kMeansGap, cell.top() + 2,
                                longest * mean.sum / mean.count, cell.height() - 5),
                         m_theme.mutedText);
    }
    constexpr double kHighest = 14.0;
    for (int column = 0; column < m_layout.columns(); ++column) {
        const Mean& mean = columns[static_cast<std::size_t>(column)];
        if (mean.count == 0)
            continue;
        const QRect cell = pixels.cellRect(column, 0);
        painter.fillRect(QRectF(cell.left(), pixels.grid.bottom() + kMeansGap, std::max(1, cell.width() - 1),
                                kHighest * mean.sum / mean.count),
                         m_theme.mutedText);
    }
}

void LayerMatrix::paintLegend(QPainter& painter) const {
    const QRect area = legendRect();
    const QFontMetrics metrics = fontMetrics();
    painter.setPen(m_theme.text);
    if (m_values.empty()) {
        const QString why =
            m_metric.remedy.isEmpty() ? tr("Not measured.") : tr("Not measured. %1").arg(m_metric.remedy);
        painter.drawText(area, Qt::AlignVCenter | Qt::TextWordWrap, why);
        return;
    }
    const QString unit = m_metric.unit.isEmpty() ? QString() : u' ' + m_metric.unit;
    const QString low = significant(m_scale.low) + unit;
    const QString high = significant(m_scale.high) + unit;
    const int bar = std::min(180, area.width() / 3);
    int x = area.left();
    const auto write = [&](const QString& text) {
        const int width = metrics.horizontalAdvance(text);
        painter.drawText(QRect(x, area.top(), width + 1, area.height()), Qt::AlignVCenter, text);
        x += width + 6;
    };
    write(low);
    for (int i = 0; i < bar; ++i)
        painter.fillRect(x + i, area.center().y() - 5, 1, 10, sequentialColor(i / (bar - 1.0), m_theme.dark));
    x += bar + 6;
    write(high);
    if (m_scale.logarithmic)
        write(tr("(logarithmic)"));
    const std::size_t all = m_layout.cells().size();
    const std::size_t known = m_values.size();
    const QString measured =
        tr("%1 of %2 known")
            .arg(countText(static_cast<std::int64_t>(known)), countText(static_cast<std::int64_t>(all)));
    if (known < all && x + metrics.horizontalAdvance(measured) < area.right()) {
        painter.setPen(m_theme.mutedText);
        painter.drawText(area, Qt::AlignVCenter | Qt::AlignRight, measured);
    }
}

} // namespace lapidary::widgets
