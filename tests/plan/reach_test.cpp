// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/reach.h"
#include "core/plan/run_memory.h"
#include "tests/plan/plan_maker.h"
#include "tests/plan/random_plan.h"
#include "tests/support/test_data.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace lapidary;
using namespace lapidary::plan;
using model::SiteId;
using tests::checked;
using tests::planWithBase;

namespace {

constexpr const char* kFourBits = R"({"quantization": {"method": "rtn", "bits": 4, "group": 64}})";

const model::ModelSpec& smol() {
    static const model::ModelSpec kModel = tests::makeLlama();
    return kModel;
}

Reach reach(const Plan& plan, const model::ModelSpec& model, OutputFormat format = OutputFormat::Lapidary) {
    return reachOf(plan, checked(plan, model, format), model, format);
}

std::uint64_t bytesAfter(const Plan& plan, OutputFormat format = OutputFormat::Lapidary) {
    return checked(plan, smol(), format).bytesAfter;
}

ReachLimit limit(const Reach& reach, ReachLimit::Kind kind) {
    const auto at = std::ranges::find(reach.limits, kind, &ReachLimit::kind);
    return at == reach.limits.end() ? ReachLimit{} : *at;
}

} // namespace

TEST(Reach, BitsGoDownToTwoAtTheirOwnGroup) {
    const Plan plan = planWithBase(kFourBits);
    const Plan least = planWithBase(R"({"quantization": {"method": "rtn", "bits": 2, "group": 64}})");
    const Reach found = reach(plan, smol());
    EXPECT_EQ(found.smallestBytes, bytesAfter(least));
    EXPECT_EQ(found.largestBytes, smol().parameters * 2);
    EXPECT_EQ(limit(found, ReachLimit::Kind::Embed).bytes, smol().embed.bytes);
    const Plan rows = planWithBase(R"({"quantization": {"method": "rtn", "bits": 2, "group": 0}})");
    EXPECT_EQ(limit(found, ReachLimit::Kind::Groups).bytes, bytesAfter(least) - bytesAfter(rows));
}

TEST(Reach, LowRankGoesDownToAFifthAndSparsityStays) {
    const Plan plan = planWithBase(R"({"low_rank": {"method": "svd", "ratio": 0.8},
                                       "sparsity": {"method": "magnitude", "amount": 0.5}})");
    const Plan least = planWithBase(R"({"low_rank": {"method": "svd", "ratio": 0.2},
                                        "sparsity": {"method": "magnitude", "amount": 0.5}})");
    EXPECT_EQ(reach(plan, smol()).smallestBytes, bytesAfter(least));
    const Plan lower = planWithBase(R"({"low_rank": {"method": "svd", "rank": 3}})");
    EXPECT_EQ(reach(lower, smol()).smallestBytes, bytesAfter(lower)) << "what is lower already stays";
}

TEST(Reach, LockedAndDenseSitesStayAndAreSaid) {
    Plan plan = planWithBase(kFourBits);
    plan.sites[SiteId("blocks.0.mlp.up")].skip = true;
    plan.locked = {SiteId("blocks.1.mlp.up")};
    Plan least = plan;
    least.base = tests::settings(R"({"quantization": {"method": "rtn", "bits": 2, "group": 64}})");
    least.sites[SiteId("blocks.1.mlp.up")] = tests::settings(R"({"quantization": {"bits": 4}})");
    const Reach found = reach(plan, smol());
    EXPECT_EQ(found.smallestBytes, bytesAfter(least));
    EXPECT_EQ(limit(found, ReachLimit::Kind::Dense).sites, 1U);
    const ReachLimit locked = limit(found, ReachLimit::Kind::Locked);
    EXPECT_EQ(locked.sites, 1U);
    plan.locked.clear();
    EXPECT_EQ(reach(plan, smol()).smallestBytes, found.smallestBytes - locked.bytes);
}

TEST(Reach, TheEmbeddingCountsWhereItIsNamed) {
    Plan plan = planWithBase(kFourBits);
    plan.sites[SiteId("embed")] = tests::settings(kFourBits);
    Plan least = planWithBase(R"({"quantization": {"method": "rtn", "bits": 2, "group": 64}})");
    least.sites[SiteId("embed")] = least.base;
    EXPECT_EQ(reach(plan, smol()).smallestBytes, bytesAfter(least));
}

TEST(Reach, AFormatBoundsItAndSaysSo) {
    const Plan plan = planWithBase(R"({"quantization": {"method": "rtn", "bits": 8, "group": 64}})");
    const Plan four = planWithBase(kFourBits);
    const Reach packed = reach(plan, smol(), OutputFormat::CompressedTensors);
    EXPECT_EQ(packed.smallestBytes, bytesAfter(four, OutputFormat::CompressedTensors));
    EXPECT_GT(limit(packed, ReachLimit::Kind::Format).bytes, 0U);
    const Reach dense = reach(plan, smol(), OutputFormat::HuggingFace);
    EXPECT_EQ(dense.smallestBytes, bytesAfter(plan, OutputFormat::HuggingFace));
}

TEST(Reach, IsNeverAboveThePlanAndItsSettingsGiveItsBytes) {
    tests::PlanMaker maker(77);
    for (int trial = 0; trial < 100; ++trial) {
        const model::ModelSpec model = tests::makeLlama(tests::randomLlamaShape(maker.random()));
        const Plan plan = maker.plan(model);
        const PlanCheck check = checked(plan, model);
        const Reach found = reachOf(plan, check, model, OutputFormat::Lapidary);
        EXPECT_LE(found.smallestBytes, check.bytesAfter);
        std::uint64_t sum = check.bytesAfter;
        for (std::size_t i = 0; i < check.sites.size(); ++i) {
            const SiteBytes& now = check.sites[i];
            const model::Site& site = *model.find(now.site);
            const SiteSettings& settings = check.resolved.sites[i].settings;
            if (settings.dense() || plan.locked.contains(now.site))
                continue;
            LayoutRequest request{site.out, site.in, check.dtype, OutputFormat::Lapidary, {}, {}};
            const auto layout = storageLayout(
                smallestSettings(site, settings, now.layout, check.dtype, OutputFormat::Lapidary), request);
            if (layout)
                sum -= now.bytes - std::min(now.bytes, layout->bytes);
        }
        EXPECT_EQ(found.smallestBytes, sum) << toJson(plan).dump();
    }
}

TEST(RunMemory, CountsWeightsCacheAndOneBlock) {
    model::ModelSpec model = tests::makeLlama();
    model.config.context = 1024;
    const RunMemory memory = runMemory(model, 1000, 2048);
    EXPECT_EQ(memory.context, 1024) << "no more than the model has";
    EXPECT_EQ(memory.cache, 2U * 2 * 30 * 3 * 64 * 1024);
    EXPECT_EQ(memory.activations, 2U * 1024 * (2 * 576 + 3 * 1536));
    EXPECT_EQ(memory.total(), 1000 + memory.cache + memory.activations);
    for (model::Block& block : model.blocks)
        block.slidingWindow = 256;
    EXPECT_EQ(runMemory(model, 1000, 2048).cache, memory.cache / 4);
}
