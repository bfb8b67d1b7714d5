// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/history_words.h"

#include "widgets/state/number_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace lapidary::widgets {

namespace {

constexpr std::size_t kMostSettings = 3;

QString translated(const char* text, int count = -1) {
    return QCoreApplication::translate("HistoryWords", text, nullptr, count);
}

/// In how many sites each setting differs, by its path ("quantization.bits").
std::map<std::string, int> differingSettings(const plan::SiteSettings& a, const plan::SiteSettings& b) {
    std::map<std::string, int> differ;
    if (a.skip != b.skip)
        differ["skip"] = 1;
    for (const plan::Family family : plan::kFamilies) {
        const auto of = [family](const plan::SiteSettings& settings) {
            const auto at = settings.families.find(family);
            return at == settings.families.end() ? nullptr : &at->second;
        };
        const plan::FamilySettings* one = of(a);
        const plan::FamilySettings* other = of(b);
        const auto name = std::string(plan::familyKey(family));
        if (one == nullptr || other == nullptr || one->method != other->method) {
            if (one != other)
                differ[name] = 1;
            continue;
        }
        for (const auto& [key, value] : one->values)
            if (const auto at = other->values.find(key); at == other->values.end() || at->second != value)
                differ[key] = 1;
        for (const auto& [key, value] : other->values)
            if (!one->values.contains(key))
                differ[key] = 1;
    }
    return differ;
}

/// "other settings at 34 sites: bits on 30, rank on 4"; empty: none.
QString sitesWords(const plan::PlanCheck& then, const ViewState& now) {
    int sites = 0;
    std::map<std::string, int> counts;
    for (const plan::ResolvedSite& site : then.resolved.sites) {
        const plan::ResolvedSite* other = now.resolved(site.site);
        if (other == nullptr || other->settings == site.settings)
            continue;
        ++sites;
        for (const auto& [setting, one] : differingSettings(site.settings, other->settings))
            counts[setting] += one;
    }
    if (sites == 0)
        return {};
    std::vector<std::pair<std::string, int>> most(counts.begin(), counts.end());
    std::ranges::stable_sort(most, [](const auto& a, const auto& b) { return a.second > b.second; });
    QStringList settings;
    for (const auto& [setting, count] : most) {
        if (settings.size() == static_cast<qsizetype>(kMostSettings)) {
            settings.append(QStringLiteral("…"));
            break;
        }
        settings.append(translated(QT_TRANSLATE_NOOP("HistoryWords", "%1 on %2"))
                            .arg(QString::fromStdString(setting), countText(count)));
    }
    return translated(QT_TRANSLATE_N_NOOP("HistoryWords", "other settings at %n site(s): %1"), sites)
        .arg(settings.join(QStringLiteral(", ")));
}

QStringList planWords(const plan::Plan& then, const plan::Plan& now) {
    QStringList words;
    if (then.preset != now.preset)
        words.append(translated(QT_TRANSLATE_NOOP("HistoryWords", "preset %1, now %2"))
                         .arg(QString::fromStdString(then.preset), QString::fromStdString(now.preset)));
    if (then.base != now.base)
        words.append(translated(QT_TRANSLATE_NOOP("HistoryWords", "another base")));
    if (then.rules != now.rules)
        words.append(translated(QT_TRANSLATE_N_NOOP("HistoryWords", "%n rule(s), now others"),
                                static_cast<int>(then.rules.size())));
    plan::Plan rest = then;
    rest.preset = now.preset;
    rest.base = now.base;
    rest.rules = now.rules;
    rest.sites = now.sites;
    if (rest != now)
        words.append(translated(QT_TRANSLATE_NOOP("HistoryWords", "other settings of the run")));
    return words;
}

} // namespace

QString bytesDifferenceText(std::int64_t bytes) {
    if (bytes == 0)
        return countText(0);
    const QString text = bytesText(static_cast<double>(bytes));
    return bytes > 0 ? QLatin1Char('+') + text : text;
}

QString differenceFromNow(const plan::Plan& thenPlan, const plan::PlanCheck* then, const ViewState& now) {
    if (now.plan == nullptr || thenPlan == *now.plan)
        return translated(QT_TRANSLATE_NOOP("HistoryWords", "The plan as it is now."));
    QStringList words;
    if (then != nullptr && now.check) {
        const auto bytes =
            static_cast<std::int64_t>(then->bytesAfter) - static_cast<std::int64_t>(now.check->bytesAfter);
        words.append(bytes == 0 ? translated(QT_TRANSLATE_NOOP("HistoryWords", "the same size"))
                                : bytesDifferenceText(bytes));
        if (const QString sites = sitesWords(*then, now); !sites.isEmpty())
            words.append(sites);
    } else if (then == nullptr) {
        words.append(translated(QT_TRANSLATE_NOOP("HistoryWords", "a plan that does not resolve")));
    }
    words += planWords(thenPlan, *now.plan);
    return translated(QT_TRANSLATE_NOOP("HistoryWords", "Against now: %1"))
        .arg(words.join(QStringLiteral(" · ")));
}

} // namespace lapidary::widgets
