// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/state/view_state.h"

#include <QAbstractItemModel>

#include <vector>

namespace lapidary::widgets {

/// A model as a tree: embed, blocks with their sites, head. A site row answers kSiteRole; a block row sums up
/// its sites.
class SiteTreeModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    static constexpr int kName = 0;
    static constexpr int kTreatment = 1;
    static constexpr int kShape = 2;
    static constexpr int kSize = 3;
    static constexpr int kColumnCount = 4;

    explicit SiteTreeModel(QObject* parent = nullptr);

    /// Another model resets the rows, another plan of the same model only changes what they show.
    void show(const ViewState& state);

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        const model::Site* site = nullptr; // null: a block
        const model::Block* block = nullptr;
        QVariant treatment;   // int; invalid: unknown, or mixed in a block
        bool changed = false; // by the last state; of a block: some site in it
        bool mixed = false;
        std::uint64_t bytes = 0;
        int parent = -1;
        std::vector<Row> children;
    };
    void build();
    void refresh(Row& row);
    Row siteRow(const model::Site& site, int parent) const;
    const Row* rowAt(const QModelIndex& index) const;
    QVariant text(const Row& row, int column) const;
    QVariant toolTip(const Row& row, int column) const;
    QString nameOf(const Row& row) const;
    QString treatmentWords(const Row& row) const;

    ViewState m_state;
    std::vector<Row> m_rows;
};

} // namespace lapidary::widgets
