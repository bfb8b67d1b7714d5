// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/panels_support.h"
#include "widgets/panels/method_choice.h"
#include "widgets/panels/plan_edits.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lapidary::widgets {
namespace {

using namespace Qt::StringLiterals;

using plan::Family;
using tests::site;

class PlanEditsTest : public testing::Test {
protected:
    EditTarget target(const std::vector<const char*>& names) {
        m_rows = planRows(m_state, SensitivityLookup(m_state.project->sensitivity));
        EditTarget target{{}, "key"};
        for (const PlanRow& row : m_rows)
            if (std::ranges::any_of(names, [&](const char* name) { return row.site->id.name == name; }))
                target.rows.push_back(&row);
        return target;
    }
    /// Applies the edits to the plan, as the window does.
    void apply(const PlanEdits& edits) {
        EXPECT_EQ(edits.error, QString());
        m_state = tests::applied(m_state, edits.edits);
        ASSERT_TRUE(m_state.check) << m_state.planError.toStdString();
    }
    const plan::SiteSettings& settings(const char* name) { return m_state.resolved(site(name))->settings; }
    const plan::FamilySettings& family(const char* name, Family family) {
        const plan::FamilySettings* found = settings(name).find(family);
        EXPECT_NE(found, nullptr) << name;
        static const plan::FamilySettings kNone;
        return found != nullptr ? *found : kNone;
    }

    ViewState m_state = tests::sampleState();
    std::vector<PlanRow> m_rows;
};

TEST_F(PlanEditsTest, changesAreForEachSiteAndOneStep) {
    apply(editCell(target({"blocks.0.attn.k"}), PlanColumn::Bits, u"6"_s));
    const PlanEdits edits = editCell(target({"blocks.0.attn.q", "blocks.0.attn.k", "blocks.0.attn.v"}),
                                     PlanColumn::Bits, u"+1"_s);
    ASSERT_EQ(edits.edits.size(), 2U);
    EXPECT_EQ(edits.edits[0].sites.size(), 2U);
    for (const SettingsEdit& edit : edits.edits) {
        EXPECT_EQ(edit.mergeKey, "key");
        EXPECT_EQ(edit.words, u"bits +1 on 3 sites"_s);
    }
    apply(edits);
    EXPECT_EQ(family("blocks.0.attn.q", Family::Quantization).integer("bits"), 5);
    EXPECT_EQ(family("blocks.0.attn.k", Family::Quantization).integer("bits"), 7);
    apply(editCell(target({"blocks.0.attn.k"}), PlanColumn::Bits, u"+5"_s));
    EXPECT_EQ(family("blocks.0.attn.k", Family::Quantization).integer("bits"), 8); // stops at the end
}

TEST_F(PlanEditsTest, valuesOutOfRangeAreRefused) {
    EXPECT_EQ(editCell(target({"blocks.0.attn.q"}), PlanColumn::Bits, u"9"_s).error,
              u"bits of block 0 · q: from 2 to 8"_s);
    EXPECT_FALSE(editCell(target({"blocks.0.attn.q"}), PlanColumn::Bits, u"many"_s).error.isEmpty());
    EXPECT_FALSE(editCell(target({"blocks.0.attn.q"}), PlanColumn::Rank, u"65"_s).error.isEmpty());
    EXPECT_FALSE(editCell(target({"blocks.0.attn.q"}), PlanColumn::Rank, u"0"_s).error.isEmpty());
    EXPECT_TRUE(editCell(target({"blocks.0.attn.q"}), PlanColumn::Sparsity, u"-1"_s).edits.empty());
    EXPECT_TRUE(editCell(target({"blocks.0.attn.q"}), PlanColumn::Bits, u""_s).edits.empty());
}

TEST_F(PlanEditsTest, aFamilyBeginsWithAMethodAndEndsWithNone) {
    apply(editCell(target({"embed"}), PlanColumn::Bits, u"8"_s));
    EXPECT_EQ(family("embed", Family::Quantization).method, "gptq");
    apply(editCell(target({"embed"}), PlanColumn::Sparsity, u"50"_s));
    EXPECT_EQ(family("embed", Family::Sparsity).number("amount"), 0.5);
    apply(editCell(target({"embed"}), PlanColumn::Sparsity, u"+5 %"_s));
    EXPECT_EQ(family("embed", Family::Sparsity).number("amount"), 0.55);
    apply(editCell(target({"embed"}), PlanColumn::Bits, u"none"_s));
    EXPECT_EQ(settings("embed").find(Family::Quantization), nullptr);
    apply(editCell(target({"embed"}), PlanColumn::Group, u"32"_s)); // a group alone makes no grid
    EXPECT_EQ(settings("embed").find(Family::Quantization), nullptr);
}

TEST_F(PlanEditsTest, patternsGroupsAndShares) {
    apply(editCell(target({"blocks.0.attn.q"}), PlanColumn::Sparsity, u"2:4"_s));
    EXPECT_EQ(family("blocks.0.attn.q", Family::Sparsity).text("pattern"), "2:4");
    apply(editCell(target({"blocks.0.attn.q"}), PlanColumn::Group, u"row"_s));
    EXPECT_EQ(plan::gridShape(family("blocks.0.attn.q", Family::Quantization)).group, 0);
    apply(editCell(target({"blocks.0.attn.q"}), PlanColumn::Group, u"32"_s));
    EXPECT_EQ(plan::gridShape(family("blocks.0.attn.q", Family::Quantization)).group, 32);
    apply(editCell(target({"blocks.0.attn.q", "blocks.0.attn.k"}), PlanColumn::Rank, u"25 %"_s));
    EXPECT_EQ(plan::rankOf(family("blocks.0.attn.q", Family::LowRank), 64, 64), 16);
    EXPECT_EQ(plan::rankOf(family("blocks.0.attn.k", Family::LowRank), 32, 64), 8);
    apply(editCell(target({"blocks.0.attn.q"}), PlanColumn::Rank, u"*0.5"_s));
    EXPECT_EQ(plan::rankOf(family("blocks.0.attn.q", Family::LowRank), 64, 64), 8);
}

TEST_F(PlanEditsTest, notchesByTheFamilyOfTheSite) {
    const EditTarget all = target({"blocks.0.attn.q", "blocks.1.attn.q", "embed"});
    apply(notchEdits(all, PlanColumn::Site, 1));
    EXPECT_EQ(family("blocks.0.attn.q", Family::Quantization).integer("bits"), 5);
    EXPECT_EQ(family("blocks.1.attn.q", Family::LowRank).number("rank"), 26.0); // 64 / 32
    EXPECT_TRUE(settings("embed").dense());
    apply(editCell(target({"embed"}), PlanColumn::Sparsity, u"0.5"_s));
    apply(notchEdits(target({"embed"}), PlanColumn::Site, -1));
    EXPECT_EQ(family("embed", Family::Sparsity).number("amount"), 0.45);
    // At its end nothing changes.
    apply(editCell(target({"blocks.0.attn.q"}), PlanColumn::Bits, u"8"_s));
    EXPECT_TRUE(notchEdits(target({"blocks.0.attn.q"}), PlanColumn::Site, 1).edits.empty());
}

TEST_F(PlanEditsTest, aNotchIsTheSameEverywhere) {
    // A shape that 32 does not divide: table, matrix and menu take the same step.
    auto model = std::make_shared<model::ModelSpec>(*m_state.model);
    for (model::Site& each : model->blocks[1].sites)
        if (each.id == site("blocks.1.attn.q"))
            each.out = each.in = 80;
    m_state.model = model;
    m_state = tests::withPlan(m_state, *m_state.plan);
    const plan::SiteSettings before = settings("blocks.1.attn.q");
    for (const int direction : {1, -1}) {
        const PlanEdits edits = notchEdits(target({"blocks.1.attn.q"}), PlanColumn::Rank, direction);
        ASSERT_EQ(edits.edits.size(), 1U);
        EXPECT_EQ(edits.edits[0].settings, *plan::notched(before, 80, 80, direction));
    }
}

TEST_F(PlanEditsTest, aNotchMovesTheColumnThatIsAskedFor) {
    apply(editCell(target({"blocks.0.attn.q"}), PlanColumn::Rank, u"32"_s));
    apply(notchEdits(target({"blocks.0.attn.q"}), PlanColumn::Rank, 1));
    EXPECT_EQ(family("blocks.0.attn.q", Family::LowRank).number("rank"), 34.0);
    EXPECT_EQ(family("blocks.0.attn.q", Family::Quantization).integer("bits"), 4);
}

TEST_F(PlanEditsTest, skipAndResetTakeTurns) {
    apply(skipEdits(target({"blocks.0.attn.q", "blocks.1.attn.o"})));
    EXPECT_TRUE(settings("blocks.0.attn.q").skip);
    EXPECT_TRUE(settings("blocks.1.attn.o").skip);
    apply(skipEdits(target({"blocks.0.attn.q", "blocks.1.attn.o"})));
    EXPECT_FALSE(settings("blocks.0.attn.q").skip);
    EXPECT_FALSE(settings("blocks.1.attn.o").skip);
    apply(resetEdits(target({"blocks.0.attn.q", "blocks.1.attn.o"})));
    EXPECT_EQ(m_state.plan->sites.size(), 1U);
}

TEST_F(PlanEditsTest, anEditLiftsTheSkipOfARule) {
    plan::Plan plan = *m_state.plan;
    plan::Rule rule;
    rule.match = "blocks.2.*";
    rule.settings.skip = true;
    plan.rules.push_back(rule);
    m_state = tests::withPlan(m_state, plan);
    apply(editCell(target({"blocks.2.attn.q"}), PlanColumn::Bits, u"3"_s));
    EXPECT_FALSE(settings("blocks.2.attn.q").dense());
}

TEST_F(PlanEditsTest, everyMethodChoiceResolves) {
    for (const char* name : {"embed", "blocks.0.attn.q", "blocks.0.mlp.down", "blocks.1.attn.o"}) {
        const EditTarget one = target({name});
        for (const MethodChoice& choice : methodChoices(*one.rows.front())) {
            const PlanEdits edits = editCell(one, PlanColumn::Method, choice.key);
            EXPECT_EQ(edits.error, QString());
            const ViewState after = tests::applied(m_state, edits.edits);
            ASSERT_TRUE(after.check) << choice.key.toStdString() << after.planError.toStdString();
            const PlanRow row = *std::ranges::find_if(
                m_rows, [&](const PlanRow& each) { return each.site->id.name == name; });
            const plan::SiteSettings& got = after.resolved(site(name))->settings;
            if (choice.key.startsWith(u"set "_s)) {
                EXPECT_EQ(got.families.size(), 1U) << choice.key.toStdString();
            }
            if (choice.key.startsWith(u"add "_s)) {
                EXPECT_EQ(got.families.size(), row.resolved->settings.families.size() + 1);
            }
        }
    }
}

} // namespace
} // namespace lapidary::widgets
