// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/state/settings_text.h"

#include "widgets/state/number_text.h"

#include <QCoreApplication>
#include <QStringList>

namespace lapidary::widgets {

namespace {

QString words(const char* text) {
    return QCoreApplication::translate("lapidary::widgets::SettingsText", text);
}

QString gridText(const plan::FamilySettings& settings) {
    const plan::GridShape grid = plan::gridShape(settings);
    const QString bits =
        QCoreApplication::translate("lapidary::widgets::SettingsText", "%n bit(s)", nullptr, grid.bits);
    if (grid.perTensor)
        return words("%1, one scale").arg(bits);
    return grid.group > 0 ? words("%1, group %2").arg(bits).arg(grid.group) : words("%1, per row").arg(bits);
}

QString rankText(const plan::FamilySettings& settings) {
    if (settings.has("rank")) {
        const double rank = settings.number("rank");
        return rank < 1.0 ? words("rank %1 of full").arg(percentText(rank))
                          : words("rank %1").arg(countText(static_cast<std::int64_t>(rank)));
    }
    if (settings.has("ratio"))
        return words("%1 of the weights kept").arg(percentText(settings.number("ratio")));
    return settings.has("energy") ? words("%1 of the energy kept").arg(percentText(settings.number("energy")))
                                  : words("low rank");
}

QString sparsityText(const plan::FamilySettings& settings) {
    const auto pattern = plan::sparsityPattern(settings);
    if (!pattern)
        return words("pruned");
    return pattern->unstructured() ? words("%1 zeros").arg(percentText(pattern->amount))
                                   : words("%1:%2 kept").arg(pattern->keep).arg(pattern->of);
}

QString familyText(plan::Family family, const plan::FamilySettings& settings) {
    switch (family) {
    case plan::Family::Quantization:
        return gridText(settings);
    case plan::Family::Sparsity:
        return sparsityText(settings);
    case plan::Family::LowRank:
        return rankText(settings);
    case plan::Family::Adapter:
        return words("adapter of %1").arg(rankText(settings));
    default:
        return words("compressed");
    }
}

} // namespace

QString settingsText(const plan::SiteSettings& settings) {
    if (settings.skip)
        return words("left dense");
    QStringList parts;
    for (const auto& [family, values] : settings.families)
        parts.append(words("%1 (%2)").arg(familyText(family, values), QString::fromStdString(values.method)));
    return parts.isEmpty() ? words("dense") : parts.join(QStringLiteral(" + "));
}

} // namespace lapidary::widgets
