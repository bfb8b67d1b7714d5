// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QStringList>

namespace lapidary::widgets {

class StoryBook;

/// The steps of the story that is looked at, a row each; rows are moved by dragging.
class StoryStepsModel final : public QAbstractListModel {
    Q_OBJECT

public:
    explicit StoryStepsModel(StoryBook& book, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    bool moveRows(const QModelIndex& source, int row, int count, const QModelIndex& target,
                  int before) override;

private:
    void follow();

    StoryBook& m_book;
    QStringList m_rows; // as shown
    bool m_moving = false;
};

} // namespace lapidary::widgets
