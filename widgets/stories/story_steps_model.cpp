// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stories/story_steps_model.h"

#include "widgets/stories/story_book.h"

namespace lapidary::widgets {

namespace {

QStringList rowsOf(const StoryBook& book) {
    QStringList rows;
    if (book.story() == nullptr)
        return rows;
    for (const results::StoryStep& step : book.story()->steps) {
        const QString title =
            step.title.empty() ? StoryStepsModel::tr("(no title)") : QString::fromStdString(step.title);
        const QString row = QStringLiteral("%1  %2").arg(rows.size() + 1).arg(title);
        rows += step.bookmark ? StoryStepsModel::tr("%1  [key %2]").arg(row).arg(*step.bookmark) : row;
    }
    return rows;
}

} // namespace

StoryStepsModel::StoryStepsModel(StoryBook& book, QObject* parent)
    : QAbstractListModel(parent)
    , m_book(book)
    , m_rows(rowsOf(book)) {
    connect(&book, &StoryBook::changed, this, &StoryStepsModel::follow);
    connect(&book, &StoryBook::placeChanged, this, &StoryStepsModel::follow);
}

void StoryStepsModel::follow() {
    const QStringList rows = rowsOf(m_book);
    if (m_moving || rows == m_rows)
        return;
    if (rows.size() != m_rows.size()) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
        return;
    }
    m_rows = rows;
    Q_EMIT dataChanged(index(0), index(static_cast<int>(m_rows.size()) - 1));
}

int StoryStepsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant StoryStepsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    return m_rows.value(index.row());
}

Qt::ItemFlags StoryStepsModel::flags(const QModelIndex& index) const {
    // Dropped between rows, never onto one.
    return index.isValid()
               ? Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren
               : Qt::ItemIsDropEnabled;
}

bool StoryStepsModel::moveRows(const QModelIndex& source, int row, int count, const QModelIndex& target,
                               int before) {
    if (source.isValid() || target.isValid() || count != 1 ||
        !beginMoveRows(source, row, row, target, before))
        return false;
    m_moving = true;
    m_book.moveStep(static_cast<std::size_t>(row),
                    static_cast<std::size_t>(before > row ? before - 1 : before));
    m_rows = rowsOf(m_book);
    m_moving = false;
    endMoveRows();
    Q_EMIT dataChanged(index(0), index(rowCount() - 1)); // their numbers
    return true;
}

} // namespace lapidary::widgets
