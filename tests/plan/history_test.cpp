// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/history.h"
#include "tests/plan/random_plan.h"
#include "tests/support/model_maker.h"
#include "tests/support/test_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

using namespace lapidary;
using namespace lapidary::plan;
using base::Json;
using model::SiteId;

namespace {

WrittenSettings settings(const std::string& text) {
    return *settingsFromJson(Json::parse(text), "test", "settings");
}

Plan planWithSeed(std::uint64_t seed) {
    Plan plan;
    plan.seed = seed;
    return plan;
}

Json saved(const History& history) {
    return Json(history.toJson());
}

} // namespace

TEST(History, TwoHundredEditsUndoneGiveTheStart) {
    tests::PlanMaker maker(51);
    const model::ModelSpec model = tests::makeLlama(tests::randomLlamaShape(maker.random()));
    const Plan start = maker.plan(model);
    History history(start);
    std::vector<Plan> plans = {start};
    for (int i = 0; i < 200; ++i) {
        plans.push_back(maker.plan(model));
        history.edit(plans.back(), "edit " + std::to_string(i));
    }
    const auto read = History::fromJson(saved(history), "project");
    ASSERT_OK(read);
    History again = *read;
    EXPECT_EQ(saved(again), saved(history));
    for (std::size_t i = plans.size(); i-- > 1;) {
        EXPECT_EQ(again.plan(), plans[i]);
        ASSERT_OK(again.undo());
    }
    EXPECT_EQ(toJson(again.plan()).dump(), toJson(start).dump());
    EXPECT_FALSE(again.canUndo());
    EXPECT_FALSE(again.undo().ok());
    for (std::size_t i = 1; i < plans.size(); ++i) {
        ASSERT_OK(again.redo());
        EXPECT_EQ(again.plan(), plans[i]);
    }
    EXPECT_FALSE(again.canRedo());
    EXPECT_FALSE(again.redo().ok());
}

TEST(History, EditingAfterUndoBranchesAndKeepsBoth) {
    History history(planWithSeed(0));
    history.edit(planWithSeed(1), "one");
    history.edit(planWithSeed(2), "two");
    ASSERT_OK(history.undo());
    history.edit(planWithSeed(3), "three");
    EXPECT_EQ(history.children(1), (std::vector<StepIndex>{2, 3}));
    ASSERT_OK(history.undo());
    ASSERT_OK(history.redo());
    EXPECT_EQ(history.plan().seed, 3u) << "redo goes to the branch last left";
    ASSERT_OK(history.jump(2));
    EXPECT_EQ(history.plan().seed, 2u);
    ASSERT_OK(history.undo());
    ASSERT_OK(history.undo());
    ASSERT_OK(history.redo());
    ASSERT_OK(history.redo());
    EXPECT_EQ(history.plan().seed, 2u) << "and to the branch last jumped to";
    EXPECT_FALSE(history.jump(4).ok());
    EXPECT_EQ(history.plan().seed, 2u);
}

TEST(History, ADragIsOneStep) {
    History history(planWithSeed(0));
    for (std::uint64_t seed = 1; seed <= 10; ++seed)
        history.edit(planWithSeed(seed), "seed", "drag");
    EXPECT_EQ(history.steps().size(), 2u);
    EXPECT_EQ(history.plan().seed, 10u);
    history.endMerge();
    history.edit(planWithSeed(11), "seed", "drag");
    EXPECT_EQ(history.steps().size(), 3u);
    history.nameSnapshot("here");
    history.edit(planWithSeed(12), "seed", "drag");
    EXPECT_EQ(history.steps().size(), 4u) << "a named step is not changed any more";
    history.edit(planWithSeed(12), "nothing");
    EXPECT_EQ(history.steps().size(), 4u) << "no change, no step";
    ASSERT_OK(history.undo());
    ASSERT_OK(history.undo());
    EXPECT_EQ(history.plan().seed, 10u);
}

TEST(History, SnapshotsAreKept) {
    History history(planWithSeed(0));
    history.edit(planWithSeed(1), "one");
    history.nameSnapshot("good");
    history.edit(planWithSeed(2), "two");
    const auto read = History::fromJson(saved(history), "project");
    ASSERT_OK(read);
    EXPECT_EQ(read->snapshots().at("good"), 1u);
    EXPECT_EQ(read->planAt(read->snapshots().at("good"))->seed, 1u);
    EXPECT_TRUE(history.removeSnapshot("good"));
    EXPECT_FALSE(history.removeSnapshot("good"));
}

TEST(History, OneSiteGoesBackAlone) {
    tests::PlanMaker maker(52);
    int reverted = 0;
    for (int trial = 0; trial < 100; ++trial) {
        const model::ModelSpec model = tests::makeLlama(tests::randomLlamaShape(maker.random()));
        History history(maker.plan(model));
        history.edit(maker.plan(model), "other");
        const std::vector<const model::Site*> sites = model.allSites();
        const SiteId site = sites[maker.random()() % sites.size()]->id;
        const auto wanted = resolvePlan(*history.planAt(0), model);
        const auto before = resolvePlan(history.plan(), model);
        ASSERT_OK(wanted);
        ASSERT_OK(before);
        const auto done = history.withSitesOf(0, {site}, model);
        if (!done) {
            EXPECT_EQ(done.error().code, base::ErrorCode::NotApplicable) << base::describe(done.error());
            continue;
        }
        ++reverted;
        history.edit(*done, "revert");
        const auto after = resolvePlan(history.plan(), model);
        ASSERT_OK(after);
        for (const ResolvedSite& each : after->sites)
            EXPECT_EQ(each.settings, (each.site == site ? *wanted : *before).find(each.site)->settings);
    }
    EXPECT_GT(reverted, 90) << "only keys without a default cannot be unset by an override";
}

TEST(History, SeveralSitesGoBackTogether) {
    const model::ModelSpec model = tests::makeLlama({.blocks = 3});
    Plan start;
    start.preset = "w4-g64";
    History history(start);
    Plan later = start;
    for (const model::Site* site : model.blockSites())
        later.sites[site->id] = settings(R"({"quantization": {"method": "gptq", "bits": 8, "group": 64}})");
    history.edit(later, "all at 8");
    const std::vector<SiteId> sites = {SiteId("blocks.0.attn.q"), SiteId("blocks.2.mlp.down")};
    const auto reverted = history.withSitesOf(0, sites, model);
    ASSERT_OK(reverted);
    EXPECT_EQ(reverted->sites.size(), later.sites.size() - 2);
    const auto resolved = resolvePlan(*reverted, model);
    ASSERT_OK(resolved);
    for (const ResolvedSite& each : resolved->sites)
        if (const auto* grid = each.settings.find(Family::Quantization); grid != nullptr) {
            EXPECT_EQ(grid->integer("bits"), std::ranges::count(sites, each.site) == 0 ? 8 : 4);
        }
}

TEST(History, RevertingSaysWhatItCannotDo) {
    const model::ModelSpec model = tests::makeLlama({.blocks = 1});
    Plan locked;
    locked.locked = {SiteId("blocks.0.attn.k")};
    const History history(locked);
    EXPECT_FALSE(history.withSitesOf(0, {SiteId("blocks.0.attn.k")}, model).ok());
    EXPECT_FALSE(history.withSitesOf(5, {SiteId("blocks.0.attn.q")}, model).ok());
    EXPECT_FALSE(history.withSitesOf(0, {SiteId("blocks.1.attn.q")}, model).ok());
}

TEST(History, TellsWhichStepsChangedASite) {
    tests::PlanMaker maker(53);
    const model::ModelSpec model = tests::makeLlama(tests::randomLlamaShape(maker.random()));
    History history(maker.plan(model));
    for (int i = 0; i < 60; ++i) {
        if (maker.random()() % 5 == 0)
            ASSERT_OK(history.jump(maker.random()() % history.steps().size()));
        Plan after = maker.random()() % 3 == 0 ? maker.plan(model) : history.plan();
        after.sites[model.allSites()[maker.random()() % 4]->id] = maker.settings();
        history.edit(after, "edit");
    }
    const SiteId site = model.allSites()[1]->id;
    std::vector<StepIndex> expected;
    for (StepIndex step = 1; step < history.steps().size(); ++step) {
        const auto before = resolvePlan(*history.planAt(history.steps()[step].parent), model);
        const auto after = resolvePlan(*history.planAt(step), model);
        if (!before || !after || !(before->find(site)->settings == after->find(site)->settings))
            expected.push_back(step);
    }
    EXPECT_EQ(history.stepsThatChange(site, model), expected);
    EXPECT_FALSE(expected.empty());
    EXPECT_LT(expected.size(), history.steps().size() - 1);
}

TEST(History, ChangesBringAnOlderCopyUpToDate) {
    tests::PlanMaker maker(54);
    const model::ModelSpec model = tests::makeLlama(tests::randomLlamaShape(maker.random()));
    History history(maker.plan(model));
    (void)history.takeChange("r:0");
    Json copy = saved(history);
    std::vector<Json> changes;
    for (int i = 1; i <= 80; ++i) {
        const auto what = maker.random()() % 6;
        if (what == 0)
            (void)history.jump(maker.random()() % history.steps().size());
        else if (what == 1)
            history.nameSnapshot("name " + std::to_string(maker.random()() % 3));
        else
            history.edit(maker.plan(model), "edit", what == 2 ? "drag" : "");
        changes.push_back(Json(history.takeChange("r:" + std::to_string(i))));
        ASSERT_TRUE(mergeHistoryChange(copy, changes.back()));
        ASSERT_EQ(copy, saved(history));
    }
    EXPECT_TRUE(mergeHistoryChange(copy, changes.back())) << "once more changes nothing";
    EXPECT_FALSE(mergeHistoryChange(copy, changes.front())) << "nor does an old one";
    EXPECT_EQ(copy, saved(history));
    const auto read = History::fromJson(copy, "project");
    ASSERT_OK(read);
    EXPECT_EQ(read->revision(), "r:80");
    Json another = saved(History(maker.plan(model)));
    EXPECT_FALSE(mergeHistoryChange(another, changes.back())) << "a history that is at no revision";
}

TEST(History, AChangeThatDoesNotFitChangesNothing) {
    History history(planWithSeed(0));
    (void)history.takeChange("r:0");
    const Json before = saved(history);
    history.edit(planWithSeed(1), "one");
    const Json good(history.takeChange("r:1"));
    for (
        const char* text :
        {R"([{"op": "remove", "path": "/steps"}])", R"([{"op": "replace", "path": "/steps", "value": 3}])",
         R"([{"op": "replace", "path": "/steps/0", "value": 3}])",
         R"([{"op": "remove", "path": "/steps/1/is"}])", R"([{"op": "remove", "path": "/current"}])",
         R"([{"op": "replace", "path": "/steps/1/step", "value": 7}])",
         R"([{"op": "replace", "path": "/steps/1/step", "value": -1}])",
         R"([{"op": "replace", "path": "/after", "value": "r:7"}, {"op": "replace", "path": "/revision", "value": "r:8"}])"}) {
        Json copy = before;
        EXPECT_FALSE(mergeHistoryChange(copy, good.patch(Json::parse(text)))) << text;
        EXPECT_EQ(copy, before) << text;
    }
    Json copy = before;
    EXPECT_FALSE(mergeHistoryChange(copy, Json(5)));
    EXPECT_TRUE(mergeHistoryChange(copy, good));
}

TEST(History, DamagedHistoriesAreErrors) {
    History history(planWithSeed(0));
    history.edit(planWithSeed(1), "one");
    history.edit(planWithSeed(2), "two");
    const Json good = saved(history);
    ASSERT_OK(History::fromJson(good, "project"));
    const std::vector<std::string> patches = {
        R"([{"op": "remove", "path": "/steps"}])",
        R"([{"op": "replace", "path": "/steps", "value": []}])",
        R"([{"op": "replace", "path": "/current", "value": 3}])",
        R"([{"op": "replace", "path": "/current", "value": -1}])",
        R"([{"op": "replace", "path": "/version", "value": 2}])",
        R"([{"op": "replace", "path": "/steps/1/parent", "value": 1}])",
        R"([{"op": "replace", "path": "/steps/2/parent", "value": 99}])",
        R"([{"op": "replace", "path": "/steps/0/redo", "value": 2}])",
        R"([{"op": "replace", "path": "/steps/0/plan/seed", "value": "x"}])",
        R"([{"op": "remove", "path": "/steps/0/plan"}])",
        R"([{"op": "remove", "path": "/steps/1/patch"}])",
        R"([{"op": "replace", "path": "/steps/1/patch", "value": 5}])",
        R"([{"op": "replace", "path": "/steps/1/patch", "value": [{"op": "copy", "from": "", "path": "/edits"}]}])",
        R"([{"op": "replace", "path": "/steps/2/patch", "value": [{"op": "remove", "path": "/nothing"}]}])",
        R"([{"op": "replace", "path": "/steps/2/patch", "value": [{"op": "add", "path": 5}]}])",
        R"([{"op": "add", "path": "/steps/2/patch/0", "value": {"op": "add", "path": "/preset", "value": "x"}}])",
        R"([{"op": "add", "path": "/snapshots", "value": {"a": 3}}])",
        R"([{"op": "add", "path": "/more", "value": 1}])",
    };
    for (const std::string& patch : patches)
        EXPECT_FALSE(History::fromJson(good.patch(Json::parse(patch)), "project").ok()) << patch;
    for (const char* text : {"null", "[]", "3", "{}"})
        EXPECT_FALSE(History::fromJson(Json::parse(text), "project").ok()) << text;
}

TEST(History, ADamagedOldStepLeavesTheRestUsable) {
    History history(planWithSeed(0));
    history.edit(planWithSeed(1), "one");
    ASSERT_OK(history.undo());
    history.edit(planWithSeed(2), "two");
    Json json = saved(history);
    json["steps"][1]["patch"] = Json::parse(R"([{"op": "remove", "path": "/nothing"}])");
    auto read = History::fromJson(json, "project");
    ASSERT_OK(read);
    EXPECT_EQ(read->plan().seed, 2u);
    EXPECT_FALSE(read->jump(1).ok());
    EXPECT_EQ(read->plan().seed, 2u);
    ASSERT_OK(read->undo());
}

TEST(History, ALongHistoryOfALargePlanStaysSmall) {
    const model::ModelSpec model = tests::makeLlama();
    Plan plan;
    for (const model::Site* site : model.allSites())
        plan.sites[site->id] = settings(R"({"quantization": {"method": "gptq", "bits": 4, "group": 64}})");
    const std::size_t whole = toJson(plan).dump().size();
    History history(plan);
    for (std::uint64_t i = 1; i <= 320; ++i) {
        plan.seed = i;
        history.edit(plan, "seed");
    }
    EXPECT_LT(history.toJson().dump().size(), 14 * whole) << "a whole plan every 32 steps";
}
