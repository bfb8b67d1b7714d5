// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/plot_area.h"

#include "widgets/plot/activation_view.h"
#include "widgets/plot/bytes_view.h"
#include "widgets/plot/histogram_view.h"
#include "widgets/plot/logit_view.h"
#include "widgets/plot/profile_view.h"
#include "widgets/plot/sensitivity_view.h"
#include "widgets/plot/spectrum_view.h"
#include "widgets/plot/tradeoff_view.h"

#include <QAction>
#include <QMenu>
#include <QResizeEvent>
#include <QSplitter>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <map>

namespace lapidary::window {

namespace {

constexpr int kPlaceWidth = 370; // a place for one plot that reads well
constexpr int kPlaceHeight = 270;
constexpr int kSmallestWidth = 260;
constexpr std::size_t kMostPlaces = 8;

/// Where a plot lies, by the number of places: what is often read together stands side by side, what answers
/// the same question shares a place.
std::size_t usualPlace(const QString& id, std::size_t places) {
    static const std::map<QString, std::array<std::size_t, kMostPlaces>> kPlaces = {
        {QStringLiteral("spectrum"), {0, 0, 0, 0, 0, 0, 0, 0}},
        {QStringLiteral("sensitivity"), {0, 0, 0, 1, 1, 1, 1, 1}},
        {QStringLiteral("histogram"), {0, 0, 0, 0, 1, 2, 2, 2}},
        {QStringLiteral("activations"), {0, 1, 1, 2, 2, 3, 3, 3}},
        {QStringLiteral("profile"), {0, 1, 1, 2, 2, 4, 4, 4}},
        {QStringLiteral("bytes"), {0, 1, 2, 3, 3, 5, 5, 5}},
        {QStringLiteral("tradeoff"), {0, 1, 2, 3, 3, 5, 6, 6}},
        {QStringLiteral("logits"), {0, 0, 1, 1, 4, 2, 2, 7}}};
    return kPlaces.at(id)[places - 1];
}

} // namespace

PlotArea::PlotArea(widgets::SelectionModel& selection, QWidget* parent)
    : QWidget(parent)
    , m_tradeoff(new widgets::TradeoffView(selection, this)) {
    setObjectName(QStringLiteral("plotArea"));
    m_plots = {
        {QStringLiteral("spectrum"), tr("Spectrum"), new widgets::SpectrumView(selection, this)},
        {QStringLiteral("sensitivity"), tr("Sensitivity"), new widgets::SensitivityView(selection, this)},
        {QStringLiteral("histogram"), tr("Weights"), new widgets::HistogramView(selection, this)},
        {QStringLiteral("activations"), tr("Activations"), new widgets::ActivationView(selection, this)},
        {QStringLiteral("profile"), tr("Profile"), new widgets::ProfileView(selection, this)},
        {QStringLiteral("bytes"), tr("Bytes"), new widgets::BytesView(selection, this)},
        {QStringLiteral("tradeoff"), tr("Trade-off"), m_tradeoff},
        {QStringLiteral("logits"), tr("Logit PCA"), new widgets::LogitView(selection, this)}};
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    for (const Named& plot : m_plots) {
        connect(plot.view, &widgets::LinkedPlot::editRequested, this, &PlotArea::editRequested);
        connect(plot.view, &widgets::LinkedPlot::editCancelled, this, &PlotArea::editCancelled);
        connect(plot.view, &widgets::LinkedPlot::readout, this, &PlotArea::readout);
        connect(plot.view, &widgets::LinkedPlot::message, this, &PlotArea::message);
        m_links.add(plot.view->plot());
    }
    connect(m_tradeoff, &widgets::TradeoffView::runChosen, this, &PlotArea::runChosen);
    connect(m_tradeoff, &widgets::TradeoffView::planRequested, this, &PlotArea::planRequested);
    addCommands();
    arrange(2, 1);
}

void PlotArea::addCommands() {
    for (const Named& plot : m_plots) {
        auto* action = new QAction(tr("Plot: %1").arg(plot.title), this);
        action->setObjectName(QStringLiteral("plot:") + plot.id);
        connect(action, &QAction::triggered, this, [this, id = plot.id, view = plot.view] {
            raise(id);
            view->setFocus();
        });
        addAction(action);
    }
    auto* link = new QAction(tr("Link the zoom of plots"), this);
    link->setObjectName(QStringLiteral("linkPlots"));
    link->setToolTip(tr("Plots over blocks, channels or ranks follow each other's zoom"));
    link->setCheckable(true);
    link->setChecked(m_links.isOn());
    connect(link, &QAction::toggled, this, [this](bool on) { m_links.setOn(on); });
    addAction(link);
}

QList<QAction*> PlotArea::commands() const {
    return actions();
}

QSize PlotArea::minimumSizeHint() const {
    return {kSmallestWidth, m_places.front()->minimumSizeHint().height()};
}

void PlotArea::show(const widgets::ViewState& state, const plan::History& history) {
    m_tradeoff->showSnapshots(m_snapshots.of(history, state));
    for (const Named& plot : m_plots)
        plot.view->show(state);
}

const PlotArea::Named* PlotArea::find(const QString& id) const {
    const auto found = std::ranges::find(m_plots, id, &Named::id);
    return found == m_plots.end() ? nullptr : &*found;
}

std::size_t PlotArea::placeOf(const QString& id) const {
    const Named* plot = find(id);
    for (std::size_t place = 0; plot != nullptr && place < m_places.size(); ++place)
        if (m_places[place]->indexOf(plot->view) >= 0)
            return place;
    return m_places.size();
}

void PlotArea::raise(const QString& id) {
    if (const std::size_t place = placeOf(id); place < m_places.size())
        m_places[place]->setCurrentWidget(find(id)->view);
}

void PlotArea::put(const QString& id, std::size_t place) {
    const std::size_t from = placeOf(id);
    if (from >= m_places.size() || place >= m_places.size())
        return;
    const Named& plot = *find(id);
    if (from != place) {
        QTabWidget& here = *m_places[place];
        QTabWidget& there = *m_places[from];
        if (there.count() == 1) // no place stays empty
            there.addTab(here.currentWidget(), here.tabText(here.currentIndex()));
        here.addTab(plot.view, plot.title); // takes it from its old place
    }
    m_places[place]->setCurrentWidget(plot.view);
}

void PlotArea::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const int columns = std::clamp(event->size().width() / kPlaceWidth, 1, 5);
    const int rows = columns < 5 ? std::clamp(event->size().height() / kPlaceHeight, 1, 2) : 1;
    if (columns != m_columns || rows != m_rows)
        arrange(columns, rows);
}

QTabWidget* PlotArea::makePlace(QSplitter* line) {
    auto* tabs = new QTabWidget(line);
    tabs->setDocumentMode(true);
    tabs->setMovable(true);
    tabs->setUsesScrollButtons(false);
    tabs->setElideMode(Qt::ElideRight);
    auto* choose = new QToolButton(tabs);
    choose->setObjectName(QStringLiteral("choosePlot"));
    choose->setText(tr("Plots"));
    choose->setAutoRaise(true);
    choose->setPopupMode(QToolButton::InstantPopup);
    choose->setToolTip(tr("Which plot is shown here"));
    choose->setAccessibleName(tr("Choose the plot of this place"));
    auto* menu = new QMenu(choose);
    choose->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this,
            [this, menu, place = m_places.size()] { fillMenu(*menu, place); });
    tabs->setCornerWidget(choose);
    return tabs;
}

void PlotArea::fillMenu(QMenu& menu, std::size_t place) {
    menu.clear();
    for (const Named& plot : m_plots) {
        QAction* action = menu.addAction(plot.title);
        action->setCheckable(true);
        action->setChecked(m_places[place]->currentWidget() == plot.view);
        connect(action, &QAction::triggered, this, [this, id = plot.id, place] { put(id, place); });
    }
    menu.addSeparator();
    menu.addAction(actions().constLast());
}

void PlotArea::arrange(int columns, int rows) {
    m_columns = columns;
    m_rows = rows;
    const std::size_t places =
        std::min({static_cast<std::size_t>(columns * rows), m_plots.size(), kMostPlaces});
    std::vector<widgets::LinkedPlot*> seen;
    for (QTabWidget* place : m_places) // before any is taken out: another would come to the front
        for (const Named& plot : m_plots)
            if (place->currentWidget() == plot.view)
                seen.push_back(plot.view);
    for (const Named& plot : m_plots)
        plot.view->setParent(this);
    delete m_splitter;
    m_places.clear();
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setChildrenCollapsible(false);
    QSplitter* line = nullptr;
    for (std::size_t place = 0; place < places; ++place) {
        if (place % static_cast<std::size_t>(columns) == 0) {
            line = new QSplitter(Qt::Horizontal, m_splitter);
            line->setChildrenCollapsible(false);
        }
        m_places.push_back(makePlace(line));
    }
    for (const Named& plot : m_plots)
        m_places[usualPlace(plot.id, places)]->addTab(plot.view, plot.title);
    std::ranges::reverse(seen);            // two that come together: the one that was left or above wins
    for (widgets::LinkedPlot* view : seen) // what was in front stays there
        for (QTabWidget* place : m_places)
            if (place->indexOf(view) >= 0)
                place->setCurrentWidget(view);
    layout()->addWidget(m_splitter);
}

} // namespace lapidary::window
