// SPDX-License-Identifier: GPL-3.0-or-later
// What the layer matrix does with mouse, wheel and keys.
#include "widgets/matrix/layer_matrix.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace lapidary::widgets {

namespace {

constexpr int kPixelsANotch = 14;
constexpr int kWheelNotch = 120; // QWheelEvent counts eighths of a degree
constexpr qint64 kOneTurnMs = 1000;
constexpr double kSmallColumn = 6.0; // narrower: the wheel zooms
constexpr double kZoomStep = 1.25;
constexpr double kLargestZoom = 64.0;

} // namespace

void LayerMatrix::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    const bool add = event->modifiers().testFlag(Qt::ControlModifier);
    const Cell* cell = cellAt(event->pos());
    if (cell == nullptr) {
        if (!selectHeader(event->pos(), add) && !add)
            m_selection.clear();
        return;
    }
    if (event->modifiers().testFlag(Qt::ShiftModifier)) {
        if (const Cell* focus = layout().of(m_selection.focus()))
            selectBox({focus->column, focus->row, cell->column, cell->row}, add);
        return;
    }
    pressCell(*cell, *event);
}

void LayerMatrix::pressCell(const Cell& cell, const QMouseEvent& event) {
    if (isDraggable(cell, event.pos(), event.modifiers())) {
        m_notch = NotchDrag{event.pos(), cell.site, QStringLiteral("matrix-drag:%1").arg(++m_edits), 0};
        return;
    }
    m_extend.reset();
    m_dragAdds = event.modifiers().testFlag(Qt::ControlModifier);
    m_drag = Box{cell.column, cell.row, cell.column, cell.row};
    m_gesture = m_selection.newGesture();
    if (m_dragAdds && cell.count == 1)
        return m_selection.toggle(cell.site, m_gesture);
    const std::vector<model::SiteId> sites = layout().sitesOf(cell);
    SelectionModel::SiteSet set = m_dragAdds ? m_selection.set() : SelectionModel::SiteSet();
    set.insert(sites.begin(), sites.end());
    m_selection.select(std::move(set), cell.site, m_gesture);
}

/// The glyph of a selected cell, or with Alt all of it.
bool LayerMatrix::isDraggable(const Cell& cell, const QPoint& at, Qt::KeyboardModifiers modifiers) const {
    if (!m_selected[static_cast<std::size_t>(&cell - layout().cells().data())])
        return false;
    return modifiers.testFlag(Qt::AltModifier) || (!modifiers && glyphRect(cell).contains(at));
}

void LayerMatrix::mouseMoveEvent(QMouseEvent* event) {
    if (m_notch)
        return dragNotch(event->pos());
    const Cell* cell = cellAt(event->pos());
    m_selection.setHover(cell == nullptr ? model::SiteId() : cell->site);
    Q_EMIT readout(cell == nullptr ? helpAt(event->pos()) : m_figures.sentence(*cell));
    const bool draggable = cell != nullptr && !m_drag && isDraggable(*cell, event->pos(), event->modifiers());
    setCursor(draggable ? Qt::SizeVerCursor : Qt::ArrowCursor);
    if (!m_drag)
        return;
    const MatrixGeometry pixels = geometry();
    Box box = *m_drag;
    box.endColumn = *pixels.columnAt(event->pos().x(), true);
    box.endRow = *pixels.rowAt(event->pos().y(), true);
    if (box.endColumn == m_drag->endColumn && box.endRow == m_drag->endRow)
        return;
    m_drag = box;
    update();
}

void LayerMatrix::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    if (m_notch) {
        if (m_notch->notches == 0)
            cancelDrag();
        m_notch.reset();
        return;
    }
    if (!m_drag)
        return;
    const Box box = *m_drag;
    m_drag.reset();
    if (box.column != box.endColumn || box.row != box.endRow)
        selectBox(box, m_dragAdds, m_gesture);
    update();
}

void LayerMatrix::leaveEvent(QEvent*) {
    m_selection.setHover({});
    Q_EMIT readout({});
}

/// Up is more.
void LayerMatrix::dragNotch(const QPoint& to) {
    const int notches = (m_notch->from.y() - to.y()) / kPixelsANotch;
    if (notches == m_notch->notches)
        return;
    m_notch->notches = notches;
    Q_EMIT notchDragged(notches, m_notch->key);
    if (const Cell* cell = layout().of(m_notch->site))
        QToolTip::showText(mapToGlobal(to) + QPoint(16, 0), m_figures.details(*cell), this);
}

bool LayerMatrix::cancelDrag() {
    if (m_notch) {
        Q_EMIT notchCancelled(m_notch->key);
        m_notch.reset();
        QToolTip::hideText();
        return true;
    }
    if (!m_drag)
        return false;
    m_drag.reset();
    update();
    return true;
}

/// Ctrl and wheel: what is turned without a pause is one edit.
void LayerMatrix::turnNotch(int notches) {
    if (m_wheel.key.isEmpty() || !m_wheelTurned.isValid() || m_wheelTurned.elapsed() > kOneTurnMs ||
        m_wheel.site != m_selection.focus()) {
        m_wheel = NotchDrag{{}, m_selection.focus(), QStringLiteral("matrix-wheel:%1").arg(++m_edits), 0};
        m_wheelRest = 0;
    }
    m_wheelTurned.start();
    m_wheelRest += notches;
    m_wheel.notches += m_wheelRest / kWheelNotch;
    const int whole = m_wheelRest / kWheelNotch;
    m_wheelRest -= whole * kWheelNotch;
    if (whole == 0)
        return;
    Q_EMIT notchDragged(m_wheel.notches, m_wheel.key);
    Q_EMIT readout(describe(m_wheel.site));
}

void LayerMatrix::wheelEvent(QWheelEvent* event) {
    const Qt::KeyboardModifiers modifiers = event->modifiers();
    // Alt turns the wheel sideways on some platforms.
    const int turned = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    if (layout().cells().empty() || turned == 0)
        return event->ignore();
    const bool control = modifiers.testFlag(Qt::ControlModifier);
    const bool shift = modifiers.testFlag(Qt::ShiftModifier);
    if (control && !shift) {
        if (!hasFocus())
            return event->ignore();
        turnNotch(turned);
    } else if ((control && shift) || (geometry().cellWidth < kSmallColumn && !shift && turned > 0)) {
        zoomAt(std::pow(kZoomStep, static_cast<double>(turned) / kWheelNotch), event->position().toPoint());
    } else if (!m_across->isHidden() || !m_down->isHidden()) {
        const int pixels = -turned * 3 / 8;
        const bool sideways = shift || m_down->isHidden() || event->angleDelta().x() != 0;
        scrollBy(sideways ? QPoint(pixels, 0) : QPoint(0, pixels));
    } else {
        return event->ignore();
    }
    event->accept();
}

/// What is under the point stays there.
void LayerMatrix::zoomAt(double factor, const QPoint& at) {
    const MatrixGeometry before = geometry();
    const double column = (at.x() - before.origin.x()) / before.cellWidth;
    m_view.zoom = std::clamp(m_view.zoom * factor, 1.0, kLargestZoom);
    MatrixView wide = m_view;
    wide.offset.setX(0.0);
    const double width = MatrixGeometry::of(layout(), before.grid, wide).cellWidth;
    m_view.offset.setX(std::max(0.0, column * width - (at.x() - before.grid.left())));
    placeScrollBars();
    redraw();
}

void LayerMatrix::scrollBy(const QPoint& pixels) {
    m_across->setValue(m_across->value() + pixels.x());
    m_down->setValue(m_down->value() + pixels.y());
}

void LayerMatrix::showCell(const Cell& cell) {
    if (m_across->isHidden() && m_down->isHidden())
        return;
    const MatrixGeometry pixels = geometry();
    const QRect box = pixels.cellRect(cell.column, cell.row, cell.rowSpan);
    const auto needed = [](int low, int high, int from, int to) {
        return low < from ? low - from : high > to ? std::min(high - to, low - from) : 0;
    };
    scrollBy(
        {needed(box.left(), box.right(), pixels.grid.left(), pixels.grid.right()),
         cell.rowSpan > 1 ? 0 : needed(box.top(), box.bottom(), pixels.grid.top(), pixels.grid.bottom())});
}

void LayerMatrix::zoomToSelection() {
    int first = layout().columns();
    int last = -1;
    for (std::size_t i = 0; i < m_selected.size(); ++i)
        if (m_selected[i]) {
            first = std::min(first, layout().cells()[i].column);
            last = std::max(last, layout().cells()[i].column);
        }
    if (last < first)
        return;
    m_view = {};
    const MatrixGeometry whole = geometry();
    m_view.zoom = std::clamp(static_cast<double>(layout().columns()) / (last - first + 1), 1.0, kLargestZoom);
    m_view.offset.setX(MatrixGeometry::of(layout(), whole.grid, m_view).cellWidth * first);
    placeScrollBars();
    redraw();
}

void LayerMatrix::selectSites(const std::vector<model::SiteId>& sites, bool add,
                              SelectionModel::Gesture gesture) {
    SelectionModel::SiteSet set = add ? m_selection.set() : SelectionModel::SiteSet();
    set.insert(sites.begin(), sites.end());
    m_selection.select(std::move(set), {}, gesture);
}

void LayerMatrix::selectBox(const Box& box, bool add, SelectionModel::Gesture gesture) {
    selectSites(layout().inBox(box.column, box.row, box.endColumn, box.endRow), add, gesture);
}

/// A click on a row's or a column's name selects it, one on the mark before the name folds and unfolds.
bool LayerMatrix::selectHeader(const QPoint& point, bool add) {
    const MatrixGeometry pixels = geometry();
    const auto column = pixels.columnAt(point.x());
    const auto row = pixels.rowAt(point.y());
    const bool across = point.x() >= pixels.grid.left() && point.x() <= pixels.grid.right();
    const bool down = point.y() >= pixels.grid.top() && point.y() <= pixels.grid.bottom();
    if (column && across && point.y() < pixels.grid.top()) {
        selectBox({*column, 0, *column, layout().rows() - 1}, add);
        return true;
    }
    if (!row || !down || point.x() >= pixels.grid.left())
        return false;
    const MatrixLayout::Row& hit = layout().row(*row);
    if (hit.experts > 0 && hit.expert <= 0 && point.x() < fontMetrics().height())
        toggleFold(hit.kind);
    else
        selectSites(layout().inRow(*row), add);
    return true;
}

void LayerMatrix::moveFocus(int columns, int rows, bool extend) {
    const Cell* from = layout().of(m_selection.focus());
    if (from == nullptr) {
        if (!layout().cells().empty())
            m_selection.focusOn(layout().cells().front().site);
        return;
    }
    if (!extend) {
        m_extend.reset();
        if (const Cell* to = layout().at(from->column + columns, from->row + rows)) {
            const std::vector<model::SiteId> sites = layout().sitesOf(*to);
            m_selection.select({sites.begin(), sites.end()}, to->site);
        }
        return;
    }
    if (!m_extend)
        m_gesture = m_selection.newGesture();
    Box box = m_extend.value_or(Box{from->column, from->row, from->column, from->row});
    box.endColumn = std::clamp(box.endColumn + columns, 0, layout().columns() - 1);
    box.endRow = std::clamp(box.endRow + rows, 0, layout().rows() - 1);
    selectBox(box, false, m_gesture);
    m_extend = box;
}

void LayerMatrix::keyPressEvent(QKeyEvent* event) {
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Left:
        return moveFocus(-1, 0, shift);
    case Qt::Key_Right:
        return moveFocus(1, 0, shift);
    case Qt::Key_Up:
        return moveFocus(0, -1, shift);
    case Qt::Key_Down:
        return moveFocus(0, 1, shift);
    case Qt::Key_Space:
        return m_selection.toggle(m_selection.focus());
    case Qt::Key_P:
        return m_selection.togglePin();
    case Qt::Key_BracketLeft:
        return m_selection.stepBlock(-1);
    case Qt::Key_BracketRight:
        return m_selection.stepBlock(1);
    case Qt::Key_Plus:
        Q_EMIT notchRequested(1);
        return;
    case Qt::Key_Minus:
        Q_EMIT notchRequested(-1);
        return;
    case Qt::Key_A:
        return fit();
    case Qt::Key_Z:
        return zoomToSelection();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const Cell* cell = layout().of(m_selection.focus());
            cell != nullptr && cell->rowSpan == 1 && layout().row(cell->row).experts > 0)
            return toggleFold(layout().row(cell->row).kind);
        break;
    case Qt::Key_Escape:
        if (cancelDrag())
            return;
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

/// Of means and headers, in words; empty elsewhere.
QString LayerMatrix::helpAt(const QPoint& point) const {
    if (layout().cells().empty())
        return {};
    const MatrixGeometry pixels = geometry();
    const auto column = pixels.columnAt(point.x());
    const auto row = pixels.rowAt(point.y());
    const bool beside = point.x() < pixels.grid.left() || point.x() > pixels.grid.right();
    if (row && point.y() >= pixels.grid.top() && point.y() <= pixels.grid.bottom() && beside)
        return m_figures.meanText(layout().row(*row).name, m_figures.rowMean(*row));
    const bool overOrUnder =
        point.y() < pixels.grid.top() || (point.y() > pixels.grid.bottom() && point.y() < legendRect().top());
    if (!column || !overOrUnder || beside)
        return {};
    const QString& name = layout().columnNames()[static_cast<std::size_t>(*column)];
    const bool isBlock = layout().at(*column, 0) == nullptr || layout().at(*column, 0)->rowSpan == 1;
    return m_figures.meanText(isBlock ? tr("block %1").arg(name) : name, m_figures.columnMean(*column));
}

bool LayerMatrix::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const Cell* cell = cellAt(help->pos());
        const QString text = cell != nullptr ? m_figures.details(*cell) : helpAt(help->pos());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace lapidary::widgets
