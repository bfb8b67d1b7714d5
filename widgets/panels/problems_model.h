// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/site_roles.h"
#include "widgets/state/view_state.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace lapidary::widgets {

/// What is wrong with the plan: why it does not resolve, or what its check found; errors first.
class ProblemsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr int kSeverity = 0;
    static constexpr int kPlace = 1;
    static constexpr int kMessage = 2;
    static constexpr int kColumnCount = 3;

    /// One line of the list, and what it is about.
    struct Entry {
        plan::Severity severity = plan::Severity::Warning;
        QString place;
        QString message;
        model::SiteId site;               // empty: no site of the model
        std::optional<std::size_t> rule;  // index in the plan
        std::vector<model::SiteId> sites; // all of them, where it is about several
    };

    explicit ProblemsModel(QObject* parent = nullptr);

    void show(const ViewState& state);
    const std::vector<Entry>& entries() const { return m_entries; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    static std::vector<Entry> entriesOf(const ViewState& state);
    std::vector<Entry> m_entries;
};

/// "⨯ error", "⚠ warning".
QString severityText(plan::Severity severity);

} // namespace lapidary::widgets
