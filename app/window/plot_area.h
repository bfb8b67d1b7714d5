// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/plot_links.h"
#include "app/window/snapshot_sizes.h"
#include "widgets/plot/linked_plot.h"

#include <QWidget>

#include <vector>

namespace lapidary::widgets {
class TradeoffView;
}

class QAction;
class QMenu;
class QSplitter;
class QTabWidget;

namespace lapidary::window {

/// The plots in as many places as there is room for; plots that share a place are tabs of it, those that
/// answer the same question (one site, the layers, the whole model) together. Any plot can be put into any
/// place.
class PlotArea final : public QWidget {
    Q_OBJECT

public:
    explicit PlotArea(widgets::SelectionModel& selection, QWidget* parent = nullptr);

    /// Of one plot: places go when there is no room for them.
    QSize minimumSizeHint() const override;
    void show(const widgets::ViewState& state, const plan::History& history);
    using QWidget::show;

    struct Named {
        QString id; // "spectrum"
        QString title;
        widgets::LinkedPlot* view = nullptr;
    };
    const std::vector<Named>& plots() const { return m_plots; }
    /// Brings a plot to the front of its place.
    void raise(const QString& id);
    /// Moves a plot into a place, in front; what was alone there takes its old one.
    void put(const QString& id, std::size_t place);
    std::size_t places() const { return m_places.size(); }
    /// The place that a plot is in.
    std::size_t placeOf(const QString& id) const;
    /// One a plot, which brings it to the front, then the link of their zooms.
    QList<QAction*> commands() const;

Q_SIGNALS:
    void editRequested(const widgets::SettingsEdit& edit);
    void editCancelled(const std::string& mergeKey);
    void readout(const QString& text);
    void message(const QString& text);
    void runChosen(std::size_t run);
    void planRequested(std::size_t run);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange(int columns, int rows);
    QTabWidget* makePlace(QSplitter* line);
    void fillMenu(QMenu& menu, std::size_t place);
    void addCommands();
    const Named* find(const QString& id) const;

    std::vector<Named> m_plots;
    std::vector<QTabWidget*> m_places;
    widgets::TradeoffView* m_tradeoff;
    SnapshotSizes m_snapshots;
    PlotLinks m_links;
    QSplitter* m_splitter = nullptr;
    int m_columns = 0;
    int m_rows = 0;
};

} // namespace lapidary::window
