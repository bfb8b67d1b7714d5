// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/history_model.h"

#include "widgets/panels/history_words.h"
#include "widgets/panels/site_roles.h"
#include "widgets/panels/site_words.h"
#include "widgets/state/number_text.h"

#include <QFont>

#include <algorithm>
#include <utility>

namespace lapidary::widgets {

using plan::History;
using plan::StepIndex;

namespace {

constexpr quintptr kTop = ~quintptr{0};

/// From the start to the current step and on to where redo leads.
std::vector<bool> lineOf(const History& history) {
    std::vector<bool> line(history.steps().size(), false);
    for (StepIndex step = history.current();; step = history.steps()[step].parent) {
        line[step] = true;
        if (step == 0)
            break;
    }
    for (auto next = history.steps()[history.current()].redo; next; next = history.steps()[*next].redo)
        line[*next] = true;
    return line;
}

} // namespace

HistoryModel::HistoryModel(QObject* parent)
    : QAbstractItemModel(parent) {
    m_asker.setSingleShot(true);
    m_asker.setInterval(0);
    connect(&m_asker, &QTimer::timeout, this, [this] {
        const std::vector<StepIndex> steps(m_wanted.begin(), m_wanted.end());
        m_wanted.clear();
        Q_EMIT bytesWanted(steps);
    });
}

std::vector<HistoryModel::Row> HistoryModel::rowsOf(const History& history) const {
    const std::vector<bool> line = lineOf(history);
    std::vector<Row> rows;
    bool joins = false; // the row before is a branch that goes on
    for (StepIndex step = 0; step < line.size(); ++step) {
        if (line[step])
            joins = false;
        if (m_shown && step != 0 && step != history.current() && !m_shown->contains(step))
            continue;
        if (line[step])
            rows.push_back({{step}, false});
        else if (joins)
            rows.back().steps.push_back(step);
        else
            rows.push_back({{step}, true});
        joins = !line[step];
    }
    return rows;
}

void HistoryModel::show(std::shared_ptr<const History> history) {
    m_history = std::move(history);
    m_names.clear();
    m_undone.clear();
    if (m_history) {
        for (const auto& [name, step] : m_history->snapshots()) {
            QString& names = m_names[step];
            names += (names.isEmpty() ? QString() : QStringLiteral(", ")) + QString::fromStdString(name);
        }
        for (auto next = m_history->steps()[m_history->current()].redo; next;
             next = m_history->steps()[*next].redo)
            m_undone.push_back(*next);
        std::ranges::sort(m_undone);
        m_bytes.erase(m_bytes.lower_bound(m_history->steps().size()), m_bytes.end());
    } else {
        m_bytes.clear();
    }
    takeRows(m_history ? rowsOf(*m_history) : std::vector<Row>());
}

void HistoryModel::setShown(std::optional<Steps> steps) {
    m_shown = std::move(steps);
    if (m_history)
        takeRows(rowsOf(*m_history));
}

/// Most edits add one row at the end; going back and forth changes none.
void HistoryModel::takeRows(std::vector<Row> rows) {
    const std::size_t before = m_rows.size();
    const bool grows = rows.size() >= before && std::equal(m_rows.begin(), m_rows.end(), rows.begin());
    if (!grows) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    if (rows.size() > before) {
        beginInsertRows({}, static_cast<int>(before), static_cast<int>(rows.size()) - 1);
        m_rows = std::move(rows);
        endInsertRows();
    }
    if (before > 0)
        Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(before) - 1, kColumnCount - 1));
}

void HistoryModel::setBytes(StepIndex step, std::optional<std::uint64_t> bytes) {
    const auto known = m_bytes.find(step);
    if (known != m_bytes.end() && known->second == bytes)
        return;
    m_bytes.insert_or_assign(step, bytes);
    if (const QModelIndex at = indexOf(step); at.isValid())
        Q_EMIT dataChanged(at.siblingAtColumn(kChange), at.siblingAtColumn(kChange));
    if (m_history && step < m_history->steps().size())
        for (const StepIndex child : m_history->children(step))
            if (const QModelIndex at = indexOf(child); at.isValid())
                Q_EMIT dataChanged(at.siblingAtColumn(kChange), at.siblingAtColumn(kChange));
}

void HistoryModel::forgetBytes() {
    m_bytes.clear();
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, kChange), index(static_cast<int>(m_rows.size()) - 1, kChange));
}

std::optional<StepIndex> HistoryModel::stepAt(const QModelIndex& index) const {
    if (!index.isValid())
        return std::nullopt;
    if (index.internalId() != kTop)
        return m_rows[index.internalId()].steps[static_cast<std::size_t>(index.row())];
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    return row.left ? std::nullopt : std::optional(row.steps.front());
}

std::optional<StepIndex> HistoryModel::branchAt(int row) const {
    const Row& at = m_rows[static_cast<std::size_t>(row)];
    return at.left ? std::optional(at.steps.front()) : std::nullopt;
}

QModelIndex HistoryModel::indexOf(StepIndex step) const {
    const auto row = std::ranges::upper_bound(m_rows, step, {}, [](const Row& r) { return r.steps.front(); });
    if (row == m_rows.begin())
        return {};
    const auto top = static_cast<std::size_t>(row - m_rows.begin()) - 1;
    const auto found = std::ranges::lower_bound(m_rows[top].steps, step);
    if (found == m_rows[top].steps.end() || *found != step)
        return {};
    if (!m_rows[top].left)
        return index(static_cast<int>(top), 0);
    return createIndex(static_cast<int>(found - m_rows[top].steps.begin()), 0, quintptr(top));
}

QModelIndex HistoryModel::index(int row, int column, const QModelIndex& parent) const {
    if (row < 0 || row >= rowCount(parent) || column < 0 || column >= kColumnCount)
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) : kTop);
}

QModelIndex HistoryModel::parent(const QModelIndex& index) const {
    if (!index.isValid() || index.internalId() == kTop)
        return {};
    return createIndex(static_cast<int>(index.internalId()), 0, kTop);
}

int HistoryModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid())
        return static_cast<int>(m_rows.size());
    if (parent.internalId() != kTop || parent.column() != 0)
        return 0;
    const Row& row = m_rows[static_cast<std::size_t>(parent.row())];
    return row.left ? static_cast<int>(row.steps.size()) : 0;
}

int HistoryModel::columnCount(const QModelIndex&) const {
    return kColumnCount;
}

bool HistoryModel::isUndone(StepIndex step) const {
    return std::ranges::binary_search(m_undone, step);
}

/// Nothing: not known yet, and asked for.
std::optional<std::optional<std::uint64_t>> HistoryModel::bytesOf(StepIndex step) const {
    if (const auto known = m_bytes.find(step); known != m_bytes.end())
        return known->second;
    m_wanted.insert(step);
    m_asker.start();
    return std::nullopt;
}

QString HistoryModel::changeText(StepIndex step) const {
    const auto after = bytesOf(step);
    const auto before = step == 0 ? after : bytesOf(m_history->steps()[step].parent);
    if (!after || !before)
        return QStringLiteral("…");
    if (!*after)
        return dashText();
    if (step == 0)
        return bytesText(static_cast<double>(**after));
    return *before
               ? bytesDifferenceText(static_cast<std::int64_t>(**after) - static_cast<std::int64_t>(**before))
               : dashText();
}

QString HistoryModel::nameOf(StepIndex step) const {
    const auto at = m_names.find(step);
    return at == m_names.end() ? QString() : at->second;
}

QString HistoryModel::textOf(StepIndex step, int column) const {
    const plan::HistoryStep& kept = m_history->steps()[step];
    switch (column) {
    case kStep:
        return step == m_history->current() ? QStringLiteral("● %1").arg(step) : QString::number(step);
    case kChange:
        return changeText(step);
    case kWhat: {
        const QString words = QString::fromStdString(kept.words);
        // Where the step before in time is another one, that has to be said.
        return step == 0 || kept.parent + 1 == step
                   ? words
                   : tr("%1 (after step %2)").arg(words, QString::number(kept.parent));
    }
    case kName:
        return nameOf(step).isEmpty() ? QString() : QStringLiteral("★ ") + nameOf(step);
    default:
        return {};
    }
}

QString HistoryModel::toolTipOf(StepIndex step) const {
    QString text =
        tr("Step %1: %2").arg(QString::number(step), QString::fromStdString(m_history->steps()[step].words));
    if (step == m_history->current())
        text += tr("\nThe plan as it is now.");
    else if (isUndone(step))
        text += tr("\nUndone: Redo comes here. A click goes there too.");
    else
        text += tr("\nA click or Enter goes there; later steps are kept.");
    return text;
}

QVariant HistoryModel::stepData(StepIndex step, int column, bool left, int role) const {
    switch (role) {
    case Qt::DisplayRole:
        return textOf(step, column);
    case Qt::EditRole:
        return column == kName ? nameOf(step) : textOf(step, column);
    case Qt::AccessibleTextRole:
        if (column == kStep && step == m_history->current())
            return tr("step %1, the current one").arg(step);
        return column == kStep ? tr("step %1").arg(step) : textOf(step, column);
    case Qt::ToolTipRole:
        return plainToolTip(toolTipOf(step));
    case Qt::TextAlignmentRole:
        return QVariant((column == kChange ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::FontRole: {
        QFont font;
        font.setBold(step == m_history->current());
        return font;
    }
    case kMutedRole:
        return left || isUndone(step);
    default:
        return {};
    }
}

QVariant HistoryModel::branchData(const Row& row, int column, int role) const {
    const StepIndex first = row.steps.front();
    if (role == kMutedRole)
        return true;
    if (role == Qt::ToolTipRole)
        return tr("These steps were left for others. They are kept: a click on one goes there.");
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    // One sentence over all columns (HistoryPanel spans them).
    return column != kStep
               ? QVariant()
               : QVariant(tr("%n step(s) left after step %1", nullptr, static_cast<int>(row.steps.size()))
                              .arg(m_history->steps()[first].parent));
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    if (const auto step = stepAt(index))
        return stepData(*step, index.column(), index.internalId() != kTop, role);
    return branchData(m_rows[static_cast<std::size_t>(index.row())], index.column(), role);
}

bool HistoryModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    const auto step = stepAt(index);
    if (!step || role != Qt::EditRole || index.column() != kName)
        return false;
    if (const QString name = value.toString().trimmed(); name != nameOf(*step))
        Q_EMIT nameEdited(*step, name);
    return true;
}

Qt::ItemFlags HistoryModel::flags(const QModelIndex& index) const {
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    const auto step = stepAt(index);
    if (step)
        flags |= Qt::ItemNeverHasChildren;
    if (step && index.column() == kName)
        flags |= Qt::ItemIsEditable;
    return flags;
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= kColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section == kChange ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == kChange)
        return tr("bytes of the whole model against the step before");
    if (role == Qt::ToolTipRole && section == kName)
        return tr("name of a snapshot: F2 gives, changes or clears it");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case kStep:
        return tr("step");
    case kChange:
        return tr("size") + QChar(kNumberMargin);
    case kWhat:
        return tr("what was done");
    default:
        return tr("snapshot");
    }
}

} // namespace lapidary::widgets
