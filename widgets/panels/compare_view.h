// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/state/selection_model.h"
#include "widgets/state/view_state.h"

#include <QStringList>
#include <QWidget>

#include <cstddef>

class QComboBox;
class QLabel;
class QSplitter;
class QStackedWidget;
class QTableView;

namespace lapidary::widgets {

class CompareFiguresModel;
class CompareSitesModel;
class LinkedSelection;
class SiteProxy;

/// A, the dense model, and B, a run of it, side by side: the figures of the whole, and a table of its sites.
class CompareView final : public QWidget {
    Q_OBJECT

public:
    explicit CompareView(SelectionModel& selection, QWidget* parent = nullptr);

    void show(const ViewState& state);
    using QWidget::show;

Q_SIGNALS:
    /// A person chose this run of project->runs.
    void runChosen(std::size_t run);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QTableView* makeTable(const QString& name, const QString& accessibleName);
    void buildRunLine();
    void buildTables();
    void layOut();
    void fillRuns(const ViewState& state);
    void fitColumns();
    void divide();

    SelectionModel& m_selection;
    CompareFiguresModel* m_figuresModel = nullptr;
    CompareSitesModel* m_sitesModel = nullptr;
    SiteProxy* m_proxy = nullptr;
    LinkedSelection* m_link = nullptr;
    QStringList m_shown;
    QComboBox* m_runs = nullptr;
    QLabel* m_runsLabel = nullptr;
    QLabel* m_provenance = nullptr;
    QTableView* m_figures = nullptr;
    QTableView* m_sites = nullptr;
    QSplitter* m_splitter = nullptr;
    QStackedWidget* m_pages = nullptr;
    QLabel* m_empty = nullptr;
};

} // namespace lapidary::widgets
