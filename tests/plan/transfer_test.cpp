// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/transfer.h"
#include "tests/plan/plan_maker.h"
#include "tests/plan/random_plan.h"
#include "tests/support/test_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace lapidary;
using namespace lapidary::plan;
using model::SiteId;
using testing::HasSubstr;
using Kind = TransferNote::Kind;

namespace {

model::ModelSpec blocks(std::int64_t count, bool tied = true) {
    return tests::makeLlama({.blocks = count,
                             .hidden = 64,
                             .heads = 2,
                             .kvHeads = 1,
                             .headDim = 32,
                             .ffn = 128,
                             .vocabulary = 96,
                             .tied = tied});
}

TransferredPlan transferred(const Plan& plan, const model::ModelSpec& from, const model::ModelSpec& to) {
    auto made = transferPlan(plan, from, to);
    EXPECT_TRUE(made.ok()) << base::describe(made.error());
    return made ? *std::move(made) : TransferredPlan{};
}

constexpr const char* kSkip = R"({"skip": true})";

} // namespace

TEST(Transfer, ToTheSameModelChangesNoSetting) {
    tests::PlanMaker maker(91);
    for (int trial = 0; trial < 100; ++trial) {
        const model::ModelSpec model = tests::makeLlama(tests::randomLlamaShape(maker.random()));
        const Plan plan = maker.plan(model);
        const TransferredPlan made = transferred(plan, model, model);
        EXPECT_EQ(made.count(Kind::Merged), 0U);
        EXPECT_EQ(made.plan.locked, plan.locked);
        const auto before = resolvePlan(plan, model);
        const auto after = resolvePlan(made.plan, model);
        ASSERT_OK(before);
        ASSERT_OK(after);
        for (std::size_t i = 0; i < before->sites.size(); ++i)
            EXPECT_EQ(after->sites[i].settings.dense(), before->sites[i].settings.dense());
    }
}

TEST(Transfer, OverridesAndLocksGoByRelativeDepth) {
    Plan plan;
    plan.sites[SiteId("blocks.0.attn.q")].skip = true;
    plan.sites[SiteId("blocks.3.attn.q")].skip = true;
    plan.locked = {SiteId("blocks.3.mlp.up")};
    const TransferredPlan made = transferred(plan, blocks(4), blocks(10));
    // 0 covers 0 and 1; 3 covers 8 and 9, for 8 lies at 2.67 of the source.
    std::vector<std::string> names;
    for (const auto& [site, unused] : made.plan.sites)
        names.push_back(site.name);
    EXPECT_THAT(names, testing::ElementsAre("blocks.0.attn.q", "blocks.1.attn.q", "blocks.8.attn.q",
                                            "blocks.9.attn.q"));
    EXPECT_EQ(made.plan.locked.size(), 2U);
    EXPECT_EQ(made.plan.modelFingerprint, blocks(10).fingerprint);
}

TEST(Transfer, SeveralSourcesOnOneTargetAreSaid) {
    Plan plan;
    for (int block = 0; block < 10; ++block)
        plan.sites[SiteId("blocks." + std::to_string(block) + ".attn.q")].skip = true;
    const TransferredPlan made = transferred(plan, blocks(10), blocks(4));
    EXPECT_EQ(made.plan.sites.size(), 4U);
    EXPECT_EQ(made.count(Kind::Mapped), 4U);
    EXPECT_EQ(made.count(Kind::Merged), 6U);
}

TEST(Transfer, BlockNumbersOfRulesAreScaled) {
    Plan plan;
    plan.rules = {tests::rule("blocks.*", kSkip), tests::rule("blocks.*", kSkip),
                  tests::rule("blocks.29.mlp.up", kSkip),
                  tests::rule(R"(re:blocks\.[0-9]\.attn\.[qk])", kSkip),
                  tests::rule(R"(re:blocks\.\d+\.mlp\.down)", kSkip)};
    plan.rules[0].blocks = "0,-1";
    plan.rules[1].blocks = "10-19";
    const TransferredPlan made = transferred(plan, blocks(30), blocks(12));
    EXPECT_EQ(made.plan.rules[0].blocks, "0,-1");
    EXPECT_EQ(made.plan.rules[1].blocks, "4-7");
    EXPECT_EQ(made.plan.rules[2].match, "blocks.11.mlp.up");
    EXPECT_EQ(made.plan.rules[3].blocks, "0-3");
    EXPECT_THAT(made.plan.rules[3].kinds, testing::ElementsAre("q", "k"));
    EXPECT_EQ(made.plan.rules[4].match, plan.rules[4].match) << "all blocks need no number";
    EXPECT_EQ(made.count(Kind::Scaled), 3U);
}

TEST(Transfer, RanksBecomeShares) {
    Plan plan;
    plan.sites[SiteId("blocks.0.attn.o")] = tests::settings(R"({"low_rank": {"method": "svd", "rank": 16}})");
    plan.sites[SiteId("blocks.0.mlp.up")] =
        tests::settings(R"({"adapter": {"method": "whitened", "rank": 16}})");
    const TransferredPlan made = transferred(plan, blocks(1), blocks(1));
    EXPECT_EQ(toJson(made.plan.sites.at(SiteId("blocks.0.attn.o"))).dump(),
              R"({"low_rank":{"method":"svd","ratio":0.5}})");
    EXPECT_EQ(toJson(made.plan.sites.at(SiteId("blocks.0.mlp.up"))).dump(),
              R"({"adapter":{"method":"whitened","rank":0.25}})");
    EXPECT_THAT(base::english(made.notes[0].words), HasSubstr("rank 16 becomes the share 0.5"));
}

TEST(Transfer, WhatHasNoPlaceThereIsLeftOutAndSaid) {
    Plan plan;
    plan.sites[SiteId("head")].skip = true;
    plan.sites[SiteId("blocks.77.attn.q")].skip = true;
    plan.edits.push_back({{"method", "remove-blocks"}, {"blocks", "1"}});
    const TransferredPlan made = transferred(plan, blocks(2, false), blocks(2, true));
    EXPECT_TRUE(made.plan.sites.empty());
    EXPECT_TRUE(made.plan.edits.empty());
    EXPECT_EQ(made.count(Kind::Unmapped), 3U);
}
