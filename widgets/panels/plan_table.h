// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/plan_paste.h"
#include "widgets/state/selection_model.h"
#include "widgets/state/view_state.h"

#include <QWidget>

#include <set>
#include <vector>

class QAction;
class QKeyEvent;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace lapidary::widgets {

class LinkedSelection;
class NoticeStrip;
class PlanTableModel;
class SiteProxy;

/// The plan as a table that is edited in place. An edit is for all selected sites where its row is one of
/// them, else for its row.
class PlanTable final : public QWidget {
    Q_OBJECT

public:
    explicit PlanTable(SelectionModel& selection, QWidget* parent = nullptr);

    void show(const ViewState& state);
    using QWidget::show;
    /// Shows these sites alone; what the tree's filter leaves.
    void setFilter(const std::set<model::SiteId>& sites);
    /// Selected rows as tab-separated text with a header, numbers with a point and every digit.
    QString selectedAsText() const;

Q_SIGNALS:
    void editRequested(const lapidary::widgets::SettingsEdit& edit);
    /// The source of a site's settings was activated and is this rule.
    void ruleActivated(std::size_t rule);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Command {
        int key = 0;
        Qt::KeyboardModifiers modifiers;
        QAction* action = nullptr;
    };
    void buildView();
    void buildCommands();
    void addCommand(const QString& text, const QString& name, const QKeySequence& keys,
                    const std::function<void()>& run);
    QAction* commandFor(const QKeyEvent& key) const;
    void edit(const model::SiteId& site, PlanColumn column, const QString& text);
    void apply(const PlanEdits& edits);
    void showError(const QString& text);
    void activate(const QModelIndex& index);
    const PlanRow* rowAt(const QModelIndex& index) const;
    PlanColumn currentColumn() const;
    std::vector<const PlanRow*> selectedRows() const; // in the order of the view
    EditTarget target(std::vector<const PlanRow*> rows);
    void fillDown();
    void copy() const;
    void previewPaste();
    void endPaste(bool apply);
    void fitColumns();
    void makeRoomForArrow();

    SelectionModel& m_selection;
    ViewState m_state;
    PlanTableModel* m_model = nullptr;
    SiteProxy* m_proxy = nullptr;
    QTableView* m_view = nullptr;
    LinkedSelection* m_link = nullptr;
    QStackedWidget* m_pages = nullptr;
    QLabel* m_empty = nullptr;
    NoticeStrip* m_pasteStrip = nullptr;
    QPushButton* m_applyPaste = nullptr;
    PlanPaste m_paste; // that the strip asks about
    std::vector<Command> m_commands;
    std::size_t m_editCount = 0; // names the edits of one gesture
};

} // namespace lapidary::widgets
