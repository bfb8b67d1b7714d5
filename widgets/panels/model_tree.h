// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/state/selection_model.h"
#include "widgets/state/view_state.h"

#include <QWidget>

#include <set>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTreeView;

namespace lapidary::widgets {

class LinkedSelection;
class NamedSets;
class SetList;
class SiteProxy;
class SiteTreeModel;

/// The model as a tree under a filter, with the named sets below. The filter is the one of the whole window:
/// the selection model has it, others dim or hide what it leaves out.
class ModelTree final : public QWidget {
    Q_OBJECT

public:
    ModelTree(SelectionModel& selection, NamedSets& sets, QWidget* parent = nullptr);

    void show(const ViewState& state);
    using QWidget::show;

    /// Sites that the filter leaves; all where it is empty.
    const std::set<model::SiteId>& filtered() const { return m_filtered; }
    QString filterText() const;
    void setFilterText(const QString& text);
    void focusFilter();
    /// Asks for a name of the present selection.
    void nameSelection();

Q_SIGNALS:
    void filterChanged(const std::set<lapidary::model::SiteId>& filtered);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildFilterLine();
    void buildTree();
    void buildMessage();
    void layOut();
    void fitColumns();
    void showShapes();
    void applyFilter();
    void showExpanded(bool filtering);
    void showCounts(bool filtering);

    SelectionModel& m_selection;
    ViewState m_state;
    std::set<model::SiteId> m_filtered;
    std::set<int> m_expanded; // top rows that were open before filtering began
    bool m_filtering = false;
    int m_wholeWidth = 0; // with the column of shapes
    SiteTreeModel* m_model = nullptr;
    SiteProxy* m_proxy = nullptr;
    LinkedSelection* m_link = nullptr;
    SetList* m_sets = nullptr;
    QLineEdit* m_filter = nullptr;
    QLabel* m_counter = nullptr;
    QStackedWidget* m_pages = nullptr;
    QTreeView* m_tree = nullptr;
    QWidget* m_messagePage = nullptr;
    QLabel* m_message = nullptr;
    QPushButton* m_useNearest = nullptr;
    QPushButton* m_clear = nullptr;
    QString m_nearest;
};

} // namespace lapidary::widgets
