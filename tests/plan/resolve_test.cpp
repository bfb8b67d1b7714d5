// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan.h"
#include "core/plan/preset.h"
#include "tests/plan/random_plan.h"
#include "tests/support/model_maker.h"
#include "tests/support/test_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace lapidary;
using namespace lapidary::plan;
using base::Json;
using model::SiteId;
using testing::HasSubstr;

namespace {

WrittenSettings settings(const std::string& text) {
    return *settingsFromJson(Json::parse(text), "test", "settings");
}

Rule rule(const std::string& match, const std::string& text) {
    Rule made;
    made.name = "r";
    made.match = match;
    made.settings = settings(text);
    return made;
}

Plan planWithBase(const std::string& text) {
    Plan plan;
    plan.base = settings(text);
    return plan;
}

model::ModelSpec smallModel(bool tied = true) {
    tests::LlamaShape shape;
    shape.blocks = 4;
    shape.hidden = 64;
    shape.heads = 2;
    shape.kvHeads = 1;
    shape.headDim = 32;
    shape.ffn = 96;
    shape.vocabulary = 128;
    shape.tied = tied;
    return tests::makeLlama(shape);
}

std::vector<std::string> touched(const Rule& one, const model::ModelSpec& model) {
    const auto matches = ruleMatches({one}, model);
    std::vector<std::string> names;
    if (matches)
        for (const SiteId& id : (*matches)[0])
            names.push_back(id.name);
    return names;
}

} // namespace

TEST(Resolve, LaterLayersBeatEarlierKeyByKey) {
    const model::ModelSpec model = smallModel();
    Plan plan = planWithBase(R"({"quantization": {"method": "rtn", "bits": 4, "group": 32}})");
    plan.preset = "w8";
    plan.rules = {rule("blocks.*.attn.*", R"({"quantization": {"bits": 6}})"),
                  rule("blocks.1.*", R"({"quantization": {"symmetric": false}})")};
    plan.sites[SiteId("blocks.1.attn.q")] = settings(R"({"quantization": {"bits": 3}})");
    const auto resolved = resolvePlan(plan, model);
    ASSERT_OK(resolved);
    const ResolvedSite& q = *resolved->find(SiteId("blocks.1.attn.q"));
    const FamilySettings& grid = *q.settings.find(Family::Quantization);
    EXPECT_EQ(grid.integer("bits"), 3);
    EXPECT_EQ(grid.integer("group"), 32);
    EXPECT_FALSE(grid.flag("symmetric"));
    EXPECT_EQ(q.sources.at("quantization.bits"), "site");
    EXPECT_EQ(q.sources.at("quantization.group"), "base");
    EXPECT_EQ(q.sources.at("quantization.method"), "base");
    EXPECT_EQ(q.sources.at("quantization.symmetric"), "rule:1:r");
    EXPECT_EQ(q.sources.at("quantization.grid"), "default");
    EXPECT_EQ(resolved->find(SiteId("blocks.0.attn.k"))->sources.at("quantization.bits"), "rule:0:r");
    EXPECT_EQ(resolved->find(SiteId("blocks.0.mlp.up"))->settings.find(Family::Quantization)->integer("bits"),
              4);
}

TEST(Resolve, PresetIsTheLowestLayer) {
    Plan plan;
    plan.preset = "w8";
    const auto resolved = resolvePlan(plan, smallModel());
    ASSERT_OK(resolved);
    const ResolvedSite& up = *resolved->find(SiteId("blocks.2.mlp.up"));
    EXPECT_EQ(up.sources.at("quantization.bits"), "preset:w8");
    EXPECT_EQ(up.settings.find(Family::Quantization)->text("per"), "row");
}

TEST(Resolve, TheBaseAloneIsThatOfAnUntouchedBlockLinear) {
    Plan plan = planWithBase(R"({"quantization": {"bits": 3}})");
    plan.preset = "w8";
    const auto base = resolveBase(plan);
    ASSERT_OK(base);
    const auto resolved = resolvePlan(plan, smallModel());
    ASSERT_OK(resolved);
    EXPECT_EQ(base->settings, resolved->sites.front().settings);
    EXPECT_EQ(base->sources, resolved->sites.front().sources);
    plan.preset = "w9";
    EXPECT_FALSE(resolveBase(plan).ok());
}

TEST(Resolve, EveryPresetResolvesAndReads) {
    for (const Preset& preset : presetTable()) {
        EXPECT_FALSE(preset.help.empty());
        ASSERT_OK(settingsFromJson(Json(toJson(preset.settings)), preset.name, "preset"));
        Plan plan;
        plan.preset = preset.name;
        const auto resolved = resolvePlan(plan, smallModel());
        ASSERT_OK(resolved);
        EXPECT_EQ(resolved->sites.front().settings.dense(), preset.name == "none");
    }
}

TEST(Resolve, NullClearsAndALaterLayerBeginsAgain) {
    Plan plan = planWithBase(R"({"quantization": {"method": "rtn", "bits": 3, "group": 32}})");
    plan.rules = {rule("blocks.0.*", R"({"quantization": null})"),
                  rule("blocks.0.mlp.*", R"({"quantization": {"method": "rtn", "bits": 8}})")};
    const auto resolved = resolvePlan(plan, smallModel());
    ASSERT_OK(resolved);
    EXPECT_TRUE(resolved->find(SiteId("blocks.0.attn.q"))->settings.dense());
    EXPECT_TRUE(resolved->find(SiteId("blocks.0.attn.q"))->sources.empty());
    const FamilySettings& up =
        *resolved->find(SiteId("blocks.0.mlp.up"))->settings.find(Family::Quantization);
    EXPECT_EQ(up.integer("group"), 64) << "the cleared group does not come back";
}

TEST(Resolve, AnotherMethodKeepsWhatItKnows) {
    Plan plan =
        planWithBase(R"({"quantization": {"method": "gptq", "bits": 3, "group": 32, "order": "dynamic"}})");
    plan.rules = {rule("blocks.0.*", R"({"quantization": {"method": "rtn"}})"),
                  rule("blocks.0.attn.q", R"({"quantization": {"method": "gptq"}})")};
    const auto resolved = resolvePlan(plan, smallModel());
    ASSERT_OK(resolved);
    const FamilySettings& k = *resolved->find(SiteId("blocks.0.attn.k"))->settings.find(Family::Quantization);
    EXPECT_EQ(k.integer("bits"), 3);
    EXPECT_FALSE(k.has("order"));
    const FamilySettings& q = *resolved->find(SiteId("blocks.0.attn.q"))->settings.find(Family::Quantization);
    EXPECT_EQ(q.text("order"), "static") << "what was dropped stays dropped";
}

TEST(Resolve, AlternativesReplaceEachOther) {
    Plan plan = planWithBase(R"({"low_rank": {"method": "svd", "ratio": 0.5},
                                 "quantization": {"method": "rtn", "group": 32}})");
    plan.rules = {rule("blocks.0.*", R"({"low_rank": {"rank": 8}, "quantization": {"per": "tensor"}})"),
                  rule("blocks.0.attn.q", R"({"low_rank": {"energy": 0.9}, "quantization": {"group": 16}})")};
    const auto resolved = resolvePlan(plan, smallModel());
    ASSERT_OK(resolved);
    const SiteSettings& k = resolved->find(SiteId("blocks.0.attn.k"))->settings;
    EXPECT_FALSE(k.find(Family::LowRank)->has("ratio"));
    EXPECT_EQ(k.find(Family::LowRank)->integer("rank"), 8);
    EXPECT_EQ(k.find(Family::Quantization)->integer("group"), 0);
    const ResolvedSite& q = *resolved->find(SiteId("blocks.0.attn.q"));
    EXPECT_FALSE(q.settings.find(Family::LowRank)->has("rank"));
    EXPECT_EQ(q.settings.find(Family::Quantization)->text("per"), "group");
    EXPECT_EQ(q.sources.at("quantization.per"), "rule:1:r");
}

TEST(Resolve, SkipIsAKeyLikeOthers) {
    Plan plan = planWithBase(R"({"quantization": {"method": "rtn"}})");
    plan.rules = {rule("blocks.0.*", R"({"skip": true})"), rule("blocks.0.mlp.*", R"({"skip": false})")};
    const auto resolved = resolvePlan(plan, smallModel());
    ASSERT_OK(resolved);
    const ResolvedSite& q = *resolved->find(SiteId("blocks.0.attn.q"));
    EXPECT_TRUE(q.settings.dense());
    EXPECT_EQ(q.settings.find(Family::Quantization), nullptr);
    EXPECT_EQ(q.sources.at("skip"), "rule:0:r");
    EXPECT_FALSE(resolved->find(SiteId("blocks.0.mlp.up"))->settings.dense());
}

TEST(Resolve, MeaninglessKeysAreDropped) {
    Plan plan = planWithBase(R"({"sparsity": {"method": "wanda", "amount": 0.6}})");
    plan.rules = {rule("blocks.0.*", R"({"sparsity": {"pattern": "2:4"}})")};
    const auto resolved = resolvePlan(plan, smallModel());
    ASSERT_OK(resolved);
    EXPECT_FALSE(resolved->find(SiteId("blocks.0.attn.q"))->settings.find(Family::Sparsity)->has("amount"));
    EXPECT_EQ(resolved->find(SiteId("blocks.1.attn.q"))->settings.find(Family::Sparsity)->number("amount"),
              0.6);
}

TEST(Resolve, IncompleteSettingsAreErrorsWithASource) {
    Plan plan;
    plan.rules = {rule("blocks.1.mlp.up", R"({"quantization": {"bits": 8}})")};
    const auto headless = resolvePlan(plan, smallModel());
    ASSERT_FALSE(headless.ok());
    EXPECT_THAT(base::describe(headless.error()), HasSubstr("blocks.1.mlp.up.quantization"));
    EXPECT_THAT(base::describe(headless.error()), HasSubstr("rule:0:r"));
    EXPECT_THAT(
        base::describe(resolvePlan(planWithBase(R"({"low_rank": {"method": "svd"}})"), smallModel()).error()),
        HasSubstr("one of ratio, rank and energy"));
}

TEST(Resolve, EmbedAndHeadChangeOnlyWhenNamed) {
    const model::ModelSpec untied = smallModel(false);
    const std::string rtn = R"({"quantization": {"method": "rtn"}})";
    EXPECT_THAT(touched(rule("*", rtn), untied), testing::SizeIs(28));
    EXPECT_THAT(touched(rule("re:.*", rtn), untied), testing::SizeIs(28));
    EXPECT_THAT(touched(rule("embe*", rtn), untied), testing::IsEmpty());
    EXPECT_THAT(touched(rule("re:embed", rtn), untied), testing::IsEmpty());
    EXPECT_THAT(touched(rule("embed", rtn), untied), testing::ElementsAre("embed"));
    EXPECT_THAT(touched(rule("head", rtn), untied), testing::ElementsAre("head"));
    EXPECT_THAT(touched(rule("head", rtn), smallModel(true)), testing::IsEmpty());
    Rule kinds = rule("", rtn);
    kinds.kinds = {"embed", "head", "v"};
    EXPECT_THAT(touched(kinds, untied), testing::SizeIs(6));
    kinds.blocks = "0-3";
    EXPECT_THAT(touched(kinds, untied), testing::SizeIs(4)) << "embed and head are in no block";

    Plan plan = planWithBase(rtn);
    plan.sites[SiteId("embed")] = settings(rtn);
    const auto resolved = resolvePlan(plan, untied);
    ASSERT_OK(resolved);
    EXPECT_FALSE(resolved->find(SiteId("embed"))->settings.dense());
    EXPECT_TRUE(resolved->find(SiteId("head"))->settings.dense());
    EXPECT_EQ(resolved->sites.back().site, SiteId("head"));
}

TEST(Resolve, BlocksCountFromBothEnds) {
    const model::ModelSpec model = smallModel();
    const auto blocksOf = [&](const std::string& text) {
        Rule one = rule("blocks.*.attn.q", "{}");
        one.blocks = text;
        std::string all;
        for (const std::string& name : touched(one, model))
            all += name.substr(7, 1);
        return all;
    };
    EXPECT_EQ(blocksOf("0"), "0");
    EXPECT_EQ(blocksOf("0,-1"), "03");
    EXPECT_EQ(blocksOf("1-2"), "12");
    EXPECT_EQ(blocksOf("-3--2"), "12");
    EXPECT_EQ(blocksOf("2--1"), "23");
    EXPECT_EQ(blocksOf(" 0 , 3 "), "03");
    EXPECT_EQ(blocksOf("3-1"), "");
    EXPECT_EQ(blocksOf("7,-9"), "");
}

TEST(Resolve, APredicateRuleMatchesTheSitesItStored) {
    Rule one = rule("blocks.*", "{}");
    one.predicate = {
        {"text", "x < 1"}, {"sites", {"blocks.1.attn.v", "blocks.3.mlp.up"}}, {"fingerprint", "f"}};
    EXPECT_THAT(touched(one, smallModel()), testing::ElementsAre("blocks.1.attn.v", "blocks.3.mlp.up"));
}

TEST(Resolve, ARunawayExpressionIsAnError) {
    Plan plan;
    plan.rules = {rule("re:(([a-z0-9.]+)*)*[!?]", "{}")};
    const auto resolved = resolvePlan(plan, smallModel());
    ASSERT_FALSE(resolved.ok());
    EXPECT_EQ(resolved.error().code, base::ErrorCode::TooLarge);
    EXPECT_EQ(resolved.error().place, "rules[0].match");
}

TEST(Resolve, TheCascadeEqualsASlowOne) {
    // The reference walks key by key: for each key the last layer that gives it after the last null of its
    // family.
    tests::PlanMaker maker(31);
    for (int trial = 0; trial < 200; ++trial) {
        const model::ModelSpec model = tests::makeLlama(tests::randomLlamaShape(maker.random()));
        const Plan plan = maker.plan(model);
        const auto resolved = resolvePlan(plan, model);
        ASSERT_OK(resolved);
        const auto matches = ruleMatches(plan.rules, model);
        ASSERT_OK(matches);
        for (const ResolvedSite& site : resolved->sites) {
            std::vector<std::pair<const WrittenSettings*, std::string>> layers;
            if (model.find(site.site)->block >= 0) {
                layers.emplace_back(&findPreset(plan.preset)->settings, "preset:" + plan.preset);
                layers.emplace_back(&plan.base, "base");
            }
            for (std::size_t i = 0; i < plan.rules.size(); ++i)
                if (plan.rules[i].enabled &&
                    std::find((*matches)[i].begin(), (*matches)[i].end(), site.site) != (*matches)[i].end())
                    layers.emplace_back(&plan.rules[i].settings,
                                        "rule:" + std::to_string(i) + ":" + plan.rules[i].name);
            if (plan.sites.contains(site.site))
                layers.emplace_back(&plan.sites.at(site.site), "site");
            for (const auto& [path, source] : site.sources) {
                if (source == "default" || path == "skip")
                    continue;
                const Family family = *familyOf(path.substr(0, path.find('.')));
                std::string key = path.substr(path.find('.') + 1);
                std::string last;
                for (const auto& [layer, name] : layers)
                    if (const auto at = layer->families.find(family); at != layer->families.end()) {
                        const bool gives =
                            at->second.is_object() &&
                            (at->second.contains(key) || (key == "per" && at->second.contains("group")) ||
                             (key == "group" && at->second.contains("per")));
                        last = at->second.is_null() ? "" : gives ? name : last;
                    }
                EXPECT_EQ(source, last) << site.site.name << " " << path << "\n" << toJson(plan).dump();
            }
        }
    }
}

TEST(Resolve, ResolvingAPlanOfResolvedSitesChangesNothing) {
    tests::PlanMaker maker(32);
    for (int trial = 0; trial < 200; ++trial) {
        const model::ModelSpec model = tests::makeLlama(tests::randomLlamaShape(maker.random()));
        const auto first = resolvePlan(maker.plan(model), model);
        ASSERT_OK(first);
        Plan baked;
        for (const ResolvedSite& site : first->sites) {
            const auto settings = settingsFromJson(Json(toJson(site.settings)), "baked", site.site.name);
            ASSERT_OK(settings);
            baked.sites[site.site] = *settings;
        }
        const auto second = resolvePlan(baked, model);
        ASSERT_OK(second);
        ASSERT_EQ(first->sites.size(), second->sites.size());
        for (std::size_t i = 0; i < first->sites.size(); ++i)
            EXPECT_EQ(first->sites[i].settings, second->sites[i].settings) << first->sites[i].site.name;
    }
}

TEST(Resolve, AddingARuleThatMatchesNothingChangesNothing) {
    tests::PlanMaker maker(33);
    for (int trial = 0; trial < 100; ++trial) {
        const model::ModelSpec model = tests::makeLlama(tests::randomLlamaShape(maker.random()));
        Plan plan = maker.plan(model);
        const auto before = resolvePlan(plan, model);
        ASSERT_OK(before);
        plan.rules.push_back(rule("nothing.*", R"({"quantization": null, "skip": true})"));
        Rule off = rule("*", R"({"quantization": null, "skip": true})");
        off.enabled = false;
        plan.rules.push_back(off);
        const auto after = resolvePlan(plan, model);
        ASSERT_OK(after);
        for (std::size_t i = 0; i < before->sites.size(); ++i) {
            EXPECT_EQ(before->sites[i].settings, after->sites[i].settings);
            EXPECT_EQ(before->sites[i].sources, after->sites[i].sources);
        }
    }
}
