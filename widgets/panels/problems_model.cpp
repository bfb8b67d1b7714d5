// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/problems_model.h"

#include "widgets/panels/site_words.h"
#include "widgets/state/core_text.h"
#include "widgets/state/number_text.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace lapidary::widgets {

namespace {

/// "rules[3]" or "rules[3].settings…".
std::optional<std::size_t> ruleOf(const QString& place) {
    static const QRegularExpression kRule(QStringLiteral("^rules\\[(\\d{1,9})\\]"));
    const QRegularExpressionMatch match = kRule.match(place);
    return match.hasMatch() ? std::optional(static_cast<std::size_t>(match.captured(1).toULongLong()))
                            : std::nullopt;
}

/// Rules have numbers from 1 in the window, indices in files and in messages of core.
QString countedFromOne(QString message) {
    static const QRegularExpression kIndex(QStringLiteral("\\brules\\[(\\d{1,9})\\]"));
    for (QRegularExpressionMatch match = kIndex.match(message); match.hasMatch();
         match = kIndex.match(message))
        message.replace(
            match.capturedStart(), match.capturedLength(),
            QCoreApplication::translate("ProblemsModel", "rule %1").arg(match.captured(1).toLongLong() + 1));
    return message;
}

ProblemsModel::Entry entryOf(const plan::Problem& problem, const ViewState& state) {
    ProblemsModel::Entry entry;
    entry.severity = problem.severity;
    entry.message = countedFromOne(coreText(problem.message));
    entry.place = QString::fromStdString(problem.place);
    if (problem.sites.size() > 1) {
        entry.sites = problem.sites;
        entry.place = QCoreApplication::translate("ProblemsModel", "%n site(s)", nullptr,
                                                  static_cast<int>(problem.sites.size()));
        return entry;
    }
    const model::SiteId site(problem.place.starts_with("sites.") ? problem.place.substr(6) : problem.place);
    if (state.model && state.model->find(site) != nullptr) {
        entry.site = site;
        entry.place = siteLabel(site);
    } else if ((entry.rule = ruleOf(entry.place)) && state.plan && *entry.rule < state.plan->rules.size()) {
        const QString name = QString::fromStdString(state.plan->rules[*entry.rule].name);
        entry.place = QCoreApplication::translate("ProblemsModel", "rule %1").arg(*entry.rule + 1);
        if (!name.isEmpty())
            entry.place += QStringLiteral(" (%1)").arg(name);
    }
    return entry;
}

} // namespace

ProblemsModel::ProblemsModel(QObject* parent)
    : QAbstractTableModel(parent) {
}

void ProblemsModel::show(const ViewState& state) {
    std::vector<Entry> entries = entriesOf(state);
    const auto same = [](const Entry& a, const Entry& b) {
        return a.severity == b.severity && a.place == b.place && a.message == b.message;
    };
    if (std::ranges::equal(entries, m_entries, same))
        return; // the row that is being read stays where it is
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
}

std::vector<ProblemsModel::Entry> ProblemsModel::entriesOf(const ViewState& state) {
    std::vector<Entry> entries;
    if (!state.planError.isEmpty())
        entries.push_back(
            {plan::Severity::Error, tr("plan"), state.planError, {}, ruleOf(state.planError), {}});
    if (state.check)
        for (const plan::Problem& problem : state.check->problems)
            entries.push_back(entryOf(problem, state));
    std::ranges::stable_sort(
        entries, {}, [](const Entry& entry) { return entry.severity == plan::Severity::Error ? 0 : 1; });
    return entries;
}

int ProblemsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int ProblemsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumnCount;
}

QVariant ProblemsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Entry& entry = m_entries[static_cast<std::size_t>(index.row())];
    const QString texts[] = {severityText(entry.severity), entry.place, entry.message};
    switch (role) {
    case Qt::DisplayRole:
        return texts[index.column()];
    case Qt::ToolTipRole:
        return plainToolTip(texts[index.column()]);
    case kSiteRole:
        return QString::fromStdString(entry.site.name);
    case kSeverityRole:
        if (index.column() != kSeverity)
            return static_cast<int>(Emphasis::None);
        return static_cast<int>(entry.severity == plan::Severity::Error ? Emphasis::Error
                                                                        : Emphasis::Warning);
    default:
        return {};
    }
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= kColumnCount)
        return {};
    const QString titles[] = {tr("severity"), tr("place"), tr("problem")};
    return titles[section];
}

QString severityText(plan::Severity severity) {
    return severity == plan::Severity::Error ? QCoreApplication::translate("ProblemsModel", "✖ error")
                                             : QCoreApplication::translate("ProblemsModel", "⚠ warning");
}

} // namespace lapidary::widgets
