// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/rules_model.h"

#include "widgets/inspector/settings_words.h"
#include "widgets/panels/site_roles.h"
#include "widgets/panels/site_words.h"

#include <QCoreApplication>
#include <QMimeData>

namespace lapidary::widgets {

namespace {
const QString kMime = QStringLiteral("application/x-lapidary-rule");
} // namespace

QString ruleTitle(std::size_t row, const plan::Rule& rule) {
    const QString number = QString::number(row + 1);
    return rule.name.empty() ? number : number + u' ' + QString::fromStdString(rule.name);
}

RulesModel::RulesModel(QObject* parent)
    : QAbstractListModel(parent) {
}

void RulesModel::show(const ViewState& state) {
    std::vector<plan::Rule> rules = state.plan ? state.plan->rules : std::vector<plan::Rule>();
    std::vector<RuleFacts> facts = ruleFacts(state);
    if (rules == m_rules && facts == m_facts)
        return;
    if (rules.size() != m_rules.size()) {
        beginResetModel();
        m_rules = std::move(rules);
        m_facts = std::move(facts);
        endResetModel();
        return;
    }
    m_rules = std::move(rules);
    m_facts = std::move(facts);
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int RulesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rules.size());
}

QString RulesModel::textOf(std::size_t row) const {
    const plan::Rule& rule = m_rules[row];
    QString text =
        tr("%1 · %n site(s)", nullptr, static_cast<int>(m_facts[row].sites)).arg(ruleTitle(row, rule));
    text += u'\n' + tr("%1: %2").arg(matchWords(rule), settingsWords(rule.settings));
    for (const QString& warning : m_facts[row].warnings)
        text += QStringLiteral("\n⚠ ") + warning;
    return text;
}

QVariant RulesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return textOf(row);
    case Qt::ToolTipRole:
        return plainToolTip(textOf(row));
    case Qt::CheckStateRole:
        return m_rules[row].enabled ? Qt::Checked : Qt::Unchecked;
    case kMutedRole:
        return !m_rules[row].enabled;
    default:
        return {};
    }
}

bool RulesModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || role != Qt::CheckStateRole)
        return false;
    Q_EMIT switched(index.row(), value.toInt() == Qt::Checked);
    return true;
}

Qt::ItemFlags RulesModel::flags(const QModelIndex& index) const {
    if (!index.isValid())
        return Qt::ItemIsDropEnabled;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemIsDragEnabled;
}

QStringList RulesModel::mimeTypes() const {
    return {kMime};
}

QMimeData* RulesModel::mimeData(const QModelIndexList& indexes) const {
    if (indexes.isEmpty())
        return nullptr;
    auto* data = new QMimeData;
    data->setData(kMime, QByteArray::number(indexes.front().row()));
    return data;
}

/// Never true: the view would take the row out by itself, and the plan has moved it already.
bool RulesModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                              const QModelIndex& parent) {
    if (!canDropMimeData(data, action, row, column, parent))
        return false;
    const int from = data->data(kMime).toInt();
    const int before = row >= 0 ? row : rowCount();
    if (const int to = before > from ? before - 1 : before; to != from)
        Q_EMIT moveRequested(from, to);
    return false;
}

} // namespace lapidary::widgets
