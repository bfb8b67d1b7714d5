// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/preset_file.h"
#include "tests/plan/plan_maker.h"
#include "tests/plan/random_plan.h"
#include "tests/support/test_data.h"

#include <gtest/gtest.h>

using namespace lapidary;
using namespace lapidary::plan;

TEST(PresetFile, KeepsTheLayersBelowTheSites) {
    tests::PlanMaker maker(31);
    const model::ModelSpec model = tests::makeLlama({.blocks = 2});
    for (int trial = 0; trial < 50; ++trial) {
        const Plan plan = maker.plan(model);
        const OwnPreset preset = presetOf(plan, "Teaching|mine", "for the course");
        const auto read = parseOwnPreset(toJson(preset).dump(2), "preset.json");
        ASSERT_OK(read);
        EXPECT_EQ(*read, preset);
        Plan other = maker.plan(model);
        const Plan applied = withOwnPreset(other, *read);
        EXPECT_EQ(applied.sites, other.sites);
        EXPECT_EQ(applied.locked, other.locked);
        EXPECT_EQ(applied.base, plan.base);
        EXPECT_EQ(applied.rules, plan.rules);
    }
}

TEST(PresetFile, IsReadStrictly) {
    for (
        const char* text :
        {"", "[]", R"({"format": "lapidary-plan", "version": 1, "name": "a"})",
         R"({"format": "lapidary-preset", "version": 1})",
         R"({"format": "lapidary-preset", "version": 2, "name": "a"})",
         R"({"format": "lapidary-preset", "version": 1, "name": "a", "sites": {}})",
         R"({"format": "lapidary-preset", "version": 1, "name": "a", "base": {"quantization": {"method": "rn"}}})"})
        EXPECT_FALSE(parseOwnPreset(text, "preset.json").ok()) << text;
}
