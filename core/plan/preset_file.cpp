// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/preset_file.h"

#include "core/plan/detail/object_reader.h"

namespace lapidary::plan {

using base::ErrorCode;
using base::Json;
using base::OrderedJson;
using detail::ObjectReader;
using detail::Place;

namespace {
constexpr std::string_view kFormat = "lapidary-preset";
constexpr base::JsonLimits kLimits{std::size_t{8} << 20, 32};

/// Name and help; the rest is a plan's and is read as one.
base::Status readHead(const Json& json, const Place& root, OwnPreset& preset) {
    if (!json.is_object() || !json.contains("format") || json.at("format") != kFormat)
        return root.at("format").error(
            ErrorCode::BadValue,
            json.is_object() && json.contains("format") ? detail::shown(json.at("format")) : "nothing",
            "\"lapidary-preset\"");
    LAPIDARY_TRY(ObjectReader reader, ObjectReader::open(json, root));
    for (const char* key : {"format", "version", "preset", "base", "rules"})
        reader.find(key);
    LAPIDARY_CHECK(reader.get("name", preset.name));
    LAPIDARY_CHECK(reader.get("help", preset.help));
    if (preset.name.empty())
        return root.at("name").error(ErrorCode::MissingKey, "no name", "a name for the preset");
    return reader.finish();
}
} // namespace

base::Result<OwnPreset> parseOwnPreset(std::string_view text, const std::string& file) {
    LAPIDARY_TRY(Json json, base::parseJson(text, file, kLimits));
    OwnPreset preset;
    LAPIDARY_CHECK(readHead(json, Place{file, {}}, preset));
    json["format"] = "lapidary-plan";
    json.erase("name");
    json.erase("help");
    LAPIDARY_TRY(Plan plan, planFromJson(json, file));
    preset.preset = std::move(plan.preset);
    preset.base = std::move(plan.base);
    preset.rules = std::move(plan.rules);
    return preset;
}

OrderedJson toJson(const OwnPreset& preset) {
    static const Plan kEmpty; // GCC 12 warns wrongly of the strings of a temporary
    const OrderedJson plan = toJson(withOwnPreset(kEmpty, preset));
    OrderedJson json = {{"format", kFormat}, {"version", plan.at("version")}, {"name", preset.name}};
    if (!preset.help.empty())
        json["help"] = preset.help;
    for (const char* key : {"preset", "base", "rules"})
        json[key] = plan.at(key);
    return json;
}

OwnPreset presetOf(const Plan& plan, std::string name, std::string help) {
    return {std::move(name), std::move(help), plan.preset, plan.base, plan.rules};
}

Plan withOwnPreset(Plan plan, const OwnPreset& preset) {
    plan.preset = preset.preset;
    plan.base = preset.base;
    plan.rules = preset.rules;
    return plan;
}

} // namespace lapidary::plan
