// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/rule_facts.h"

#include <QAbstractListModel>

#include <vector>

namespace lapidary::widgets {

/// The rules of the plan in their order, each with a check box, its number, name, sites and effect, and what
/// is to be said against it. Rows are dragged; the model asks for the move and waits for the plan.
class RulesModel final : public QAbstractListModel {
    Q_OBJECT

public:
    explicit RulesModel(QObject* parent = nullptr);

    void show(const ViewState& state);
    const std::vector<plan::Rule>& rules() const { return m_rules; }
    const std::vector<RuleFacts>& facts() const { return m_facts; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

Q_SIGNALS:
    void switched(int row, bool on);
    void moveRequested(int from, int to); // `to` counts as if the row had been taken out

private:
    QString textOf(std::size_t row) const;

    std::vector<plan::Rule> m_rules;
    std::vector<RuleFacts> m_facts;
};

/// "3 gentle attention", "3" for a rule without a name.
QString ruleTitle(std::size_t row, const plan::Rule& rule);

} // namespace lapidary::widgets
