// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix/layer_matrix.h"

#include "widgets/help/keys_overlay.h"
#include "widgets/matrix/matrix_accessible.h"
#include "widgets/state/number_text.h"

#include <QResizeEvent>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace lapidary::widgets {

namespace {

constexpr int kLegendHeight = 24;
constexpr int kMeansWidth = 40; // right of the grid: mean of each row
constexpr int kMeansHeight = 16;
constexpr int kMargin = 6;
constexpr int kGlyphFrom = 13; // pixels of a cell's smaller side
constexpr int kMostRowsAsked = 24;
constexpr int kOutline = 3; // pixels around a cell that marks reach

QScrollBar* makeBar(Qt::Orientation orientation, const QString& name, LayerMatrix* matrix) {
    auto* bar = new QScrollBar(orientation, matrix);
    bar->setAccessibleName(name);
    bar->setFocusPolicy(Qt::NoFocus);
    bar->hide();
    return bar;
}

} // namespace

LayerMatrix::LayerMatrix(SelectionModel& selection, QWidget* parent)
    : QWidget(parent)
    , m_selection(selection)
    , m_theme(Theme::of(*this))
    , m_across(makeBar(Qt::Horizontal, tr("Blocks"), this))
    , m_down(makeBar(Qt::Vertical, tr("Kinds of sites"), this)) {
    installMatrixAccessibility();
    setObjectName(QStringLiteral("layerMatrix"));
    setProperty("helpPage", QStringLiteral("matrix"));
    setAccessibleName(tr("Layer matrix"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setProperty(kKeysProperty,
                tr("Arrow keys move, Shift extends, Space takes the site in or out. + and − move its setting "
                   "by one notch; so does a drag on the glyph of a selected cell, or Ctrl and the wheel. [ "
                   "and ] go to the same kind in the block before and after, P pins, Z zooms to the "
                   "selection, A shows all, Enter shows experts one by one."));
    connect(&selection, &SelectionModel::setChanged, this, &LayerMatrix::markSelected);
    connect(&selection, &SelectionModel::pinnedChanged, this, qOverload<>(&QWidget::update));
    connect(&selection, &SelectionModel::hoverChanged, this, [this] {
        updateCell(std::exchange(m_hover, m_selection.hover()));
        updateCell(m_hover);
    });
    connect(&selection, &SelectionModel::focusChanged, this, [this] {
        announceMatrixFocus(*this);
        if (const Cell* cell = layout().of(m_selection.focus()))
            showCell(*cell);
        update();
    });
    connect(m_across, &QScrollBar::valueChanged, this, [this](int x) {
        m_view.offset.setX(x);
        redraw();
    });
    connect(m_down, &QScrollBar::valueChanged, this, [this](int y) {
        m_view.offset.setY(y);
        redraw();
    });
}

void LayerMatrix::show(const ViewState& state) {
    const bool otherModel = state.model != m_figures.state().model;
    if (otherModel) {
        cancelDrag();
        m_unfolded.clear();
        m_view = {};
        // The values of another model do not belong to the old layout's places.
        m_figures.setLayout({});
    }
    const bool changed = m_figures.show(state);
    if (otherModel)
        layOut();
    if (changed) {
        redraw();
        Q_EMIT figuresChanged();
    }
    if (m_notch)
        Q_EMIT readout(describe(m_notch->site));
}

void LayerMatrix::layOut() {
    const ViewState& state = m_figures.state();
    m_figures.setLayout(state.empty() ? MatrixLayout() : MatrixLayout(state.model, m_unfolded));
    m_labelWidth = 0;
    for (int row = 0; row < layout().rows(); ++row) {
        const bool folds = layout().row(row).experts > 0 && layout().row(row).expert <= 0;
        const int width =
            fontMetrics().horizontalAdvance(layout().row(row).name) + (folds ? fontMetrics().height() : 0);
        m_labelWidth = std::max(m_labelWidth, width);
    }
    m_extend.reset();
    setFilter(m_inFilter);
    markSelected();
    updateGeometry();
    placeScrollBars();
    redraw();
}

void LayerMatrix::setMetric(const SiteMetric& metric) {
    m_figures.setMetric(metric);
    redraw();
    Q_EMIT figuresChanged();
}

void LayerMatrix::setScale(const ScaleChoice& choice) {
    m_figures.setScale(choice);
    redraw();
    Q_EMIT figuresChanged();
}

void LayerMatrix::setFilter(const std::optional<std::set<model::SiteId>>& inFilter) {
    m_inFilter = inFilter;
    m_filtered.assign(layout().cells().size(), false);
    if (m_inFilter)
        for (std::size_t i = 0; i < m_filtered.size(); ++i) {
            const std::vector<model::SiteId> sites = layout().sitesOf(layout().cells()[i]);
            m_filtered[i] = std::ranges::none_of(
                sites, [this](const model::SiteId& site) { return m_inFilter->contains(site); });
        }
    redraw();
}

void LayerMatrix::toggleFold(model::SiteKind kind) {
    if (m_unfolded.erase(kind) == 0)
        m_unfolded.insert(kind);
    layOut();
    Q_EMIT figuresChanged();
}

void LayerMatrix::fit() {
    m_view = {};
    placeScrollBars();
    redraw();
}

void LayerMatrix::redraw() {
    m_picture = {};
    update();
}

void LayerMatrix::markSelected() {
    m_selected.assign(layout().cells().size(), false);
    const auto& cells = layout().cells();
    std::size_t sites = 0;
    for (const model::SiteId& site : m_selection.set())
        if (const Cell* cell = layout().of(site)) {
            m_selected[static_cast<std::size_t>(cell - cells.data())] = true;
            ++sites;
        }
    m_allSelected = sites > 0 && sites == m_figures.sites();
    update();
}

void LayerMatrix::updateCell(const model::SiteId& site) {
    if (const QRect cell = cellRect(site); !cell.isEmpty())
        update(cell.adjusted(-kOutline, -kOutline, kOutline, kOutline));
}

/// Where cells may be, between labels, means and legend, with room for scroll bars.
QRect LayerMatrix::gridArea(bool across, bool down) const {
    const int top = fontMetrics().height() + kMargin;
    const int right = kMeansWidth + kMargin + (down ? m_down->sizeHint().width() : 0);
    const int bottom = kLegendHeight + kMeansHeight + kMargin + (across ? m_across->sizeHint().height() : 0);
    return rect().adjusted(m_labelWidth + 2 * kMargin, top, -right, -bottom);
}

MatrixGeometry LayerMatrix::geometry() const {
    return MatrixGeometry::of(layout(), gridArea(!m_across->isHidden(), !m_down->isHidden()), m_view);
}

void LayerMatrix::placeScrollBars() {
    const QRect free = gridArea(false, false);
    const MatrixGeometry whole = MatrixGeometry::of(layout(), free, m_view);
    const bool across = whole.wholeWidth() > free.width() + 1;
    const bool down = whole.wholeHeight() > free.height() + 1;
    const QSignalBlocker quietAcross(m_across);
    const QSignalBlocker quietDown(m_down);
    m_across->setVisible(across);
    m_down->setVisible(down);
    const QRect area = gridArea(across, down);
    const MatrixGeometry pixels = MatrixGeometry::of(layout(), area, m_view);
    const auto set = [](QScrollBar& bar, double all, int page, double step) {
        bar.setPageStep(page);
        bar.setSingleStep(std::max(1, static_cast<int>(step)));
        bar.setRange(0, std::max(0, static_cast<int>(all) - page));
    };
    set(*m_across, pixels.wholeWidth(), area.width(), pixels.cellWidth);
    set(*m_down, pixels.wholeHeight(), area.height(), pixels.cellHeight);
    m_across->setValue(static_cast<int>(m_view.offset.x()));
    m_down->setValue(static_cast<int>(m_view.offset.y()));
    // Kept to a fraction of a pixel: rounded at every step, what is zoomed would wander off.
    m_view.offset = {std::clamp(m_view.offset.x(), 0.0, static_cast<double>(m_across->maximum())),
                     std::clamp(m_view.offset.y(), 0.0, static_cast<double>(m_down->maximum()))};
    m_across->setGeometry(area.left(), height() - kLegendHeight - m_across->sizeHint().height(), area.width(),
                          m_across->sizeHint().height());
    m_down->setGeometry(width() - m_down->sizeHint().width(), area.top(), m_down->sizeHint().width(),
                        area.height());
}

void LayerMatrix::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    placeScrollBars();
}

/// Rows as high as their names; experts one by one scroll.
QSize LayerMatrix::minimumSizeHint() const {
    const int rows = std::clamp(layout().rows(), 4, kMostRowsAsked / 2);
    return {240, (rows + 1) * (fontMetrics().height() + 1) + kLegendHeight + kMeansHeight + 2 * kMargin};
}

QRect LayerMatrix::legendRect() const {
    return {kMargin, height() - kLegendHeight, width() - 2 * kMargin, kLegendHeight};
}

const LayerMatrix::Cell* LayerMatrix::cellAt(const QPoint& point) const {
    const MatrixGeometry pixels = geometry();
    if (!pixels.grid.contains(point))
        return nullptr;
    const auto column = pixels.columnAt(point.x());
    const auto row = pixels.rowAt(point.y());
    return column && row ? layout().at(*column, *row) : nullptr;
}

QRect LayerMatrix::cellRect(const model::SiteId& site) const {
    const Cell* cell = layout().of(site);
    return cell == nullptr ? QRect() : geometry().cellRect(cell->column, cell->row, cell->rowSpan);
}

QString LayerMatrix::describe(const model::SiteId& site) const {
    const Cell* cell = layout().of(site);
    return cell == nullptr ? QString() : m_figures.sentence(*cell);
}

/// Glyph and value, or what of them there is room for.
QString LayerMatrix::cellText(const Cell& cell, const QRect& box) const {
    const QFontMetrics metrics = fontMetrics();
    if (metrics.height() > box.height() + 2 || box.width() < metrics.averageCharWidth() + 4)
        return {};
    const MatrixFigures::CellPlan& planned = m_figures.planOf(cell);
    const bool glyph = (planned.treatment != Treatment::Dense || planned.skipped || planned.mixed) &&
                       std::min(box.width(), box.height()) >= kGlyphFrom;
    const QString mark = !glyph          ? QString()
                         : planned.mixed ? QString(QChar(0x2026))
                                         : QString(treatmentGlyph(planned.treatment));
    const auto& value = m_figures.valueOf(cell).mean;
    const QString number = !value                         ? QString()
                           : m_figures.metric().diverging ? differenceText(*value, 2)
                                                          : significant(*value, 2);
    const QString both = mark.isEmpty() || number.isEmpty() ? mark + number : mark + u' ' + number;
    for (const QString& text : {both, mark})
        if (!text.isEmpty() && metrics.horizontalAdvance(text) + 4 <= box.width())
            return text;
    return {};
}

QRect LayerMatrix::glyphRect(const Cell& cell) const {
    const QRect box = geometry().cellRect(cell.column, cell.row, cell.rowSpan);
    const QString text = cellText(cell, box);
    const MatrixFigures::CellPlan& planned = m_figures.planOf(cell);
    if (planned.treatment == Treatment::Dense || !text.startsWith(treatmentGlyph(planned.treatment)))
        return {};
    const int whole = fontMetrics().horizontalAdvance(text);
    const int glyph = fontMetrics().horizontalAdvance(text.at(0));
    return {box.center().x() - whole / 2 - 2, box.center().y() - fontMetrics().height() / 2, glyph + 4,
            fontMetrics().height()};
}

QRect LayerMatrix::glyphRect(const model::SiteId& site) const {
    const Cell* cell = layout().of(site);
    return cell == nullptr ? QRect() : glyphRect(*cell);
}

void LayerMatrix::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        m_theme = Theme::of(*this);
        layOut();
    }
    QWidget::changeEvent(event);
}

} // namespace lapidary::widgets
