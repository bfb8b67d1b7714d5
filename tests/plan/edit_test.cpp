// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/edit.h"

#include "tests/support/model_maker.h"

#include <gtest/gtest.h>

namespace lapidary::plan {
namespace {

using base::Json;

WrittenSettings written(const std::string& json) {
    auto settings = settingsFromJson(Json::parse(json), "test", "settings");
    EXPECT_TRUE(settings.ok()) << json;
    return settings.ok() ? *settings : WrittenSettings{};
}

std::string merged(const std::string& below, const std::string& above) {
    return toJson(mergeSettings(written(below), written(above))).dump();
}

TEST(PlanEdit, AddsKeysToAFamilyAndLeavesOthers) {
    EXPECT_EQ(merged(R"({"quantization":{"method":"rtn","bits":4}})", R"({"quantization":{"bits":3}})"),
              R"({"quantization":{"method":"rtn","bits":3}})");
    EXPECT_EQ(merged(R"({"quantization":{"bits":4}})", R"({"sparsity":{"method":"wanda"}})"),
              R"({"sparsity":{"method":"wanda"},"quantization":{"bits":4}})");
}

TEST(PlanEdit, NullClearsAndAnObjectBeginsAgain) {
    EXPECT_EQ(merged(R"({"quantization":{"bits":4}})", R"({"quantization":null})"),
              R"({"quantization":null})");
    EXPECT_EQ(merged(R"({"quantization":null})", R"({"quantization":{"bits":3}})"),
              R"({"quantization":{"bits":3}})");
}

TEST(PlanEdit, AlternativesReplaceEachOther) {
    EXPECT_EQ(merged(R"({"low_rank":{"method":"svd","ratio":0.5}})", R"({"low_rank":{"rank":12}})"),
              R"({"low_rank":{"method":"svd","rank":12}})");
}

TEST(PlanEdit, AnotherMethodKeepsWhatItKnows) {
    EXPECT_EQ(merged(R"({"quantization":{"method":"gptq","bits":3,"order":"dynamic"}})",
                     R"({"quantization":{"method":"rtn"}})"),
              R"({"quantization":{"method":"rtn","bits":3}})");
}

TEST(PlanEdit, SiteOverridesAreMadeMergedAndTakenBack) {
    const model::SiteId q("blocks.0.attn.q");
    const model::SiteId k("blocks.0.attn.k");
    Plan plan = withSiteSettings({}, {q, k}, written(R"({"skip":true})"));
    EXPECT_EQ(plan.sites.at(q).skip, true);
    plan = withSiteSettings(plan, {q}, written(R"({"quantization":{"method":"rtn","bits":4}})"));
    EXPECT_FALSE(plan.sites.at(q).skip.has_value()) << "settings lift the skip of the same override";
    EXPECT_EQ(plan.sites.at(k).skip, true);
    EXPECT_EQ(withoutSiteSettings(plan, {q, k}), Plan{});
}

TEST(PlanEdit, NothingWrittenLeavesNoOverride) {
    EXPECT_EQ(withSiteSettings({}, {model::SiteId("blocks.0.attn.q")}, {}), Plan{});
}

TEST(PlanEdit, LockedSitesStayAsTheyAre) {
    const model::SiteId q("blocks.0.attn.q");
    const model::SiteId k("blocks.0.attn.k");
    const WrittenSettings dense = written(R"({"skip":true})");
    const Plan locked = withLocks(withSiteSettings({}, {q}, dense), {q});
    const Plan edited = withSiteSettings(locked, {q, k}, written(R"({"quantization":{"method":"rtn"}})"));
    EXPECT_EQ(edited.sites.at(q), dense);
    EXPECT_TRUE(edited.sites.contains(k));
    EXPECT_EQ(withoutSiteSettings(edited, {q, k}), locked);
    EXPECT_EQ(unlockedOf(locked, {q, k}), std::vector{k});
    EXPECT_EQ(withoutSiteSettings(withoutLocks(locked, {q}), {q}), Plan{});
}

std::string afterNotch(const std::string& settings, int notches) {
    Plan plan;
    plan.sites.emplace(model::SiteId("embed"), written(settings));
    const model::ModelSpec model = tests::makeLlama();
    const auto resolved = resolvePlan(plan, model);
    EXPECT_TRUE(resolved.ok());
    const ResolvedSite* site = resolved->find(model::SiteId("embed"));
    const auto next = notched(site->settings, 96, 64, notches);
    return next ? toJson(*next).dump() : "nothing";
}

TEST(PlanEdit, ANotchMovesBitsThenRankThenSparsityWithinTheirRanges) {
    EXPECT_EQ(afterNotch(R"({"quantization":{"method":"rtn","bits":4}})", 1),
              R"({"quantization":{"bits":5}})");
    EXPECT_EQ(afterNotch(R"({"quantization":{"method":"rtn","bits":8}})", 1), "nothing");
    EXPECT_EQ(afterNotch(R"({"low_rank":{"method":"svd","rank":10}})", -2), R"({"low_rank":{"rank":6}})");
    EXPECT_EQ(afterNotch(R"({"low_rank":{"method":"svd","rank":63}})", 4), R"({"low_rank":{"rank":64}})");
    EXPECT_EQ(afterNotch(R"({"adapter":{"method":"whitened","rank":10}})", 1), R"({"adapter":{"rank":12}})");
    EXPECT_EQ(afterNotch(R"({"sparsity":{"method":"wanda","amount":0.5}})", 1),
              R"({"sparsity":{"amount":0.55}})");
    EXPECT_EQ(afterNotch(R"({"sparsity":{"method":"wanda","pattern":"2:4"}})", 1), "nothing");
    EXPECT_EQ(afterNotch("{}", 1), "nothing");
}

} // namespace
} // namespace lapidary::plan
