// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/detail/settings_json.h"

#include "core/base/text.h"
#include "core/plan/plan.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>

namespace lapidary::plan {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::OrderedJson;

namespace detail {

namespace {

constexpr std::array<std::string_view, 3> kRankKeys = {"ratio", "rank", "energy"};
constexpr std::array<std::string_view, 2> kGroupKeys = {"per", "group"};
constexpr std::size_t kLongestText = 200;

std::string joined(std::span<const std::string> names) {
    std::string all;
    for (const std::string& name : names)
        all += (all.empty() ? "" : ", ") + name;
    return all;
}

std::string plainNumber(double value) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.6g", value);
    return buffer;
}

std::string rangeText(const ParameterInfo& info) {
    return plainNumber(info.minimum) + " to " + plainNumber(info.maximum) + ": " + info.help;
}

base::Result<ParameterValue> integerValue(const ParameterInfo& info, const Json& value, const Place& place) {
    if (!value.is_number_integer())
        return place.error(ErrorCode::BadValue, shown(value), "an integer, " + rangeText(info));
    // As double first: an unsigned value above 2^63 must not wrap.
    const double wide = value.get<double>();
    if (wide < info.minimum || wide > info.maximum)
        return place.error(ErrorCode::BadValue, shown(value), rangeText(info));
    return ParameterValue(value.get<std::int64_t>());
}

base::Result<ParameterValue> numberValue(const ParameterInfo& info, const Json& value, const Place& place) {
    if (!value.is_number())
        return place.error(ErrorCode::BadValue, shown(value), "a number, " + rangeText(info));
    const double wide = value.get<double>();
    if (!(wide >= info.minimum && wide <= info.maximum))
        return place.error(ErrorCode::BadValue, shown(value), rangeText(info));
    if (info.key == "rank" && wide >= 1.0 && wide != std::floor(wide))
        return place.error(ErrorCode::BadValue, shown(value), "a whole rank, or a share below 1");
    return value.is_number_integer() ? ParameterValue(value.get<std::int64_t>()) : ParameterValue(wide);
}

base::Result<ParameterValue> textValue(const ParameterInfo& info, const Json& value, const Place& place) {
    if (!value.is_string())
        return place.error(ErrorCode::BadValue, shown(value), "a text: " + info.help);
    std::string text = value.get<std::string>();
    if (info.type == ParameterType::Choice &&
        std::find(info.choices.begin(), info.choices.end(), text) == info.choices.end())
        return place.unknown(ErrorCode::UnknownName, text, info.choices);
    if (text.size() > kLongestText || (info.key == "pattern" && !parsePattern(text)))
        return place.error(ErrorCode::BadValue, shown(value), info.help);
    return ParameterValue(std::move(text));
}

/// The methods whose parameters an object may use: the one it names, or all of the family.
base::Result<std::vector<const MethodInfo*>> candidateMethods(Family family, const Json& object,
                                                              const Place& place) {
    std::vector<const MethodInfo*> candidates;
    const auto named = object.find("method");
    if (named == object.end()) {
        for (const MethodInfo& info : methodTable())
            if (info.family == family)
                candidates.push_back(&info);
    } else {
        if (!named->is_string())
            return place.at("method").error(ErrorCode::BadValue, shown(*named), "the name of a method");
        const std::string name = named->get<std::string>();
        const MethodInfo* info = findMethod(family, name);
        if (info == nullptr && methodNames(family).empty())
            return place.at("method").error(ErrorCode::UnknownName, "'" + name.substr(0, 60) + "'",
                                            "null: this version has no method of the family " +
                                                std::string(familyKey(family)));
        if (info == nullptr)
            return place.at("method").unknown(ErrorCode::UnknownName, name, methodNames(family));
        candidates.push_back(info);
    }
    return candidates;
}

base::Status checkKey(const std::vector<const MethodInfo*>& candidates, const std::string& key,
                      const Json& value, const Place& place) {
    std::optional<Error> first;
    bool known = false;
    for (const MethodInfo* info : candidates)
        if (const ParameterInfo* parameter = info->parameter(key)) {
            known = true;
            auto checked = parameterValue(*parameter, value, place.at(key));
            if (checked)
                return {};
            if (!first)
                first = std::move(checked).error();
        }
    if (known)
        return *std::move(first);
    std::vector<std::string> keys = {"method"};
    for (const MethodInfo* info : candidates)
        for (const ParameterInfo& parameter : info->parameters)
            if (std::find(keys.begin(), keys.end(), parameter.key) == keys.end())
                keys.push_back(parameter.key);
    return place.at(key).unknown(ErrorCode::UnknownKey, key, keys);
}

base::Status checkAlternatives(Family family, const Json& object, const Place& place) {
    if (family == Family::LowRank) {
        std::string given;
        int count = 0;
        for (const std::string_view key : kRankKeys)
            if (object.contains(key)) {
                given += (given.empty() ? "" : " and ") + std::string(key);
                ++count;
            }
        if (count > 1)
            return place.error(ErrorCode::BadValue, given, "one of ratio, rank and energy");
    }
    if (family == Family::Quantization && object.contains("per") && object.contains("group")) {
        const bool grouped = object.at("per") == "group";
        const bool columns = object.at("group") != 0;
        if (grouped != columns)
            return place.error(
                ErrorCode::BadValue,
                "per " + shown(object.at("per")) + " with group " + shown(object.at("group")),
                "a group above 0 with per \"group\", and 0 (or none) with \"row\" and \"tensor\"");
    }
    return {};
}

} // namespace

Place Place::at(std::string_view key) const {
    return {file, path.empty() ? std::string(key) : path + "." + std::string(key)};
}

Place Place::at(std::size_t index) const {
    return {file, path + "[" + std::to_string(index) + "]"};
}

Error Place::error(ErrorCode code, std::string found, std::string expected) const {
    return Error{code, file, path, std::move(found), std::move(expected), {}};
}

Error Place::unknown(ErrorCode code, std::string_view name, std::span<const std::string> known) const {
    const std::string nearest = base::nearestName(name, known);
    std::string expected = nearest.empty() ? "one of " + joined(known) : "'" + nearest + "' (the nearest)";
    return error(code, "'" + std::string(name.substr(0, 60)) + "'", std::move(expected));
}

std::string shown(const Json& value) {
    std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (text.size() > 60)
        text = text.substr(0, 57) + "...";
    return text;
}

base::Result<ParameterValue> parameterValue(const ParameterInfo& info, const Json& value,
                                            const Place& place) {
    switch (info.type) {
    case ParameterType::Flag:
        if (!value.is_boolean())
            return place.error(ErrorCode::BadValue, shown(value), "true or false: " + info.help);
        return ParameterValue(value.get<bool>());
    case ParameterType::Integer:
        return integerValue(info, value, place);
    case ParameterType::Number:
        return numberValue(info, value, place);
    case ParameterType::Choice:
    case ParameterType::Text:
        break;
    }
    return textValue(info, value, place);
}

base::Status checkFamily(Family family, const Json& object, const Place& place) {
    if (object.is_null())
        return {};
    if (!object.is_object())
        return place.error(ErrorCode::BadValue, shown(object), "an object, or null to clear the family");
    LAPIDARY_TRY(const auto candidates, candidateMethods(family, object, place));
    for (const auto& [key, value] : object.items())
        if (key != "method")
            LAPIDARY_CHECK(checkKey(candidates, key, value, place));
    return checkAlternatives(family, object, place);
}

bool methodTakes(Family family, const base::Json& method, std::string_view key, const base::Json& value) {
    const MethodInfo* info = findMethod(family, method.get_ref<const std::string&>());
    const ParameterInfo* parameter = info == nullptr ? nullptr : info->parameter(key);
    return parameter != nullptr && parameterValue(*parameter, value, {}).ok();
}

std::vector<std::string_view> alternativesOf(Family family, std::string_view key) {
    std::vector<std::string_view> others;
    const auto collect = [&](auto& keys) {
        if (std::find(keys.begin(), keys.end(), key) != keys.end())
            std::copy_if(keys.begin(), keys.end(), std::back_inserter(others),
                         [&](std::string_view other) { return other != key; });
    };
    if (family == Family::LowRank)
        collect(kRankKeys);
    if (family == Family::Quantization)
        collect(kGroupKeys);
    return others;
}

} // namespace detail

namespace {

using FamilyKeys = std::map<Family, std::vector<std::string>>;

FamilyKeys makeCanonicalKeys() {
    FamilyKeys all;
    for (const Family family : kFamilies)
        all[family] = {"method"};
    for (const MethodInfo& info : methodTable()) {
        std::vector<std::string>& keys = all[info.family];
        for (const ParameterInfo& parameter : info.parameters)
            if (std::find(keys.begin(), keys.end(), parameter.key) == keys.end())
                keys.push_back(parameter.key);
    }
    return all;
}

/// Keys of a family in canonical order: `method`, then as the methods declare them.
const std::vector<std::string>& canonicalKeys(Family family) {
    static const FamilyKeys kKeys = makeCanonicalKeys();
    return kKeys.at(family);
}

OrderedJson toJson(const ParameterValue& value) {
    return std::visit([](const auto& held) { return OrderedJson(held); }, value);
}

} // namespace

base::Result<WrittenSettings> settingsFromJson(const Json& json, const std::string& file,
                                               const std::string& place) {
    const detail::Place here{file, place};
    if (!json.is_object())
        return here.error(ErrorCode::BadValue, detail::shown(json), "an object of settings");
    WrittenSettings settings;
    for (const auto& [key, value] : json.items()) {
        if (key == "skip") {
            if (!value.is_boolean())
                return here.at(key).error(ErrorCode::BadValue, detail::shown(value), "true or false");
            settings.skip = value.get<bool>();
            continue;
        }
        const std::optional<Family> family = familyOf(key);
        if (!family) {
            std::vector<std::string> known = {"skip"};
            for (const Family each : kFamilies)
                known.emplace_back(familyKey(each));
            return here.at(key).unknown(ErrorCode::UnknownKey, key, known);
        }
        LAPIDARY_CHECK(detail::checkFamily(*family, value, here.at(key)));
        settings.families.emplace(*family, value);
    }
    return settings;
}

OrderedJson toJson(const WrittenSettings& settings) {
    OrderedJson json = OrderedJson::object();
    if (settings.skip)
        json["skip"] = *settings.skip;
    for (const auto& [family, written] : settings.families) {
        OrderedJson& object = json[std::string(familyKey(family))];
        if (written.is_null())
            continue;
        object = OrderedJson::object();
        for (const std::string& key : canonicalKeys(family))
            if (const auto at = written.find(key); at != written.end())
                object[key] = *at;
    }
    return json;
}

OrderedJson toJson(const SiteSettings& settings) {
    OrderedJson json = OrderedJson::object();
    if (settings.skip)
        json["skip"] = true;
    for (const auto& [family, resolved] : settings.families) {
        OrderedJson& object = json[std::string(familyKey(family))];
        object["method"] = resolved.method;
        for (const std::string& key : canonicalKeys(family))
            if (resolved.has(key))
                object[key] = toJson(resolved.values.find(key)->second);
    }
    return json;
}

} // namespace lapidary::plan
