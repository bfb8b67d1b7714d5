// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/history.h"

#include <QAbstractItemModel>
#include <QTimer>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace lapidary::widgets {

/// The steps of a history in the order in which they were made. Steps of the line from the start over the
/// present to where redo leads stand at the top; each run of others is a branch that was left, a row of its
/// own with its steps below. Rows keep their places when one goes back and forth.
class HistoryModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    static constexpr int kStep = 0;
    static constexpr int kChange = 1;
    static constexpr int kWhat = 2;
    static constexpr int kName = 3;
    static constexpr int kColumnCount = 4;
    using Steps = std::set<plan::StepIndex>;

    explicit HistoryModel(QObject* parent = nullptr);

    void show(std::shared_ptr<const plan::History> history); // null: none
    /// Shows these steps, the start and the current one alone; nothing: all.
    void setShown(std::optional<Steps> steps);
    /// Bytes of the plan at a step; nothing where it does not resolve.
    void setBytes(plan::StepIndex step, std::optional<std::uint64_t> bytes);
    /// Everything is counted anew.
    void forgetBytes();

    const plan::History* history() const { return m_history.get(); }
    std::optional<plan::StepIndex> stepAt(const QModelIndex& index) const; // nothing: a branch's row
    QModelIndex indexOf(plan::StepIndex step) const;                       // invalid: not shown
    /// The first step of the branch that this top row stands for; nothing: a step's row.
    std::optional<plan::StepIndex> branchAt(int row) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    using QObject::parent;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// Bytes that someone looked for and that are not known yet; asked for once.
    void bytesWanted(const std::vector<lapidary::plan::StepIndex>& steps);
    /// A name was typed at a step; empty: none any more.
    void nameEdited(lapidary::plan::StepIndex step, const QString& name);

private:
    /// A top row: one step of the line, or several that were left.
    struct Row {
        std::vector<plan::StepIndex> steps;
        bool left = false;
        bool operator==(const Row&) const = default;
    };
    std::vector<Row> rowsOf(const plan::History& history) const;
    void takeRows(std::vector<Row> rows);
    bool isUndone(plan::StepIndex step) const;
    QString textOf(plan::StepIndex step, int column) const;
    QString changeText(plan::StepIndex step) const;
    std::optional<std::optional<std::uint64_t>> bytesOf(plan::StepIndex step) const;
    QString nameOf(plan::StepIndex step) const;
    QString toolTipOf(plan::StepIndex step) const;
    QVariant stepData(plan::StepIndex step, int column, bool left, int role) const;
    QVariant branchData(const Row& row, int column, int role) const;

    std::shared_ptr<const plan::History> m_history;
    std::vector<Row> m_rows;
    std::optional<Steps> m_shown;
    std::vector<plan::StepIndex> m_undone; // where redo leads
    std::map<plan::StepIndex, QString> m_names;
    std::map<plan::StepIndex, std::optional<std::uint64_t>> m_bytes;
    mutable Steps m_wanted; // since the last question
    mutable QTimer m_asker;
};

} // namespace lapidary::widgets
