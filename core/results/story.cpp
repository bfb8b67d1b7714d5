// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/story.h"

#include "core/plan/plan.h"
#include "core/results/detail/json_fields.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lapidary::results {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::OrderedJson;
using base::Result;
using base::Status;
using detail::JsonFields;

namespace {

constexpr std::int64_t kVersion = 1;
constexpr std::size_t kMostStories = 200;
constexpr std::size_t kMostSteps = 500;
constexpr std::size_t kMostPlots = 32;
constexpr std::size_t kMostChoices = 64;
constexpr std::size_t kMostSites = 200'000;
constexpr std::size_t kLongestText = 20'000; // bytes
constexpr std::size_t kLongestName = 400;
constexpr std::int64_t kMostMinutes = 24 * 60;
constexpr std::int64_t kLastBookmark = 9;

void readNeededText(JsonFields& fields, const char* key, std::string& text, std::size_t longest) {
    fields.read(key, text);
    if (text.size() > longest)
        fields.reject(key, std::to_string(text.size()) + " bytes", "at most " + std::to_string(longest));
}

void readText(JsonFields& fields, const char* key, std::string& text, std::size_t longest) {
    if (fields.has(key))
        readNeededText(fields, key, text, longest);
}

void readName(JsonFields& fields, const char* key, model::SiteId& site) {
    readText(fields, key, site.name, kLongestName);
}

void readCount(JsonFields& fields, const char* key, std::optional<std::int64_t>& value, std::int64_t least,
               std::int64_t most) {
    fields.read(key, value);
    if (value && (*value < least || *value > most))
        fields.reject(key, std::to_string(*value), std::to_string(least) + " to " + std::to_string(most));
}

void readSwitch(JsonFields& fields, const char* key, std::optional<bool>& value) {
    if (fields.has(key))
        fields.read(key, value.emplace());
}

void readRange(JsonFields& fields, const char* key, std::optional<StoryRange>& range) {
    if (!fields.has(key))
        return;
    std::vector<double> ends;
    fields.read(key, ends);
    if (ends.size() != 2 || !std::isfinite(ends[0]) || !std::isfinite(ends[1]) || !(ends[0] < ends[1]))
        return fields.reject(key, "no range", "two numbers, the smaller one first");
    range = StoryRange{ends[0], ends[1]};
}

void readChoices(JsonFields& fields, StoryChoices& choices) {
    Json object;
    fields.readAny("choices", object);
    if (object.is_null())
        return;
    if (!object.is_object() || object.size() > kMostChoices)
        return fields.reject("choices", object.is_object() ? std::to_string(object.size()) : "no object",
                             "an object of at most " + std::to_string(kMostChoices) + " texts");
    for (const auto& [name, value] : object.items()) {
        if (!value.is_string() || name.size() > kLongestName ||
            value.get_ref<const std::string&>().size() > kLongestName)
            return fields.reject("choices", value.type_name(), "texts of at most 400 bytes");
        choices.emplace(name, value.get<std::string>());
    }
}

template<class T, class Read>
void readList(JsonFields& fields, const char* key, std::vector<T>& values, std::size_t most, Read read) {
    if (!fields.has(key))
        return;
    fields.list(key, [&](JsonFields& entry) -> Status {
        if (values.size() == most) {
            fields.reject(key, "more", "at most " + std::to_string(most));
            return fields.status();
        }
        return read(entry, values.emplace_back());
    });
}

Status readPlot(JsonFields& fields, StoryPlot& plot) {
    static constexpr std::array kPages = {"plot", "table", "words"};
    fields.refuseOthers({"id", "page", "log_x", "log_y", "x", "y", "choices"});
    readNeededText(fields, "id", plot.id, kLongestName);
    readText(fields, "page", plot.page, kLongestName);
    if (std::ranges::find(kPages, plot.page) == kPages.end())
        fields.reject("page", "'" + plot.page.substr(0, 40) + "'", "plot, table or words");
    readSwitch(fields, "log_x", plot.logX);
    readSwitch(fields, "log_y", plot.logY);
    readRange(fields, "x", plot.x);
    readRange(fields, "y", plot.y);
    readChoices(fields, plot.choices);
    return fields.status();
}

Status readMatrix(JsonFields& fields, StoryMatrix& matrix) {
    fields.refuseOthers({"metric", "choices"});
    readText(fields, "metric", matrix.metric, kLongestName);
    readChoices(fields, matrix.choices);
    return fields.status();
}

void readSelection(JsonFields& fields, StoryStep& step) {
    if (fields.has("select")) {
        std::vector<std::string> names;
        fields.read("select", names);
        if (names.size() > kMostSites)
            fields.reject("select", std::to_string(names.size()), "at most " + std::to_string(kMostSites));
        for (std::string& name : names) {
            if (name.empty() || name.size() > kLongestName)
                fields.reject("select", std::to_string(name.size()) + " bytes", "names of sites");
            step.select.emplace_back(std::move(name));
        }
    }
    readName(fields, "focus", step.focus);
    readName(fields, "pinned", step.pinned);
}

Status readStep(JsonFields& fields, StoryStep& step, const std::string& file) {
    static constexpr std::array kWorkspaces = {"", "measure", "plan", "compare", "run", "present"};
    fields.refuseOthers({"title", "text", "notes", "workspace", "select", "focus", "pinned", "matrix",
                         "plots", "run", "plan", "bookmark"});
    readText(fields, "title", step.title, kLongestName);
    readText(fields, "text", step.text, kLongestText);
    readText(fields, "notes", step.notes, kLongestText);
    readText(fields, "workspace", step.workspace, kLongestName);
    if (std::ranges::find(kWorkspaces, step.workspace) == kWorkspaces.end())
        fields.reject("workspace", "'" + step.workspace.substr(0, 40) + "'",
                      "measure, plan, compare, run or present");
    readSelection(fields, step);
    fields.optionalObject("matrix",
                          [&](JsonFields& entry) { return readMatrix(entry, step.matrix.emplace()); });
    readList(fields, "plots", step.plots, kMostPlots, readPlot);
    readCount(fields, "run", step.run, 0, std::int64_t{1} << 31);
    fields.readAny("plan", step.plan);
    readCount(fields, "bookmark", step.bookmark, 1, kLastBookmark);
    LAPIDARY_CHECK(fields.status());
    if (!step.plan.is_null())
        LAPIDARY_CHECK(plan::planFromJson(step.plan, file));
    return {};
}

OrderedJson rangeJson(const StoryRange& range) {
    return OrderedJson::array({range.lower, range.upper});
}

OrderedJson choicesJson(const StoryChoices& choices) {
    OrderedJson object = OrderedJson::object();
    for (const auto& [name, value] : choices)
        object[name] = value;
    return object;
}

void putText(OrderedJson& object, const char* key, const std::string& text) {
    if (!text.empty())
        object[key] = text;
}

OrderedJson plotJson(const StoryPlot& plot) {
    OrderedJson object = {{"id", plot.id}};
    if (plot.page != StoryPlot().page)
        object["page"] = plot.page;
    if (plot.logX)
        object["log_x"] = *plot.logX;
    if (plot.logY)
        object["log_y"] = *plot.logY;
    if (plot.x)
        object["x"] = rangeJson(*plot.x);
    if (plot.y)
        object["y"] = rangeJson(*plot.y);
    if (!plot.choices.empty())
        object["choices"] = choicesJson(plot.choices);
    return object;
}

OrderedJson stepJson(const StoryStep& step) {
    OrderedJson object = OrderedJson::object();
    putText(object, "title", step.title);
    putText(object, "text", step.text);
    putText(object, "notes", step.notes);
    if (step.bookmark)
        object["bookmark"] = *step.bookmark;
    putText(object, "workspace", step.workspace);
    if (!step.select.empty()) {
        object["select"] = OrderedJson::array();
        for (const model::SiteId& site : step.select)
            object["select"].push_back(site.name);
    }
    putText(object, "focus", step.focus.name);
    putText(object, "pinned", step.pinned.name);
    if (step.matrix) {
        object["matrix"] = {{"metric", step.matrix->metric}};
        if (!step.matrix->choices.empty())
            object["matrix"]["choices"] = choicesJson(step.matrix->choices);
    }
    if (!step.plots.empty()) {
        object["plots"] = OrderedJson::array();
        for (const StoryPlot& plot : step.plots)
            object["plots"].push_back(plotJson(plot));
    }
    if (step.run)
        object["run"] = *step.run;
    if (!step.plan.is_null())
        object["plan"] = step.plan;
    return object;
}

Status readStory(JsonFields& fields, Story& story, const std::string& file) {
    fields.refuseOthers({"version", "title", "minutes", "steps"});
    std::int64_t version = 0;
    fields.read("version", version);
    LAPIDARY_CHECK(fields.status());
    if (version < 1 || version > kVersion)
        return Error{ErrorCode::Unsupported,
                     file,
                     "version",
                     std::to_string(version),
                     std::to_string(kVersion),
                     "open it with a newer Lapidary"};
    readNeededText(fields, "title", story.title, kLongestName);
    std::optional<std::int64_t> minutes;
    readCount(fields, "minutes", minutes, 0, kMostMinutes);
    story.minutes = minutes.value_or(0);
    readList(fields, "steps", story.steps, kMostSteps,
             [&file](JsonFields& entry, StoryStep& step) { return readStep(entry, step, file); });
    return fields.status();
}

} // namespace

OrderedJson toJson(const Story& story) {
    OrderedJson object = {{"version", kVersion}, {"title", story.title}};
    if (story.minutes > 0)
        object["minutes"] = story.minutes;
    object["steps"] = OrderedJson::array();
    for (const StoryStep& step : story.steps)
        object["steps"].push_back(stepJson(step));
    return object;
}

Result<Story> storyFromJson(const Json& json, const std::string& file) {
    JsonFields fields(json, file);
    LAPIDARY_CHECK(fields.status());
    Story story;
    LAPIDARY_CHECK(readStory(fields, story, file));
    return story;
}

OrderedJson toJson(const std::vector<Story>& stories) {
    OrderedJson list = OrderedJson::array();
    for (const Story& story : stories)
        list.push_back(toJson(story));
    return list;
}

Result<std::vector<Story>> storiesFromJson(const Json& json, const std::string& file) {
    std::vector<Story> stories;
    if (json.is_null())
        return stories;
    const Json wrapped = {{"stories", json}};
    JsonFields fields(wrapped, file);
    readList(fields, "stories", stories, kMostStories,
             [&file](JsonFields& entry, Story& story) { return readStory(entry, story, file); });
    LAPIDARY_CHECK(fields.status());
    return stories;
}

} // namespace lapidary::results
