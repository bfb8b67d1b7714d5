// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/model/site_id.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lapidary::results {

struct StoryRange {
    double lower = 0.0;
    double upper = 1.0;
    bool operator==(const StoryRange&) const = default;
};

/// What a view's own boxes and switches are set to, by the name of the control.
using StoryChoices = std::map<std::string, std::string>;

/// A plot as a step shows it.
struct StoryPlot {
    std::string id;            // "spectrum"
    std::string page = "plot"; // "plot", "table", "words"
    std::optional<bool> logX;  // none: as the plot is by itself
    std::optional<bool> logY;
    std::optional<StoryRange> x; // a zoom; none: everything
    std::optional<StoryRange> y;
    StoryChoices choices;
    bool operator==(const StoryPlot&) const = default;
};

struct StoryMatrix {
    std::string metric; // "error:bits:4"
    StoryChoices choices;
    bool operator==(const StoryMatrix&) const = default;
};

/// One picture of the window with what is to be said to it. It holds the plan itself, not a place in the
/// history: stories outlive what is undone.
struct StoryStep {
    std::string title;
    std::string text;      // Markdown for the audience; {bytes_after} and the like stand for numbers
    std::string notes;     // for the speaker alone
    std::string workspace; // "measure", "plan", "compare", "run", "present"; empty: stays
    std::vector<model::SiteId> select;
    model::SiteId focus; // empty: the first of `select`
    model::SiteId pinned;
    std::optional<StoryMatrix> matrix;    // none: not shown
    std::vector<StoryPlot> plots;         // shown, in this order
    std::optional<std::int64_t> run;      // compared, by its place in the project
    base::Json plan;                      // null: the project's own
    std::optional<std::int64_t> bookmark; // 1 to 9: the key that goes there
    bool operator==(const StoryStep&) const = default;
};

/// Ordered steps, to be presented or read.
struct Story {
    std::string title;
    std::int64_t minutes = 0; // to give it; 0: nobody said
    std::vector<StoryStep> steps;
    bool operator==(const Story&) const = default;
};

/// {"version": 1, "title", "minutes", "steps": […]}; what is empty is left out.
base::OrderedJson toJson(const Story& story);
/// Strict: unknown keys, newer versions, sizes beyond what a story may have, ranges that are none and plans
/// that do not read are errors. Whether sites, metrics and plots exist is for whoever shows them.
base::Result<Story> storyFromJson(const base::Json& json, const std::string& file);

/// All stories of a project: a list of the above.
base::OrderedJson toJson(const std::vector<Story>& stories);
base::Result<std::vector<Story>> storiesFromJson(const base::Json& json, const std::string& file);

} // namespace lapidary::results
