// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/detail/object_reader.h"
#include "core/plan/history.h"

#include <algorithm>

namespace lapidary::plan {

using base::ErrorCode;
using base::Json;
using base::OrderedJson;
using detail::ObjectReader;
using detail::Place;
using detail::shown;

namespace {

constexpr std::string_view kFormat = "lapidary-history";
constexpr std::int64_t kVersion = 1;
constexpr std::size_t kMostSteps = 100000;
/// Steps between two whole plans; the writer keeps one every 32.
constexpr int kMostPatches = 64;

/// Only the operations that History writes: `copy` and `move` could grow a plan without bound.
base::Status checkPatch(const Json& patch, const Place& place) {
    if (!patch.is_array())
        return place.error(ErrorCode::BadValue, shown(patch), "a list of changes");
    for (std::size_t i = 0; i < patch.size(); ++i) {
        const Json& change = patch[i];
        const bool known =
            change.is_object() && change.contains("op") &&
            (change.at("op") == "add" || change.at("op") == "remove" || change.at("op") == "replace");
        if (!known)
            return place.at(i).error(ErrorCode::BadValue, shown(change), "an add, remove or replace");
    }
    return {};
}

base::Status readHead(ObjectReader& reader) {
    const Json* format = reader.find("format");
    if (format == nullptr || *format != kFormat)
        return reader.at("format").error(ErrorCode::BadValue, format == nullptr ? "nothing" : shown(*format),
                                         "\"lapidary-history\"");
    const Json* version = reader.find("version");
    if (version == nullptr || *version != kVersion)
        return reader.at("version").error(ErrorCode::Unsupported,
                                          version == nullptr ? "nothing" : shown(*version), "version 1");
    return {};
}

/// A change of the form that takeChange() gives, for a history with so many steps: nothing of it will be
/// refused halfway.
bool fits(const Json& history, const Json& change) {
    const auto has = [&](const char* key) { return change.is_object() && change.contains(key); };
    if (!has("after") || !has("revision") || !has("current") || !has("snapshots") || !has("steps") ||
        !change.at("steps").is_array() || !history.contains("steps") || !history.at("steps").is_array())
        return false;
    std::size_t count = history.at("steps").size();
    for (const Json& written : change.at("steps")) {
        if (!written.is_object() || !written.contains("is") || !written.contains("step") ||
            !written.at("step").is_number_unsigned())
            return false;
        const auto step = written.at("step").get<std::size_t>();
        if (step > count)
            return false;
        count += step == count ? 1 : 0;
    }
    return true;
}

} // namespace

OrderedJson History::stepJson(StepIndex index) const {
    OrderedJson step = {{"parent", m_steps[index].parent}, {"words", m_steps[index].words}};
    if (m_steps[index].redo)
        step["redo"] = *m_steps[index].redo;
    if (m_kept[index].whole == nullptr)
        step["patch"] = *m_kept[index].patch;
    else
        step["plan"] = *m_kept[index].whole;
    return step;
}

OrderedJson History::toJson() const {
    OrderedJson json = {{"format", kFormat}, {"version", kVersion}, {"current", m_current}};
    if (!m_revision.empty())
        json["revision"] = m_revision;
    json["snapshots"] = m_snapshots;
    OrderedJson& steps = json["steps"] = OrderedJson::array();
    for (StepIndex i = 0; i < m_steps.size(); ++i)
        steps.push_back(stepJson(i));
    return json;
}

OrderedJson History::takeChange(std::string revision) {
    OrderedJson change = {{"after", m_revision}, {"revision", revision}, {"current", m_current}};
    change["snapshots"] = m_snapshots;
    OrderedJson& steps = change["steps"] = OrderedJson::array();
    for (const StepIndex step : m_unwritten)
        steps.push_back({{"step", step}, {"is", stepJson(step)}});
    m_unwritten.clear();
    m_revision = std::move(revision);
    return change;
}

std::string revisionOf(const Json& history) {
    const auto found = history.is_object() ? history.find("revision") : history.end();
    return found != history.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool mergeHistoryChange(Json& history, const Json& change) {
    const std::string now = revisionOf(history);
    if (now.empty() || !fits(history, change) || (change.at("after") != now && change.at("revision") != now))
        return false;
    Json& steps = history.at("steps");
    for (const Json& written : change.at("steps")) {
        const auto step = written.at("step").get<std::size_t>();
        if (step == steps.size())
            steps.push_back(written.at("is"));
        else
            steps[step] = written.at("is");
    }
    for (const char* key : {"revision", "current", "snapshots"})
        history[key] = change.at(key);
    return true;
}

base::Status History::readStep(const Json& json, const Place& place, std::size_t count) {
    LAPIDARY_TRY(ObjectReader reader, ObjectReader::open(json, place));
    const auto index = static_cast<std::int64_t>(m_steps.size());
    HistoryStep step;
    std::int64_t parent = 0;
    std::int64_t redo = -1;
    LAPIDARY_CHECK(reader.get("parent", parent, 0, std::max<std::int64_t>(0, index - 1)));
    LAPIDARY_CHECK(reader.get("words", step.words));
    LAPIDARY_CHECK(reader.get("redo", redo, index + 1, static_cast<std::int64_t>(count) - 1));
    step.parent = static_cast<StepIndex>(parent);
    if (redo >= 0)
        step.redo = static_cast<StepIndex>(redo);
    const Json* whole = reader.find("plan");
    const Json* patch = reader.find("patch");
    LAPIDARY_CHECK(reader.finish());
    if ((whole == nullptr) == (patch == nullptr) || (index == 0 && whole == nullptr))
        return place.error(ErrorCode::BadValue, shown(json), index == 0 ? "a plan" : "a plan or a patch");
    Kept kept;
    if (whole != nullptr) {
        LAPIDARY_CHECK(planFromJson(*whole, place.file + ", " + place.at("plan").path));
        kept.whole = std::make_shared<const Json>(*whole);
    } else {
        LAPIDARY_CHECK(checkPatch(*patch, place.at("patch")));
        kept.patch = std::make_shared<const Json>(*patch);
        kept.sinceWhole = m_kept[step.parent].sinceWhole + 1;
        if (kept.sinceWhole > kMostPatches)
            return place.error(ErrorCode::TooLarge, "a patch on " + std::to_string(kMostPatches) + " patches",
                               "a whole plan in between");
    }
    m_steps.push_back(std::move(step));
    m_kept.push_back(std::move(kept));
    return {};
}

base::Status History::readSnapshots(const Json& json, const Place& place) {
    LAPIDARY_TRY(ObjectReader reader, ObjectReader::open(json, place));
    for (const auto& [name, unused] : json.items()) {
        std::int64_t step = 0;
        LAPIDARY_CHECK(reader.get(name, step, 0, static_cast<std::int64_t>(m_steps.size()) - 1));
        m_snapshots.emplace(name, static_cast<StepIndex>(step));
    }
    return {};
}

base::Result<History> History::fromJson(const Json& json, const std::string& file) {
    const Place root{file, {}};
    LAPIDARY_TRY(ObjectReader reader, ObjectReader::open(json, root));
    LAPIDARY_CHECK(readHead(reader));
    const Json* steps = reader.find("steps");
    if (steps == nullptr || !steps->is_array() || steps->empty() || steps->size() > kMostSteps)
        return root.at("steps").error(ErrorCode::BadValue, steps == nullptr ? "nothing" : shown(*steps),
                                      "a list of 1 to " + std::to_string(kMostSteps) + " steps");
    static const Plan start; // GCC 12 warns wrongly of the strings of a temporary
    History history(start);
    history.m_steps.clear();
    history.m_kept.clear();
    history.m_unwritten.clear();
    for (std::size_t i = 0; i < steps->size(); ++i)
        LAPIDARY_CHECK(history.readStep((*steps)[i], root.at("steps").at(i), steps->size()));
    for (StepIndex i = 0; i < history.m_steps.size(); ++i)
        if (const auto redo = history.m_steps[i].redo; redo && history.m_steps[*redo].parent != i)
            return root.at("steps").at(i).error(ErrorCode::Inconsistent,
                                                "a redo that is no child of its step",
                                                "a step whose parent this is");
    if (const Json* snapshots = reader.find("snapshots"))
        LAPIDARY_CHECK(history.readSnapshots(*snapshots, root.at("snapshots")));
    LAPIDARY_CHECK(reader.get("revision", history.m_revision));
    std::int64_t current = 0;
    LAPIDARY_CHECK(reader.get("current", current, 0, static_cast<std::int64_t>(history.m_steps.size()) - 1));
    LAPIDARY_CHECK(reader.finish());
    history.m_current = static_cast<StepIndex>(current);
    LAPIDARY_TRY(history.m_plan, history.planAt(history.m_current));
    return history;
}

} // namespace lapidary::plan
