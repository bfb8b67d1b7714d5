// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/history.h"
#include "widgets/state/selection_model.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>
#include <set>
#include <vector>

class QAction;
class QCheckBox;
class QLabel;
class QStackedWidget;
class QTreeView;

namespace lapidary::widgets {

class HistoryModel;

/// Every edit of the plan as a list: go to a step, give it a name, take single sites back to it, see what of
/// it differs from now. What has to be counted (bytes, the steps of one site, differences) is asked for by
/// signal.
class HistoryPanel final : public QWidget {
    Q_OBJECT

public:
    explicit HistoryPanel(SelectionModel& selection, QWidget* parent = nullptr);

    /// null: nothing is open. `fresh`: of another document than before.
    void show(std::shared_ptr<const plan::History> history, bool fresh);
    using QWidget::show;
    HistoryModel& model() { return *m_model; }
    /// Answers of the questions below.
    void setStepsOfSite(const model::SiteId& site, const std::vector<plan::StepIndex>& steps);
    void setDifference(plan::StepIndex step, const QString& words);
    /// Begins to type the name of the current step.
    void nameCurrentStep();

Q_SIGNALS:
    void goToRequested(lapidary::plan::StepIndex step);
    void revertRequested(lapidary::plan::StepIndex step);
    void nameRequested(lapidary::plan::StepIndex step, const QString& name); // empty: no longer
    void stepsOfSiteWanted(const lapidary::model::SiteId& site);
    void differenceWanted(lapidary::plan::StepIndex step);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildTree();
    void buildLine();
    void buildActions();
    void layOut();
    void filterBySite();
    void rememberExpanded();
    void restoreView();
    void onCurrentChanged();
    void updateActions();
    void activate(const QModelIndex& index);
    std::optional<plan::StepIndex> chosenStep() const;
    void fitColumns();

    SelectionModel& m_selection;
    HistoryModel* m_model;
    QTreeView* m_tree = nullptr;
    QStackedWidget* m_pages = nullptr;
    QLabel* m_empty = nullptr;
    QCheckBox* m_oneSite = nullptr;
    QLabel* m_difference = nullptr;
    QAction* m_goTo = nullptr;
    QAction* m_revert = nullptr;
    QAction* m_name = nullptr;
    QTimer m_asker; // differences, once the row has stood for a moment
    std::set<plan::StepIndex> m_expanded;
    std::optional<plan::StepIndex> m_chosen; // kept over a reset of the rows
    plan::StepIndex m_current = 0;
};

} // namespace lapidary::widgets
