// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/method_choice.h"

#include "core/plan/method_info.h"
#include "widgets/panels/edit_batch.h"
#include "widgets/state/core_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace lapidary::widgets {

namespace {

using base::Json;
using plan::Family;

constexpr double kFirstRatio = 0.5; // kept share of parameters of a low rank that is begun: half the size

QString translated(const char* text) {
    return QCoreApplication::translate("MethodChoice", text);
}

QString familyText(Family family) {
    switch (family) {
    case Family::Structured:
        return translated(QT_TRANSLATE_NOOP("MethodChoice", "structured"));
    case Family::LowRank:
        return translated(QT_TRANSLATE_NOOP("MethodChoice", "low rank"));
    case Family::Sparsity:
        return translated(QT_TRANSLATE_NOOP("MethodChoice", "sparsity"));
    case Family::Quantization:
        return translated(QT_TRANSLATE_NOOP("MethodChoice", "quantization"));
    case Family::Adapter:
        return translated(QT_TRANSLATE_NOOP("MethodChoice", "adapter"));
    case Family::Joint:
        return translated(QT_TRANSLATE_NOOP("MethodChoice", "joint"));
    }
    return {};
}

QString keyOf(const char* verb, Family family, const std::string& method) {
    const std::string_view name = plan::familyKey(family);
    return QStringLiteral("%1 %2.%3")
        .arg(QLatin1String(verb), QLatin1String(name.data(), static_cast<qsizetype>(name.size())),
             QString::fromStdString(method));
}

const plan::MethodInfo* methodOf(const QString& path) {
    const auto family = plan::familyOf(path.section(QLatin1Char('.'), 0, 0).toStdString());
    return family ? plan::findMethod(*family, path.section(QLatin1Char('.'), 1).toStdString()) : nullptr;
}

bool has(const PlanRow& row, Family family) {
    return row.resolved != nullptr && row.resolved->settings.families.contains(family);
}

Json keysFor(const PlanRow& row, const plan::MethodInfo& method) {
    Json keys = {{"method", method.name}};
    if (method.family == Family::LowRank && !has(row, Family::LowRank))
        keys["ratio"] = kFirstRatio;
    return keys;
}

void setMethod(const PlanRow& row, const plan::MethodInfo& method, bool alone, EditBatch& batch) {
    if (alone && row.resolved != nullptr)
        for (const auto& [family, unused] : row.resolved->settings.families)
            if (family != method.family)
                batch.clear(row, family);
    batch.set(row, method.family, keysFor(row, method));
}

} // namespace

std::vector<MethodChoice> methodChoices(const PlanRow& row) {
    std::vector<MethodChoice> choices = {
        {QStringLiteral("skip"), translated(QT_TRANSLATE_NOOP("MethodChoice", "skip: leave dense")), {}},
        {QStringLiteral("reset"), translated(QT_TRANSLATE_NOOP("MethodChoice", "reset: as inherited")), {}}};
    const bool treated = row.resolved != nullptr && !row.resolved->settings.dense();
    for (const plan::MethodInfo& info : plan::methodTable())
        if (info.family != Family::Adapter)
            choices.push_back(
                {keyOf("set", info.family, info.name),
                 QStringLiteral("%1: %2").arg(familyText(info.family), QString::fromStdString(info.name)),
                 coreText(info.help)});
    for (const plan::MethodInfo& info : plan::methodTable())
        if (treated && !has(row, info.family))
            choices.push_back({keyOf("add", info.family, info.name),
                               translated(QT_TRANSLATE_NOOP("MethodChoice", "add %1: %2"))
                                   .arg(familyText(info.family), QString::fromStdString(info.name)),
                               coreText(info.help)});
    return choices;
}

QString presentMethodChoice(const PlanRow& row) {
    if (row.resolved == nullptr)
        return {};
    const plan::SiteSettings& settings = row.resolved->settings;
    if (settings.skip)
        return QStringLiteral("skip");
    if (settings.families.size() != 1)
        return {};
    const auto& [family, values] = *settings.families.begin();
    return keyOf("set", family, values.method);
}

PlanEdits editMethod(const EditTarget& target, const QString& key) {
    if (key == QLatin1String("reset"))
        return resetEdits(target);
    EditBatch batch;
    if (key == QLatin1String("skip")) {
        for (const PlanRow* row : target.rows)
            batch.setSkip(*row, true);
        return batch.finish(translated(QT_TRANSLATE_NOOP("MethodChoice", "skip %1")), target.mergeKey);
    }
    const QString verb = key.section(QLatin1Char(' '), 0, 0);
    const plan::MethodInfo* method = methodOf(key.section(QLatin1Char(' '), 1));
    if (method == nullptr || (verb != QLatin1String("set") && verb != QLatin1String("add")))
        return {{}, translated(QT_TRANSLATE_NOOP("MethodChoice", "“%1” is no method")).arg(key)};
    for (const PlanRow* row : target.rows)
        setMethod(*row, *method, verb == QLatin1String("set"), batch);
    return batch.finish(translated(QT_TRANSLATE_NOOP("MethodChoice", "%1 on %2"))
                            .arg(QString::fromStdString(method->name), QStringLiteral("%1")),
                        target.mergeKey);
}

} // namespace lapidary::widgets
