// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/state/named_sets.h"

#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace lapidary::widgets {

/// The named sets of the project below the tree: a click selects one, Ctrl and a click adds it, F2 renames,
/// Del deletes and offers to take that back. Hidden while there is nothing to show.
class SetList final : public QWidget {
    Q_OBJECT

public:
    SetList(SelectionModel& selection, NamedSets& sets, QWidget* parent = nullptr);

    /// Asks for a name of the present selection, in the list; Enter keeps it, Esc does not.
    void nameSelection();
    void select(const QString& name, bool add);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildList();
    void addCommand(const QString& name, const QString& text, const std::function<void()>& run);
    void takeName(QTreeWidgetItem* item, int column);
    void layOut();
    void refresh();
    void leaveName();
    QString current() const;

    SelectionModel& m_selection;
    NamedSets& m_sets;
    SelectionModel::SiteSet m_toName;
    QLabel* m_title = nullptr;
    QTreeWidget* m_list = nullptr;
    QLineEdit* m_name = nullptr;
    QLabel* m_removed = nullptr;
    QPushButton* m_takeBack = nullptr;
    bool m_keepsRows = false;
};

} // namespace lapidary::widgets
