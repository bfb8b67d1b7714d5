// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/plot_area.h"

#include "widgets/plot/activation_view.h"
#include "widgets/plot/histogram_view.h"
#include "widgets/plot/logit_view.h"
#include "widgets/plot/sensitivity_view.h"
#include "widgets/plot/spectrum_view.h"

#include <QResizeEvent>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace lapidary::window {

namespace {
constexpr int kPlaceWidth = 370; // a place for one plot that reads well
constexpr int kPlaceHeight = 270;
constexpr int kSmallestWidth = 260;
} // namespace

PlotArea::PlotArea(widgets::SelectionModel& selection, QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("plotArea"));
    m_plots = {
        {QStringLiteral("spectrum"), tr("Spectrum"), new widgets::SpectrumView(selection, this)},
        {QStringLiteral("sensitivity"), tr("Sensitivity"), new widgets::SensitivityView(selection, this)},
        {QStringLiteral("activations"), tr("Activations"), new widgets::ActivationView(selection, this)},
        {QStringLiteral("histogram"), tr("Weights"), new widgets::HistogramView(selection, this)},
        {QStringLiteral("logits"), tr("Logit PCA"), new widgets::LogitView(selection, this)}};
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    for (const Named& plot : m_plots) {
        connect(plot.view, &widgets::LinkedPlot::editRequested, this, &PlotArea::editRequested);
        connect(plot.view, &widgets::LinkedPlot::editCancelled, this, &PlotArea::editCancelled);
        connect(plot.view, &widgets::LinkedPlot::readout, this, &PlotArea::readout);
        connect(plot.view, &widgets::LinkedPlot::message, this, &PlotArea::message);
    }
    arrange(2, 1);
}

QSize PlotArea::minimumSizeHint() const {
    return {kSmallestWidth, m_places.front()->minimumSizeHint().height()};
}

void PlotArea::show(const widgets::ViewState& state) {
    for (const Named& plot : m_plots)
        plot.view->show(state);
}

void PlotArea::raise(const QString& id) {
    for (const Named& plot : m_plots)
        if (plot.id == id)
            for (QTabWidget* place : m_places)
                if (place->indexOf(plot.view) >= 0)
                    place->setCurrentWidget(plot.view);
}

void PlotArea::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const int columns = std::clamp(event->size().width() / kPlaceWidth, 1, 5);
    const int rows = columns < 5 ? std::clamp(event->size().height() / kPlaceHeight, 1, 2) : 1;
    if (columns != m_columns || rows != m_rows)
        arrange(columns, rows);
}

/// Deals the plots out in turn, so that what is often read together stands side by side.
void PlotArea::arrange(int columns, int rows) {
    m_columns = columns;
    m_rows = rows;
    const std::size_t places = std::min(static_cast<std::size_t>(columns * rows), m_plots.size());
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
        auto* tabs = new QTabWidget(line);
        tabs->setDocumentMode(true);
        tabs->setUsesScrollButtons(false);
        tabs->setElideMode(Qt::ElideRight);
        m_places.push_back(tabs);
    }
    for (std::size_t i = 0; i < m_plots.size(); ++i)
        m_places[i % places]->addTab(m_plots[i].view, m_plots[i].title);
    layout()->addWidget(m_splitter);
}

} // namespace lapidary::window
