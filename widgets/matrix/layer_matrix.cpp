// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix/layer_matrix.h"

#include "widgets/help/keys_overlay.h"
#include "widgets/matrix/matrix_accessible.h"
#include "widgets/state/number_text.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace lapidary::widgets {

namespace {
constexpr int kLegendHeight = 24;
constexpr int kMeansWidth = 40; // right of the grid: mean of each row
constexpr int kMeansHeight = 16;
constexpr int kMargin = 6;
} // namespace

LayerMatrix::LayerMatrix(SelectionModel& selection, QWidget* parent)
    : QWidget(parent)
    , m_selection(selection)
    , m_metric(siteMetrics().front())
    , m_theme(Theme::of(*this)) {
    installMatrixAccessibility();
    setObjectName(QStringLiteral("layerMatrix"));
    setAccessibleName(tr("Layer matrix"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setProperty(kKeysProperty,
                tr("Arrow keys move, Shift extends, Space takes the site in or out. + and − move its setting "
                   "by one notch. [ and ] go to the same kind in the block before and after, P pins."));
    const auto repaint = [this] { update(); };
    connect(&selection, &SelectionModel::setChanged, this, repaint);
    connect(&selection, &SelectionModel::pinnedChanged, this, repaint);
    connect(&selection, &SelectionModel::hoverChanged, this, repaint);
    connect(&selection, &SelectionModel::focusChanged, this, [this] {
        announceMatrixFocus(*this);
        update();
    });
}

void LayerMatrix::show(const ViewState& state) {
    const bool otherModel = state.model != m_state.model;
    m_state = state;
    if (otherModel) {
        m_layout = state.empty() ? MatrixLayout() : MatrixLayout(*state.model);
        m_picture = {};
        updateGeometry();
    }
    refresh();
}

void LayerMatrix::setMetric(const SiteMetric& metric) {
    m_metric = metric;
    m_picture = {};
    refresh();
}

void LayerMatrix::setFilter(std::optional<std::set<model::SiteId>> inFilter) {
    m_inFilter = std::move(inFilter);
    redraw();
}

void LayerMatrix::refresh() {
    SiteValues values =
        m_state.empty() || m_metric.values == nullptr ? SiteValues() : m_metric.values(m_state);
    std::vector<Treatment> treatments;
    for (const MatrixLayout::Cell& cell : m_layout.cells())
        treatments.push_back(treatment(cell.site));
    if (!m_picture.isNull() && values == m_values && treatments == m_treatments)
        return; // most edits change neither
    m_values = std::move(values);
    m_treatments = std::move(treatments);
    m_scale = MetricScale::of(m_values, m_metric.logarithmic);
    redraw();
}

void LayerMatrix::redraw() {
    m_picture = {};
    update();
}

MatrixGeometry LayerMatrix::geometry() const {
    int labels = 0;
    for (const QString& name : m_layout.rowNames())
        labels = std::max(labels, fontMetrics().horizontalAdvance(name));
    const int top = fontMetrics().height() + kMargin;
    return MatrixGeometry::of(m_layout, rect().adjusted(labels + 2 * kMargin, top, -kMeansWidth - kMargin,
                                                        -kLegendHeight - kMeansHeight - kMargin));
}

/// Rows as high as their names.
QSize LayerMatrix::minimumSizeHint() const {
    const int rows = std::max(m_layout.rows(), 4);
    return {240, (rows + 1) * (fontMetrics().height() + 1) + kLegendHeight + kMeansHeight + 2 * kMargin};
}

QRect LayerMatrix::legendRect() const {
    return {kMargin, height() - kLegendHeight, width() - 2 * kMargin, kLegendHeight};
}

const MatrixLayout::Cell* LayerMatrix::cellAt(const QPoint& point) const {
    const MatrixGeometry pixels = geometry();
    const auto column = pixels.columnAt(point.x());
    const auto row = pixels.rowAt(point.y());
    return column && row ? m_layout.at(*column, *row) : nullptr;
}

QRect LayerMatrix::cellRect(const model::SiteId& site) const {
    const MatrixLayout::Cell* cell = m_layout.of(site);
    return cell == nullptr ? QRect() : geometry().cellRect(cell->column, cell->row, cell->rowSpan);
}

std::optional<double> LayerMatrix::valueOf(const model::SiteId& site) const {
    const auto at = m_values.find(site);
    return at == m_values.end() ? std::nullopt : std::optional(at->second);
}

Treatment LayerMatrix::treatment(const model::SiteId& site) const {
    const plan::ResolvedSite* resolved = m_state.resolved(site);
    return resolved == nullptr ? Treatment::Dense : treatmentOf(resolved->settings);
}

QString LayerMatrix::describe(const model::SiteId& site) const {
    const std::optional<double> value = valueOf(site);
    const QString number =
        value ? significant(*value) + (m_metric.unit.isEmpty() ? QString() : u' ' + m_metric.unit)
              : tr("not measured");
    return tr("%1: %2 %3, %4")
        .arg(QString::fromStdString(site.name), m_metric.name, number, treatmentText(treatment(site)));
}

void LayerMatrix::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    const bool add = event->modifiers().testFlag(Qt::ControlModifier);
    const MatrixLayout::Cell* cell = cellAt(event->pos());
    if (cell == nullptr) {
        if (!selectHeader(event->pos(), add) && !add)
            m_selection.clear();
        return;
    }
    if (event->modifiers().testFlag(Qt::ShiftModifier)) {
        if (const MatrixLayout::Cell* focus = m_layout.of(m_selection.focus()))
            selectBox({focus->column, focus->row, cell->column, cell->row}, add);
        return;
    }
    m_extend.reset();
    m_dragAdds = add;
    m_drag = Box{cell->column, cell->row, cell->column, cell->row};
    m_gesture = m_selection.newGesture();
    if (add)
        m_selection.toggle(cell->site, m_gesture);
    else
        m_selection.focusOn(cell->site, m_gesture);
}

void LayerMatrix::mouseMoveEvent(QMouseEvent* event) {
    const MatrixLayout::Cell* cell = cellAt(event->pos());
    m_selection.setHover(cell == nullptr ? model::SiteId() : cell->site);
    Q_EMIT readout(cell == nullptr ? QString() : describe(cell->site));
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
    if (event->button() != Qt::LeftButton || !m_drag)
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

void LayerMatrix::selectBox(const Box& box, bool add, SelectionModel::Gesture gesture) {
    const std::vector<model::SiteId> sites = m_layout.inBox(box.column, box.row, box.endColumn, box.endRow);
    SelectionModel::SiteSet set = add ? m_selection.set() : SelectionModel::SiteSet();
    set.insert(sites.begin(), sites.end());
    m_selection.select(std::move(set), {}, gesture);
}

/// A click on a row's or a column's name selects it.
bool LayerMatrix::selectHeader(const QPoint& point, bool add) {
    const MatrixGeometry pixels = geometry();
    const auto column = pixels.columnAt(point.x());
    const auto row = pixels.rowAt(point.y());
    if (column && point.y() < pixels.grid.top())
        selectBox({*column, 0, *column, m_layout.rows() - 1}, add);
    else if (row && point.x() < pixels.grid.left()) {
        // Embed and head reach over all rows and are no part of one.
        SelectionModel::SiteSet set = add ? m_selection.set() : SelectionModel::SiteSet();
        for (const MatrixLayout::Cell& cell : m_layout.cells())
            if (cell.row == *row && cell.rowSpan == 1)
                set.insert(cell.site);
        m_selection.select(std::move(set));
    } else
        return false;
    return true;
}

void LayerMatrix::moveFocus(int columns, int rows, bool extend) {
    const MatrixLayout::Cell* from = m_layout.of(m_selection.focus());
    if (from == nullptr) {
        if (!m_layout.cells().empty())
            m_selection.focusOn(m_layout.cells().front().site);
        return;
    }
    if (!extend) {
        m_extend.reset();
        if (const MatrixLayout::Cell* to = m_layout.at(from->column + columns, from->row + rows))
            m_selection.focusOn(to->site);
        return;
    }
    if (!m_extend)
        m_gesture = m_selection.newGesture();
    Box box = m_extend.value_or(Box{from->column, from->row, from->column, from->row});
    box.endColumn = std::clamp(box.endColumn + columns, 0, m_layout.columns() - 1);
    box.endRow = std::clamp(box.endRow + rows, 0, m_layout.rows() - 1);
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
    case Qt::Key_BracketLeft:
        return m_selection.stepBlock(-1);
    case Qt::Key_BracketRight:
        return m_selection.stepBlock(1);
    case Qt::Key_P:
        return m_selection.togglePin();
    case Qt::Key_Plus:
        Q_EMIT notchRequested(1);
        return;
    case Qt::Key_Minus:
        Q_EMIT notchRequested(-1);
        return;
    case Qt::Key_Escape:
        if (m_drag) {
            m_drag.reset();
            update();
            return;
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void LayerMatrix::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        m_theme = Theme::of(*this);
        redraw();
    }
    QWidget::changeEvent(event);
}

bool LayerMatrix::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const MatrixLayout::Cell* cell = cellAt(help->pos()))
            QToolTip::showText(help->globalPos(), describe(cell->site), this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace lapidary::widgets
