// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/untested_bits.h"

#include "tests/support/model_maker.h"

#include <gtest/gtest.h>

namespace lapidary::results {
namespace {

using model::SiteId;

TEST(UntestedBits, AreSaidWhereOthersWereMeasured) {
    const model::ModelSpec model = tests::makeLlama({.blocks = 2});
    plan::Plan plan;
    plan.base.families[plan::Family::Quantization] = {{"method", "rtn"}, {"bits", 5}};
    const auto resolved = plan::resolvePlan(plan, model);
    ASSERT_TRUE(resolved.ok());
    ProjectData project;
    EXPECT_TRUE(untestedBits(project, *resolved).empty()) << "nothing was measured";
    for (const char* site : {"blocks.0.attn.q", "blocks.1.attn.q"})
        for (const char* setting : {"bits:3", "bits:8", "2:4"})
            project.sensitivity.push_back({SiteId(site), setting, 0.1, {}, {}});
    const auto problems = untestedBits(project, *resolved);
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].sites.size(), 2U);
    EXPECT_EQ(base::english(problems[0].message), "5 bits were not measured here; 3, 8 were");
    project.sensitivity.push_back({SiteId("blocks.0.attn.q"), "bits:5", 0.1, {}, {}});
    EXPECT_EQ(untestedBits(project, *resolved)[0].sites.size(), 1U);
}

} // namespace
} // namespace lapidary::results
