// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/plan_edits.h"

#include "widgets/panels/edit_batch.h"
#include "widgets/panels/method_choice.h"
#include "widgets/panels/number_field.h"
#include "widgets/state/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

namespace lapidary::widgets {

namespace {

using base::Json;

QString translated(const char* text) {
    return QCoreApplication::translate("PlanEdits", text);
}

/// For the history: "bits 4 on %1".
QString wordsFor(PlanColumn column, const QString& text) {
    return QStringLiteral("%1 %2 ").arg(planColumnTitle(column), text.trimmed()) +
           translated(QT_TRANSLATE_NOOP("PlanEdits", "on %1"));
}

PlanEdits editNumber(const EditTarget& target, PlanColumn column, const QString& text) {
    const std::optional<NumberInput> input = parseNumberInput(text);
    if (!input)
        return {{},
                translated(QT_TRANSLATE_NOOP("PlanEdits", "“%1” is no number, change (+1, *0.5) or “none”"))
                    .arg(text)};
    EditBatch batch;
    for (const PlanRow* row : target.rows) {
        const NumberField field = *NumberField::of(*row, column);
        const bool present = field.settings() != nullptr;
        if (input->kind == NumberInput::Kind::None && present)
            batch.clear(*row, field.family());
        if (input->kind == NumberInput::Kind::None || (column == PlanColumn::Group && !present))
            continue;
        NumberField::Outcome outcome = field.apply(*input);
        if (!outcome.error.isEmpty())
            return {{}, outcome.error};
        if (outcome.keys)
            batch.set(*row, field.family(), std::move(*outcome.keys));
    }
    return batch.finish(wordsFor(column, text), target.mergeKey);
}

/// "2:4", "row", "tensor": words that stand for a value of another key.
std::optional<Json> wordKeys(PlanColumn column, const QString& text) {
    const QString word = text.trimmed().toLower();
    if (column == PlanColumn::Sparsity && word.contains(QLatin1Char(':')) &&
        plan::parsePattern(word.toStdString()))
        return Json{{"pattern", word.toStdString()}};
    if (column != PlanColumn::Group)
        return std::nullopt;
    for (const char* per : {"row", "tensor"})
        if (word == QLatin1String(per) || word == QCoreApplication::translate("PlanCells", per).toLower())
            return Json{{"per", per}};
    return std::nullopt;
}

PlanEdits editWord(const EditTarget& target, PlanColumn column, const Json& keys, const QString& text) {
    EditBatch batch;
    for (const PlanRow* row : target.rows) {
        const NumberField field = *NumberField::of(*row, column);
        if (column != PlanColumn::Group || field.settings() != nullptr)
            batch.set(*row, field.family(), field.withMethod(keys));
    }
    return batch.finish(wordsFor(column, text), target.mergeKey);
}

Json toJson(const plan::ParameterValue& value) {
    return std::visit([](const auto& held) { return Json(held); }, value);
}

/// The keys that a column of numbers shows, as the settings have them.
Json columnKeys(const plan::FamilySettings& settings, PlanColumn column) {
    static constexpr std::array<const char*, 1> kBits = {"bits"};
    static constexpr std::array<const char*, 2> kSparsity = {"pattern", "amount"};
    static constexpr std::array<const char*, 3> kRank = {"rank", "ratio", "energy"};
    Json keys = Json::object();
    const auto copy = [&](const auto& names) {
        for (const char* name : names)
            if (const auto found = settings.values.find(name); found != settings.values.end())
                keys[name] = toJson(found->second);
    };
    switch (column) {
    case PlanColumn::Bits:
        copy(kBits);
        break;
    case PlanColumn::Sparsity:
        copy(kSparsity);
        break;
    case PlanColumn::Rank:
        copy(kRank);
        break;
    default: {
        const plan::GridShape grid = plan::gridShape(settings);
        keys =
            grid.group > 0 ? Json{{"group", grid.group}} : Json{{"per", grid.perTensor ? "tensor" : "row"}};
    }
    }
    return keys;
}

PlanEdits fillColumn(const PlanRow& source, const EditTarget& target, PlanColumn column) {
    const NumberField from = *NumberField::of(source, column);
    EditBatch batch;
    for (const PlanRow* row : target.rows) {
        const bool present =
            row->resolved != nullptr && row->resolved->settings.find(from.family()) != nullptr;
        if (from.settings() == nullptr && present)
            batch.clear(*row, from.family());
        if (from.settings() == nullptr || (column == PlanColumn::Group && !present))
            continue;
        Json keys = columnKeys(*from.settings(), column);
        if (!present)
            keys["method"] = from.settings()->method;
        batch.set(*row, from.family(), std::move(keys));
    }
    const QString value = planCellText(source, column);
    return batch.finish(wordsFor(column, value.isEmpty() ? dashText() : value), target.mergeKey);
}

plan::WrittenSettings wholeSettings(const PlanRow& source, const PlanRow& row) {
    plan::WrittenSettings settings;
    const plan::SiteSettings& from = source.resolved->settings;
    if (from.skip || row.resolved->settings.skip)
        settings.skip = from.skip;
    for (const auto& [family, unused] : row.resolved->settings.families)
        settings.families[family] = nullptr;
    for (const auto& [family, values] : from.families) {
        Json keys = {{"method", values.method}};
        for (const auto& [key, value] : values.values)
            keys[key] = toJson(value);
        settings.families[family] = std::move(keys);
    }
    return settings;
}

PlanEdits fillSettings(const PlanRow& source, const EditTarget& target) {
    EditBatch batch;
    for (const PlanRow* row : target.rows)
        if (row != &source && source.resolved != nullptr && row->resolved != nullptr)
            batch.add(*row, wholeSettings(source, *row));
    return batch.finish(translated(QT_TRANSLATE_NOOP("PlanEdits", "settings of %1 on %2"))
                            .arg(siteLabel(source.site->id), QStringLiteral("%1")),
                        target.mergeKey);
}

void addNotch(const PlanRow& row, PlanColumn column, int direction, EditBatch& batch) {
    for (const PlanColumn tried : {column, PlanColumn::Bits, PlanColumn::Rank, PlanColumn::Sparsity}) {
        const std::optional<NumberField> field = NumberField::of(row, tried);
        if (!field || !field->value() || tried == PlanColumn::Group)
            continue;
        if (const std::optional<plan::WrittenSettings> settings = field->notch(direction))
            for (const auto& [family, keys] : settings->families)
                batch.set(row, family, keys);
        return;
    }
}

} // namespace

PlanEdits editCell(const EditTarget& target, PlanColumn column, const QString& text) {
    if (column == PlanColumn::Method)
        return editMethod(target, text);
    if (target.rows.empty() || text.trimmed().isEmpty() || !NumberField::of(*target.rows.front(), column))
        return {};
    if (const std::optional<Json> keys = wordKeys(column, text))
        return editWord(target, column, *keys, text);
    return editNumber(target, column, text);
}

QStringList cellSuggestions(const PlanRow& row, PlanColumn column) {
    const QString none = QCoreApplication::translate("NumberInput", "none");
    switch (column) {
    case PlanColumn::Bits:
        return {QStringLiteral("2"),
                QStringLiteral("3"),
                QStringLiteral("4"),
                QStringLiteral("5"),
                QStringLiteral("6"),
                QStringLiteral("8"),
                none};
    case PlanColumn::Group: {
        QStringList groups;
        for (const int group : {32, 64, 128, 256})
            if (row.site->in % group == 0)
                groups.append(QString::number(group));
        return groups << QCoreApplication::translate("PlanCells", "row")
                      << QCoreApplication::translate("PlanCells", "tensor");
    }
    case PlanColumn::Sparsity:
        return {percentText(0.25),     percentText(0.5),      percentText(0.75),
                QStringLiteral("2:4"), QStringLiteral("4:8"), none};
    case PlanColumn::Rank:
        return {percentText(0.1), percentText(0.25), percentText(0.5), none};
    default:
        return {};
    }
}

PlanEdits notchEdits(const EditTarget& target, PlanColumn column, int direction) {
    EditBatch batch;
    for (const PlanRow* row : target.rows)
        addNotch(*row, column, direction, batch);
    return batch.finish(direction > 0 ? translated(QT_TRANSLATE_NOOP("PlanEdits", "one notch up on %1"))
                                      : translated(QT_TRANSLATE_NOOP("PlanEdits", "one notch down on %1")),
                        target.mergeKey);
}

PlanEdits skipEdits(const EditTarget& target) {
    const bool skip = std::ranges::any_of(target.rows, [](const PlanRow* row) {
        return row->resolved == nullptr || !row->resolved->settings.skip;
    });
    EditBatch batch;
    for (const PlanRow* row : target.rows)
        batch.setSkip(*row, skip);
    return batch.finish(skip ? translated(QT_TRANSLATE_NOOP("PlanEdits", "skip %1"))
                             : translated(QT_TRANSLATE_NOOP("PlanEdits", "no longer skip %1")),
                        target.mergeKey);
}

PlanEdits resetEdits(const EditTarget& target) {
    if (target.rows.empty())
        return {};
    SettingsEdit edit;
    edit.kind = SettingsEdit::Kind::Reset;
    for (const PlanRow* row : target.rows)
        edit.sites.push_back(row->site->id);
    edit.words = translated(QT_TRANSLATE_NOOP("PlanEdits", "reset %1")).arg(sitesText(target.rows));
    return {{std::move(edit)}, {}};
}

PlanEdits fillEdits(const PlanRow& source, const EditTarget& target, PlanColumn column) {
    return NumberField::of(source, column) ? fillColumn(source, target, column)
                                           : fillSettings(source, target);
}

} // namespace lapidary::widgets
