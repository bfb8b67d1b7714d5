// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/rule_facts.h"

#include "core/plan/site_selector.h"
#include "widgets/state/core_text.h"
#include "widgets/state/number_text.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace lapidary::widgets {

namespace {

QString words(const char* text, int count = -1) {
    return QCoreApplication::translate("RuleFacts", text, nullptr, count);
}

QString nearest(const plan::Rule& draft, const model::ModelSpec& model) {
    const std::string name = plan::nearestSite(draft.match, model);
    return name.empty() ? QString()
                        : words(QT_TRANSLATE_NOOP("RuleFacts", "; the nearest name is %1"))
                              .arg(QString::fromStdString(name));
}

QString joined(const std::vector<std::string>& names) {
    QStringList list;
    for (const std::string& name : names)
        list += QString::fromStdString(name);
    return list.join(QStringLiteral(", "));
}

/// "rule:1:winner" of a message as "rule 2 (winner)"; rules have numbers from 1 in the window.
QString countedFromOne(QString message) {
    static const QRegularExpression kSource(QStringLiteral("rule:(\\d{1,9}):([^,]*)"));
    static const QRegularExpression kIndex(QStringLiteral("\\brules\\[(\\d{1,9})\\]( '[^']*')?"));
    for (auto match = kSource.match(message); match.hasMatch(); match = kSource.match(message)) {
        const QString number =
            words(QT_TRANSLATE_NOOP("RuleFacts", "rule %1")).arg(match.captured(1).toLongLong() + 1);
        const QString name = match.captured(2);
        message.replace(match.capturedStart(), match.capturedLength(),
                        name.isEmpty() ? number : number + QStringLiteral(" (%1)").arg(name));
    }
    return message.replace(kIndex, words(QT_TRANSLATE_NOOP("RuleFacts", "this rule")));
}

bool setsAnything(const plan::Rule& rule) {
    return rule.enabled && !rule.settings.empty();
}

/// Blocks that a rule splits and whose partners then differ.
std::size_t splitBlocks(const std::vector<model::SiteId>& sites, const ViewState& state) {
    std::set<std::int64_t> split = plan::blocksSplit(sites, *state.model);
    const std::set<std::int64_t> differing = plan::blocksDiffering(state.check->resolved, *state.model);
    std::erase_if(split, [&differing](std::int64_t block) { return !differing.contains(block); });
    return split.size();
}

} // namespace

QString matchWords(const plan::Rule& rule) {
    if (rule.predicate.is_object() && rule.predicate.contains("text"))
        return QString::fromStdString(rule.predicate.at("text").get<std::string>());
    QStringList parts;
    if (!rule.match.empty())
        parts += QString::fromStdString(rule.match);
    if (!rule.kinds.empty())
        parts += joined(rule.kinds);
    if (!rule.blocks.empty())
        parts += words(QT_TRANSLATE_NOOP("RuleFacts", "blocks %1")).arg(QString::fromStdString(rule.blocks));
    return parts.isEmpty() ? words(QT_TRANSLATE_NOOP("RuleFacts", "all blocks"))
                           : parts.join(QStringLiteral(" · "));
}

std::vector<RuleFacts> ruleFacts(const ViewState& state) {
    std::vector<RuleFacts> facts(state.plan ? state.plan->rules.size() : 0);
    if (!state.check)
        return facts;
    const auto matches = plan::ruleMatches(state.plan->rules, *state.model);
    for (std::size_t i = 0; matches && i < facts.size(); ++i) {
        facts[i].sites = (*matches)[i].size();
        const std::size_t split =
            setsAnything(state.plan->rules[i]) ? splitBlocks((*matches)[i], state) : std::size_t{0};
        if (split != 0)
            facts[i].warnings +=
                words(QT_TRANSLATE_NOOP("RuleFacts", "splits q, k, v or gate, up in %n block(s): "
                                                     "vLLM wants them alike"),
                      static_cast<int>(split));
    }
    for (const plan::Problem& problem : state.check->problems)
        for (std::size_t i = 0; i < facts.size(); ++i) {
            const std::string place = "rules[" + std::to_string(i) + "]";
            if (problem.place == place || problem.place.starts_with(place + "."))
                facts[i].warnings += countedFromOne(coreText(problem.message));
        }
    return facts;
}

DraftFacts draftFacts(const plan::Rule& draft, const model::ModelSpec& model) {
    constexpr std::size_t kNamed = 5;
    DraftFacts facts;
    auto matches = plan::ruleMatches({draft}, model);
    if (!matches) {
        const base::Error& error = matches.error();
        facts.words = words(QT_TRANSLATE_NOOP("RuleFacts", "Not yet: %1; expected %2"))
                          .arg(QString::fromStdString(error.found), QString::fromStdString(error.expected));
        return facts;
    }
    facts.valid = true;
    facts.sites = std::move(matches->front());
    QStringList names;
    for (std::size_t i = 0; i < std::min(kNamed, facts.sites.size()); ++i)
        names += siteLabel(facts.sites[i]);
    if (facts.sites.size() > kNamed)
        names += QStringLiteral("…");
    facts.words = words(QT_TRANSLATE_NOOP("RuleFacts", "%n site(s)"), static_cast<int>(facts.sites.size()));
    if (!names.isEmpty())
        facts.words += QStringLiteral(": ") + names.join(QStringLiteral(", "));
    if (facts.sites.empty())
        facts.words = words(QT_TRANSLATE_NOOP("RuleFacts", "matches nothing")) + nearest(draft, model);
    return facts;
}

} // namespace lapidary::widgets
