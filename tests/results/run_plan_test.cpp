// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/run_plan.h"

#include <gtest/gtest.h>

namespace lapidary::results {
namespace {

TEST(RunPlan, IsThePlanThatTheRunWasMadeWith) {
    plan::Plan plan;
    plan.preset = "w4-g64";
    plan.sites[model::SiteId("blocks.1.attn.o")].skip = true;
    RunReport run;
    run.plan = {{"job", {{"plan", base::Json::parse(plan::toJson(plan).dump())}}}};
    const auto read = planOf(run);
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, plan);
}

TEST(RunPlan, ARecordWithoutOneIsAnError) {
    RunReport run;
    run.output = "out";
    for (const base::Json& record : {base::Json(), base::Json::object(), base::Json{{"job", "text"}},
                                     base::Json{{"job", base::Json::object()}}}) {
        run.plan = record;
        const auto read = planOf(run);
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().file, "out");
    }
    run.plan = {{"job", {{"plan", {{"preset", 3}}}}}};
    EXPECT_FALSE(planOf(run));
}

} // namespace
} // namespace lapidary::results
