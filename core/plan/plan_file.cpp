// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/detail/object_reader.h"
#include "core/plan/detail/site_matcher.h"
#include "core/plan/plan.h"
#include "core/plan/preset.h"

#include <charconv>
#include <cmath>
#include <cstdio>

namespace lapidary::plan {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::OrderedJson;
using detail::ObjectReader;
using detail::Place;
using detail::shown;

namespace {

constexpr std::string_view kFormat = "lapidary-plan";
constexpr std::int64_t kVersion = 1;
constexpr base::JsonLimits kLimits{std::size_t{64} << 20, 32};
constexpr std::size_t kMostRules = 2000;
constexpr std::int64_t kMostWindows = 1 << 24;
constexpr std::int64_t kLongestWindow = 1 << 24;
constexpr double kLargestFirstWeight = 1e9;

const std::vector<std::string>& dtypeNames() {
    static const std::vector<std::string> kNames = {"f32", "f16", "bf16"};
    return kNames;
}

base::Status readHead(ObjectReader& reader, const Place& root) {
    const Json* format = reader.find("format");
    if (format == nullptr)
        return root.error(ErrorCode::MissingKey, "no key 'format'", "\"format\": \"lapidary-plan\"");
    if (*format != kFormat)
        return root.at("format").error(ErrorCode::BadValue, shown(*format), "\"lapidary-plan\"");
    const Json* version = reader.find("version");
    if (version == nullptr)
        return root.error(ErrorCode::MissingKey, "no key 'version'", "\"version\": 1");
    if (*version != kVersion)
        return root.at("version").error(ErrorCode::Unsupported, shown(*version), "version 1");
    return {};
}

base::Status readCalibration(const Json& json, const Place& place, Calibration& calibration) {
    LAPIDARY_TRY(ObjectReader reader, ObjectReader::open(json, place));
    LAPIDARY_CHECK(reader.get("text", calibration.text));
    LAPIDARY_CHECK(reader.get("windows", calibration.windows, 1, kMostWindows));
    LAPIDARY_CHECK(reader.get("window", calibration.window, 2, kLongestWindow));
    std::string weights = formatTokenWeights(calibration.tokenWeights);
    LAPIDARY_CHECK(reader.get("token_weights", weights));
    LAPIDARY_TRY(calibration.tokenWeights,
                 parseTokenWeights(weights, place.file, place.at("token_weights").path));
    return reader.finish();
}

base::Status readPipeline(const Json& json, const Place& place, Plan& plan) {
    LAPIDARY_TRY(ObjectReader reader, ObjectReader::open(json, place));
    std::size_t inputs = plan.compressedInputs ? 0 : 1;
    std::size_t order = plan.sequential ? 1 : 0;
    LAPIDARY_CHECK(reader.getChoice("inputs", {"compressed", "dense"}, inputs));
    LAPIDARY_CHECK(reader.getChoice("within_block", {"parallel", "sequential"}, order));
    plan.compressedInputs = inputs == 0;
    plan.sequential = order == 1;
    return reader.finish();
}

base::Status readEdits(const Json& json, const Place& place, std::vector<Json>& edits) {
    if (!json.is_array())
        return place.error(ErrorCode::BadValue, shown(json), "a list of objects with a 'method'");
    for (std::size_t i = 0; i < json.size(); ++i) {
        const Json& edit = json[i];
        if (!edit.is_object())
            return place.at(i).error(ErrorCode::BadValue, shown(edit), "an object with a 'method'");
        const auto method = edit.find("method");
        if (method == edit.end())
            return place.at(i).error(ErrorCode::MissingKey, "no key 'method'", "the name of a method");
        if (!method->is_string() || method->get_ref<const std::string&>().empty())
            return place.at(i).at("method").error(ErrorCode::BadValue, shown(*method),
                                                  "the name of a method");
        edits.push_back(edit);
    }
    return {};
}

base::Result<Json> readPredicate(const Json& json, const Place& place) {
    LAPIDARY_TRY(ObjectReader reader, ObjectReader::open(json, place));
    std::string text;
    std::string fingerprint;
    std::vector<std::string> sites;
    LAPIDARY_CHECK(reader.get("text", text));
    LAPIDARY_CHECK(reader.get("sites", sites));
    LAPIDARY_CHECK(reader.get("fingerprint", fingerprint));
    LAPIDARY_CHECK(reader.finish());
    for (const char* key : {"text", "sites", "fingerprint"})
        if (!json.contains(key))
            return place.error(ErrorCode::MissingKey, std::string("no key '") + key + "'",
                               "text, sites and fingerprint of a predicate");
    return json;
}

base::Result<Rule> readRule(const Json& json, const Place& place) {
    LAPIDARY_TRY(ObjectReader reader, ObjectReader::open(json, place));
    Rule rule;
    LAPIDARY_CHECK(reader.get("name", rule.name));
    LAPIDARY_CHECK(reader.get("enabled", rule.enabled));
    LAPIDARY_CHECK(reader.get("match", rule.match));
    LAPIDARY_CHECK(reader.get("blocks", rule.blocks));
    LAPIDARY_CHECK(reader.get("kinds", rule.kinds));
    if (const Json* predicate = reader.find("predicate"); predicate != nullptr && !predicate->is_null()) {
        LAPIDARY_TRY(rule.predicate, readPredicate(*predicate, place.at("predicate")));
    }
    const Json* settings = reader.find("settings");
    LAPIDARY_CHECK(reader.finish());
    if (settings == nullptr)
        return place.error(ErrorCode::MissingKey, "no key 'settings'", "what the rule sets");
    LAPIDARY_TRY(rule.settings, settingsFromJson(*settings, place.file, place.at("settings").path));
    LAPIDARY_CHECK(detail::SiteMatcher::compile(rule, place));
    return rule;
}

base::Status readRules(const Json& json, const Place& place, std::vector<Rule>& rules) {
    if (!json.is_array())
        return place.error(ErrorCode::BadValue, shown(json), "a list of rules");
    if (json.size() > kMostRules)
        return place.error(ErrorCode::TooLarge, std::to_string(json.size()) + " rules",
                           "at most " + std::to_string(kMostRules));
    for (std::size_t i = 0; i < json.size(); ++i) {
        LAPIDARY_TRY(Rule rule, readRule(json[i], place.at(i)));
        rules.push_back(std::move(rule));
    }
    return {};
}

base::Status readSites(const Json& json, const Place& place,
                       std::map<model::SiteId, WrittenSettings>& sites) {
    if (!json.is_object())
        return place.error(ErrorCode::BadValue, shown(json), "an object of settings by site");
    for (const auto& [name, value] : json.items()) {
        LAPIDARY_TRY(WrittenSettings settings, settingsFromJson(value, place.file, place.at(name).path));
        sites.emplace(model::SiteId(name), std::move(settings));
    }
    return {};
}

base::Status readLocked(ObjectReader& reader, std::set<model::SiteId>& locked) {
    std::vector<std::string> names;
    LAPIDARY_CHECK(reader.get("locked", names));
    for (std::string& name : names)
        locked.emplace(std::move(name));
    return {};
}

base::Status readModel(const Json& json, const Place& place, Plan& plan) {
    LAPIDARY_TRY(ObjectReader reader, ObjectReader::open(json, place));
    LAPIDARY_CHECK(reader.get("name", plan.modelName));
    LAPIDARY_CHECK(reader.get("fingerprint", plan.modelFingerprint));
    return reader.finish();
}

base::Status readPreset(ObjectReader& reader, Plan& plan) {
    std::vector<std::string> names;
    for (const Preset& preset : presetTable())
        names.push_back(preset.name);
    std::size_t index = 0;
    LAPIDARY_CHECK(reader.getChoice("preset", names, index));
    plan.preset = names[index];
    return {};
}

base::Status readMembers(ObjectReader& reader, Plan& plan, const std::string& file) {
    LAPIDARY_CHECK(reader.get("seed", plan.seed));
    if (reader.find("dtype") != nullptr) {
        std::size_t dtype = 0;
        LAPIDARY_CHECK(reader.getChoice("dtype", dtypeNames(), dtype));
        plan.dtype = dtypeNames()[dtype];
    }
    if (const Json* model = reader.find("model"))
        LAPIDARY_CHECK(readModel(*model, reader.at("model"), plan));
    if (const Json* calibration = reader.find("calibration"))
        LAPIDARY_CHECK(readCalibration(*calibration, reader.at("calibration"), plan.calibration));
    if (const Json* pipeline = reader.find("pipeline"))
        LAPIDARY_CHECK(readPipeline(*pipeline, reader.at("pipeline"), plan));
    if (const Json* edits = reader.find("edits"))
        LAPIDARY_CHECK(readEdits(*edits, reader.at("edits"), plan.edits));
    LAPIDARY_CHECK(readPreset(reader, plan));
    if (const Json* written = reader.find("base")) {
        LAPIDARY_TRY(plan.base, settingsFromJson(*written, file, "base"));
    }
    if (const Json* rules = reader.find("rules"))
        LAPIDARY_CHECK(readRules(*rules, reader.at("rules"), plan.rules));
    if (const Json* sites = reader.find("sites"))
        LAPIDARY_CHECK(readSites(*sites, reader.at("sites"), plan.sites));
    LAPIDARY_CHECK(readLocked(reader, plan.locked));
    return reader.finish();
}

OrderedJson toJson(const Rule& rule) {
    OrderedJson json = {{"name", rule.name}};
    if (!rule.match.empty())
        json["match"] = rule.match;
    if (!rule.blocks.empty())
        json["blocks"] = rule.blocks;
    if (!rule.kinds.empty())
        json["kinds"] = rule.kinds;
    if (!rule.predicate.is_null())
        json["predicate"] = rule.predicate;
    json["enabled"] = rule.enabled;
    json["settings"] = toJson(rule.settings);
    return json;
}

} // namespace

base::Result<TokenWeights> parseTokenWeights(std::string_view text, const std::string& file,
                                             const std::string& place) {
    if (text == "none")
        return TokenWeights{.kind = TokenWeights::Kind::None};
    if (text == "fisher")
        return TokenWeights{.kind = TokenWeights::Kind::Fisher};
    constexpr std::string_view kFirst = "first:";
    if (text.starts_with(kFirst)) {
        const std::string_view digits = text.substr(kFirst.size());
        double weight = 0.0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), weight);
        if (error == std::errc() && end == digits.data() + digits.size() && weight > 0.0 &&
            weight <= kLargestFirstWeight)
            return TokenWeights{.kind = TokenWeights::Kind::First, .first = weight};
    }
    return Error{ErrorCode::BadValue,
                 file,
                 place,
                 "'" + std::string(text.substr(0, 60)) + "'",
                 "\"none\", \"fisher\" or \"first:W\" with W above 0",
                 {}};
}

std::string formatTokenWeights(const TokenWeights& weights) {
    switch (weights.kind) {
    case TokenWeights::Kind::None:
        return "none";
    case TokenWeights::Kind::Fisher:
        return "fisher";
    case TokenWeights::Kind::First:
        break;
    }
    char digits[32];
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, weights.first);
    return "first:" + std::string(digits, error == std::errc() ? end : digits);
}

base::Result<Plan> planFromJson(const Json& json, const std::string& file) {
    const Place root{file, {}};
    LAPIDARY_TRY(ObjectReader reader, ObjectReader::open(json, root));
    LAPIDARY_CHECK(readHead(reader, root));
    Plan plan;
    LAPIDARY_CHECK(readMembers(reader, plan, file));
    return plan;
}

base::Result<Plan> parsePlan(std::string_view text, const std::string& file) {
    LAPIDARY_TRY(const Json json, base::parseJson(text, file, kLimits));
    return planFromJson(json, file);
}

OrderedJson toJson(const Plan& plan) {
    OrderedJson json = {{"format", kFormat}, {"version", kVersion}};
    if (!plan.modelName.empty() || !plan.modelFingerprint.empty())
        json["model"] = {{"name", plan.modelName}, {"fingerprint", plan.modelFingerprint}};
    json["seed"] = plan.seed;
    if (!plan.dtype.empty())
        json["dtype"] = plan.dtype;
    json["calibration"] = {{"text", plan.calibration.text},
                           {"windows", plan.calibration.windows},
                           {"window", plan.calibration.window},
                           {"token_weights", formatTokenWeights(plan.calibration.tokenWeights)}};
    json["pipeline"] = {{"inputs", plan.compressedInputs ? "compressed" : "dense"},
                        {"within_block", plan.sequential ? "sequential" : "parallel"}};
    json["edits"] = plan.edits;
    json["preset"] = plan.preset;
    json["base"] = toJson(plan.base);
    json["rules"] = OrderedJson::array();
    for (const Rule& rule : plan.rules)
        json["rules"].push_back(toJson(rule));
    json["sites"] = OrderedJson::object();
    for (const auto& [site, settings] : plan.sites)
        json["sites"][site.name] = toJson(settings);
    for (const model::SiteId& site : plan.locked)
        json["locked"].push_back(site.name);
    return json;
}

OrderedJson toJson(const ResolvedSite& site) {
    return {{"site", site.site.name}, {"settings", toJson(site.settings)}, {"source", site.sources.map()}};
}

} // namespace lapidary::plan
