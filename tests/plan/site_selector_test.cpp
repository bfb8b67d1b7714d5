// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/site_selector.h"
#include "tests/plan/plan_maker.h"
#include "tests/support/test_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

using namespace lapidary;
using namespace lapidary::plan;
using model::SiteId;

namespace {

const model::ModelSpec& four() {
    static const model::ModelSpec kModel = tests::makeLlama({.blocks = 4});
    return kModel;
}

std::set<SiteId> matchesOf(const Rule& rule) {
    const auto found = ruleMatches({rule}, four());
    EXPECT_TRUE(found.ok());
    return {found->front().begin(), found->front().end()};
}

Rule made(const std::set<SiteId>& sites) {
    const std::optional<Rule> rule = ruleFor(sites, four());
    EXPECT_TRUE(rule.has_value());
    EXPECT_EQ(matchesOf(*rule), sites);
    return *rule;
}

} // namespace

TEST(SiteSelector, BlocksAreSaidShortly) {
    EXPECT_EQ(blocksText({0, 1, 2, 3}, 4), "");
    EXPECT_EQ(blocksText({0, 3}, 4), "0,-1");
    EXPECT_EQ(blocksText({1, 2}, 4), "1-2");
    EXPECT_EQ(blocksText({0}, 1), "");
}

TEST(SiteSelector, FindsTheShortestWords) {
    EXPECT_EQ(made({SiteId("blocks.1.mlp.up")}).match, "blocks.1.mlp.up");
    EXPECT_EQ(made({SiteId("embed")}).match, "embed");
    std::set<SiteId> mlp;
    std::set<SiteId> outer;
    std::set<SiteId> queries;
    for (const model::Site* site : four().blockSites()) {
        if (site->id.name.find(".mlp.") != std::string::npos)
            mlp.insert(site->id);
        if (site->block == 0 || site->block == 3)
            outer.insert(site->id);
        if (site->kind == model::SiteKind::Q)
            queries.insert(site->id);
    }
    EXPECT_EQ(made(mlp).match, "blocks.*.mlp.*");
    EXPECT_EQ(made(outer).blocks, "0,-1");
    EXPECT_TRUE(made(outer).kinds.empty());
    EXPECT_THAT(made(queries).kinds, testing::ElementsAre("q"));
    queries.insert(SiteId("embed"));
    EXPECT_THAT(made(queries).kinds, testing::ElementsAre("q", "embed"));
}

TEST(SiteSelector, ARandomSetIsMatchedExactly) {
    std::mt19937_64 random(5);
    for (int trial = 0; trial < 60; ++trial) {
        std::set<SiteId> sites;
        for (const model::Site* site : four().allSites())
            if (random() % 3 == 0)
                sites.insert(site->id);
        if (sites.empty())
            continue;
        EXPECT_LE(made(sites).predicate.size(), 3U);
    }
    EXPECT_FALSE(ruleFor({}, four()).has_value());
}

TEST(SiteSelector, SplitsOfFusedPartnersAreFound) {
    EXPECT_EQ(blocksSplit({SiteId("blocks.1.attn.q")}, four()), std::set<std::int64_t>{1});
    EXPECT_TRUE(blocksSplit({SiteId("blocks.1.mlp.gate"), SiteId("blocks.1.mlp.up")}, four()).empty());
    EXPECT_TRUE(blocksSplit({SiteId("blocks.1.mlp.down"), SiteId("embed")}, four()).empty());
}
