// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/state/selection_model.h"
#include "widgets/state/view_state.h"

#include <QWidget>

#include <cstddef>

class QComboBox;
class QLabel;
class QModelIndex;
class QStackedWidget;
class QTableView;

namespace lapidary::widgets {

class ProblemsModel;

/// The problems of the plan, and of loading its result in the runtime that is chosen above them. A click or
/// Enter selects the sites, or those that the rule matches.
class ProblemsView final : public QWidget {
    Q_OBJECT

public:
    explicit ProblemsView(SelectionModel& selection, QWidget* parent = nullptr);

    void show(const ViewState& state);
    using QWidget::show;
    int errorCount() const;
    int warningCount() const;

Q_SIGNALS:
    void countsChanged();
    void runtimeChosen(plan::Runtime runtime);

private:
    void buildView();
    QWidget* buildRuntimes();
    void activate(const QModelIndex& index);
    void selectMatches(std::size_t rule);
    void fitRows();

    SelectionModel& m_selection;
    ViewState m_state;
    ProblemsModel* m_model = nullptr;
    QComboBox* m_runtimes = nullptr;
    QStackedWidget* m_pages = nullptr;
    QLabel* m_empty = nullptr;
    QTableView* m_view = nullptr;
};

} // namespace lapidary::widgets
