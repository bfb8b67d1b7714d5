// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/linked_plot.h"

#include <QWidget>

#include <vector>

class QSplitter;
class QTabWidget;

namespace lapidary::window {

/// The five plots in as many places as there is room for; plots that share a place are tabs of it.
class PlotArea final : public QWidget {
    Q_OBJECT

public:
    explicit PlotArea(widgets::SelectionModel& selection, QWidget* parent = nullptr);

    /// Of one plot: places go when there is no room for them.
    QSize minimumSizeHint() const override;
    void show(const widgets::ViewState& state);
    using QWidget::show;

    struct Named {
        QString id; // "spectrum"
        QString title;
        widgets::LinkedPlot* view = nullptr;
    };
    const std::vector<Named>& plots() const { return m_plots; }
    /// Brings a plot to the front of its place.
    void raise(const QString& id);

Q_SIGNALS:
    void editRequested(const widgets::SettingsEdit& edit);
    void editCancelled(const std::string& mergeKey);
    void readout(const QString& text);
    void message(const QString& text);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange(int columns, int rows);

    std::vector<Named> m_plots;
    std::vector<QTabWidget*> m_places;
    QSplitter* m_splitter = nullptr;
    int m_columns = 0;
    int m_rows = 0;
};

} // namespace lapidary::window
