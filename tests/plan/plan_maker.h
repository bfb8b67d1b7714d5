// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/check.h"
#include "tests/support/model_maker.h"

#include <gtest/gtest.h>

#include <string>

/// Plans from texts, and what checkPlan makes of them.
namespace lapidary::tests {

inline plan::WrittenSettings settings(const std::string& text) {
    return *plan::settingsFromJson(base::Json::parse(text), "test", "settings");
}

inline plan::Plan planWithBase(const std::string& text) {
    plan::Plan plan;
    plan.base = settings(text);
    return plan;
}

inline plan::Rule rule(const std::string& match, const std::string& text) {
    plan::Rule made;
    made.name = "r";
    made.match = match;
    made.settings = settings(text);
    return made;
}

inline plan::PlanCheck checked(const plan::Plan& plan, const model::ModelSpec& model,
                               plan::OutputFormat format = plan::OutputFormat::Lapidary) {
    auto check = plan::checkPlan(plan, model, format);
    EXPECT_TRUE(check.ok()) << base::describe(check.error());
    return check ? *std::move(check) : plan::PlanCheck{};
}

} // namespace lapidary::tests
