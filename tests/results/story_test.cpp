// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan.h"
#include "core/results/story.h"
#include "tests/support/test_data.h"

#include <gmock/gmock.h>

namespace lapidary::results {
namespace {

using base::ErrorCode;
using base::Json;
using model::SiteId;

/// Every field has a value.
Story fullStory() {
    plan::Plan plan;
    plan.preset = "w4-g64";
    StoryPlot plot;
    plot.id = "spectrum";
    plot.page = "table";
    plot.logX = true;
    plot.logY = false;
    plot.x = StoryRange{1.0, 64.5};
    plot.y = StoryRange{1e-9, 0.25};
    plot.choices = {{"spectrumKind", "1"}};
    StoryStep step;
    step.title = "Rank";
    step.text = "Energy: **{energy:90}**";
    step.notes = "Ask the class first.";
    step.workspace = "present";
    step.select = {SiteId("blocks.0.attn.q"), SiteId("blocks.1.mlp.down")};
    step.focus = SiteId("blocks.1.mlp.down");
    step.pinned = SiteId("head");
    step.matrix = StoryMatrix{"error:bits:4", {{"scale", "log"}}};
    step.plots = {plot, StoryPlot{"bytes", "plot", {}, {}, {}, {}, {}}};
    step.run = 2;
    step.plan = Json(toJson(plan));
    step.bookmark = 3;
    return {"A story", 12, {step, StoryStep()}};
}

Json reread(const base::OrderedJson& json) {
    auto parsed = base::parseJson(json.dump(), "test");
    EXPECT_TRUE(parsed);
    return parsed ? *parsed : Json();
}

TEST(Story, RoundTripsAndLeavesOutWhatIsEmpty) {
    const Story story = fullStory();
    const auto back = storyFromJson(reread(toJson(story)), "file");
    ASSERT_OK(back);
    EXPECT_EQ(*back, story);
    EXPECT_EQ(toJson(story)["steps"][1], base::OrderedJson::object());
    const std::vector<Story> two = {story, Story{"Empty", 0, {}}};
    const auto list = storiesFromJson(reread(toJson(two)), "file");
    ASSERT_OK(list);
    EXPECT_EQ(*list, two);
    EXPECT_TRUE(storiesFromJson(Json(), "file")->empty()) << "a project without stories";
}

struct Damage {
    const char* pointer;
    Json value;
    ErrorCode code;
};

TEST(Story, RefusesWhatIsNone) {
    const std::vector<Damage> damages = {
        {"/version", 2, ErrorCode::Unsupported},
        {"/version", "1", ErrorCode::Malformed},
        {"/titel", "x", ErrorCode::UnknownKey},
        {"/title", std::string(401, 'x'), ErrorCode::BadValue},
        {"/minutes", -1, ErrorCode::BadValue},
        {"/steps", "all", ErrorCode::Malformed},
        {"/steps/0", 1, ErrorCode::Malformed},
        {"/steps/0/texts", "x", ErrorCode::UnknownKey},
        {"/steps/0/text", std::string(20'001, 'x'), ErrorCode::BadValue},
        {"/steps/0/workspace", "kitchen", ErrorCode::BadValue},
        {"/steps/0/select/0", 7, ErrorCode::Malformed},
        {"/steps/0/select/0", "", ErrorCode::BadValue},
        {"/steps/0/matrix/colour", "red", ErrorCode::UnknownKey},
        {"/steps/0/bookmark", 0, ErrorCode::BadValue},
        {"/steps/0/bookmark", 10, ErrorCode::BadValue},
        {"/steps/0/run", -1, ErrorCode::BadValue},
        {"/steps/0/plots/0/page", "film", ErrorCode::BadValue},
        {"/steps/0/plots/0/x", {2.0, 1.0}, ErrorCode::BadValue},
        {"/steps/0/plots/0/x", {1.0, "inf"}, ErrorCode::BadValue},
        {"/steps/0/plots/0/x", {1.0, 2.0, 3.0}, ErrorCode::BadValue},
        {"/steps/0/plots/0/choices/spectrumKind", 1, ErrorCode::BadValue},
        {"/steps/0/plan/preset", "w5", ErrorCode::UnknownName},
    };
    const Json good = reread(toJson(fullStory()));
    for (const Damage& damage : damages) {
        Json json = good;
        json[Json::json_pointer(damage.pointer)] = damage.value;
        const auto back = storyFromJson(json, "file");
        ASSERT_FALSE(back) << damage.pointer;
        EXPECT_EQ(back.error().code, damage.code) << damage.pointer << ": " << describe(back.error());
        EXPECT_EQ(back.error().file, "file");
    }
    EXPECT_FALSE(storyFromJson(Json::array(), "file"));
    EXPECT_FALSE(storiesFromJson(good, "file")) << "one story is no list";
    Json many = Json::array();
    for (int i = 0; i < 201; ++i)
        many.push_back(Json(toJson(Story())));
    EXPECT_FALSE(storiesFromJson(many, "file"));
}

TEST(Story, SaysWhereAndWhichNameWasMeant) {
    Json json = reread(toJson(fullStory()));
    json["steps"][0]["plots"][1]["choises"] = Json::object();
    const auto back = storyFromJson(json, "lesson.json");
    ASSERT_FALSE(back);
    EXPECT_EQ(back.error().place, "steps[0].plots[1]");
    EXPECT_THAT(describe(back.error()), testing::HasSubstr("'choices' (the nearest)"));
}

} // namespace
} // namespace lapidary::results
