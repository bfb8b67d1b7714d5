// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/check.h"
#include "core/plan/method_info.h"
#include "tests/plan/random_plan.h"
#include "tests/plan/settings_maker.h"
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

Plan planWithBase(const std::string& text) {
    Plan plan;
    plan.base = settings(text);
    return plan;
}

Rule rule(const std::string& match, const std::string& text) {
    Rule made;
    made.name = "r";
    made.match = match;
    made.settings = settings(text);
    return made;
}

PlanCheck check(const Plan& plan, const model::ModelSpec& model,
                OutputFormat format = OutputFormat::Lapidary) {
    auto checked = checkPlan(plan, model, format);
    EXPECT_TRUE(checked.ok()) << base::describe(checked.error());
    return checked ? *std::move(checked) : PlanCheck{};
}

std::vector<std::string> codes(const PlanCheck& checked) {
    std::vector<std::string> all;
    for (const Problem& problem : checked.problems)
        all.push_back(problem.code);
    return all;
}

const model::ModelSpec& smol() {
    static const model::ModelSpec kModel = tests::makeLlama();
    return kModel;
}

double bitsOf(const std::string& base) {
    const PlanCheck checked = check(planWithBase(base), smol());
    EXPECT_THAT(checked.problems, testing::IsEmpty())
        << base << ": " << base::english(checked.problems.front().message);
    return checked.bitsPerWeight;
}

} // namespace

TEST(PlanBytes, ADensePlanIsSixteenBits) {
    const Plan dense;
    const PlanCheck checked = check(dense, smol());
    EXPECT_EQ(smol().parameters, 134515008u) << "SmolLM2-135M";
    EXPECT_EQ(checked.bytesBefore, 2 * smol().parameters);
    EXPECT_EQ(checked.bytesAfter, checked.bytesBefore);
    EXPECT_EQ(checked.bitsPerWeight, 16.0);
    EXPECT_EQ(checked.bitsPerParameter, 16.0);
    EXPECT_EQ(checked.bytesSource, smol().bytes);
}

TEST(PlanBytes, TheFiguresOfTheConventionsComeOut) {
    // conventions.md: 210 sites at 4 bits, group 64: 113 MB; everything: 71.5 MB. Symmetric grids give them;
    // the asymmetric ones are 0.8 and 1.1 MB larger.
    Plan plan =
        planWithBase(R"({"quantization": {"method": "rtn", "bits": 4, "group": 64, "symmetric": true}})");
    EXPECT_NEAR(static_cast<double>(check(plan, smol()).bytesAfter) / 1e6, 113.09, 0.01);
    plan.sites[SiteId("embed")] = plan.base;
    EXPECT_NEAR(static_cast<double>(check(plan, smol()).bytesAfter) / 1e6, 71.51, 0.01);

    plan = planWithBase(R"({"quantization": {"method": "rtn", "bits": 4, "group": 64, "symmetric": false}})");
    EXPECT_NEAR(static_cast<double>(check(plan, smol()).bytesAfter) / 1e6, 114.0, 0.1);
    plan.sites[SiteId("embed")] = plan.base;
    EXPECT_NEAR(static_cast<double>(check(plan, smol()).bytesAfter) / 1e6, 72.65, 0.1);
}

TEST(PlanBytes, BitsPerWeightOfThePublishedRecipes) {
    // evidence.md 1, its bpw column; half of its last digit, plus at most 0.01 for zero points padded to a
    // byte a row and for ranks and counts rounded down.
    const std::vector<std::pair<double, std::string>> recipes = {
        {4.31, R"({"quantization": {"method": "rtn", "bits": 4, "group": 64, "symmetric": false}})"},
        {4.25, R"({"quantization": {"method": "gptq", "bits": 4, "group": 64}})"},
        {4.03, R"({"quantization": {"method": "rtn", "bits": 4, "group": 0, "symmetric": false}})"},
        {3.30, R"({"quantization": {"method": "gptq", "bits": 3, "group": 64, "symmetric": false}})"},
        {2.28, R"({"quantization": {"method": "rtn", "bits": 2, "group": 64, "symmetric": false}})"},
        {9.0, R"({"sparsity": {"method": "wanda", "amount": 0.5}})"},
        {7.4, R"({"sparsity": {"method": "magnitude", "amount": 0.6}})"},
        {8.75, R"({"sparsity": {"method": "wanda", "pattern": "2:4"}})"},
        {12.8, R"({"low_rank": {"method": "svd-llm", "ratio": 0.8}})"},
        {9.6, R"({"low_rank": {"method": "svd", "ratio": 0.6}})"},
        {2.75, R"({"sparsity": {"method": "wanda", "pattern": "2:4"},
                   "quantization": {"method": "rtn", "bits": 4, "per": "tensor"}})"},
        {5.11, R"({"sparsity": {"method": "wanda", "pattern": "2:4"},
                   "quantization": {"method": "rtn", "bits": 4, "per": "tensor"},
                   "adapter": {"method": "whitened", "rank": 0.1}})"},
        {3.38, R"({"sparsity": {"method": "wanda", "pattern": "2:4"},
                   "quantization": {"method": "rtn", "bits": 4, "per": "tensor"},
                   "adapter": {"method": "whitened", "rank": 0.1, "bits": 4}})"},
        {3.92, R"({"quantization": {"method": "gptq", "bits": 3, "group": 64, "symmetric": false},
                   "adapter": {"method": "whitened", "rank": 0.1, "bits": 4}})"},
    };
    for (const auto& [bits, base] : recipes)
        EXPECT_NEAR(bitsOf(base), bits, bits >= 7.0 ? 0.05 : 0.015) << base;
}

TEST(PlanBytes, TheWholeIsTheSumOfItsParts) {
    tests::PlanMaker maker(41);
    for (int trial = 0; trial < 100; ++trial) {
        const model::ModelSpec model = tests::makeLlama(tests::randomLlamaShape(maker.random()));
        const Plan plan = maker.plan(model);
        const OutputFormat format = maker.pick<OutputFormat>(
            {OutputFormat::Lapidary, OutputFormat::HuggingFace, OutputFormat::CompressedTensors});
        const PlanCheck checked = check(plan, model, format);
        const std::uint64_t element = plan.dtype == "f32" ? 4 : 2;
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < checked.sites.size(); ++i) {
            const SiteBytes& site = checked.sites[i];
            EXPECT_EQ(site.site, checked.resolved.sites[i].site);
            std::uint64_t parts = 0;
            for (const PartLayout& part : site.layout.parts)
                parts += part.bytes;
            EXPECT_EQ(parts, site.bytes);
            sum += site.bytes;
        }
        for (const model::PlainTensor* tensor : model.plainTensors())
            sum += static_cast<std::uint64_t>(tensor->elements) * element;
        EXPECT_EQ(checked.bytesAfter, sum);
        if (format == OutputFormat::HuggingFace) {
            EXPECT_EQ(checked.bytesAfter, model.parameters * element);
        }
    }
}

TEST(PlanBytes, AnUntiedHeadCountsOfItsOwn) {
    tests::LlamaShape shape;
    shape.blocks = 1;
    shape.tied = false;
    const model::ModelSpec untied = tests::makeLlama(shape);
    shape.tied = true;
    const Plan dense;
    EXPECT_EQ(check(dense, untied).bytesAfter,
              check(dense, tests::makeLlama(shape)).bytesAfter + 49152u * 576 * 2);
}

TEST(PlanBytes, TheDtypeIsThePlansOrTheSources) {
    tests::LlamaShape shape;
    shape.blocks = 1;
    Plan plan;
    for (const auto& [source, expected] : {std::pair{formats::DType::F32, formats::DType::F32},
                                           std::pair{formats::DType::F16, formats::DType::F16},
                                           std::pair{formats::DType::BF16, formats::DType::BF16},
                                           std::pair{formats::DType::Q4_1, formats::DType::BF16}}) {
        shape.dtype = source;
        EXPECT_EQ(planDtype(plan.dtype, tests::makeLlama(shape)), expected);
    }
    plan.dtype = "f32";
    EXPECT_EQ(planDtype(plan.dtype, tests::makeLlama(shape)), formats::DType::F32);
}

TEST(PlanBytes, EnergyRanksComeFromTheSpectra) {
    const Plan plan = planWithBase(R"({"low_rank": {"method": "svd", "energy": 0.9}})");
    const PlanCheck blind = check(plan, smol());
    ASSERT_THAT(codes(blind), testing::ElementsAre("rank-unknown"));
    EXPECT_EQ(blind.problems.front().severity, Severity::Warning);
    EXPECT_THAT(base::english(blind.problems.front().message), HasSubstr("210 sites"));
    EXPECT_EQ(blind.sites.front().bytes, 2u * 288 * (576 + 576)) << "counted at break-even";
    const auto known =
        checkPlan(plan, smol(), OutputFormat::Lapidary, [](const SiteId&, const FamilySettings& lowRank) {
            return static_cast<std::int64_t>(100 * lowRank.number("energy"));
        });
    ASSERT_OK(known);
    EXPECT_THAT(known->problems, testing::IsEmpty());
    EXPECT_EQ(known->sites.front().bytes, 2u * 90 * (576 + 576));
}

TEST(Lint, RulesAndSitesThatMatchNothing) {
    Plan plan;
    plan.rules = {rule("blocks.3.attn.qq", R"({"skip": true})"), rule("head", R"({"skip": true})")};
    plan.rules[1].name = "the head";
    plan.sites[SiteId("blocks.99.mlp.up")] = settings(R"({"skip": true})");
    plan.locked = {SiteId("blocks.98.mlp.up")};
    const PlanCheck checked = check(plan, smol());
    ASSERT_EQ(codes(checked), (std::vector<std::string>{"no-match", "no-match", "no-match", "no-match"}));
    EXPECT_EQ(checked.problems[3].place, "locked.blocks.98.mlp.up");
    EXPECT_EQ(checked.problems[0].place, "rules[0]");
    EXPECT_THAT(base::english(checked.problems[0].message), HasSubstr("nearest is blocks.3.attn.q"));
    EXPECT_THAT(base::english(checked.problems[1].message), HasSubstr("name that instead"));
    EXPECT_EQ(checked.problems[2].place, "sites.blocks.99.mlp.up");
}

TEST(Lint, ShadowedRulesNameWhoBeatsThem) {
    Plan plan = planWithBase(R"({"quantization": {"method": "rtn"}})");
    plan.rules = {rule("blocks.*.attn.q", R"({"quantization": {"bits": 8}})"),
                  rule("blocks.*.attn.*", R"({"quantization": {"bits": 6}})")};
    plan.rules[1].name = "winner";
    PlanCheck checked = check(plan, smol());
    ASSERT_EQ(codes(checked), (std::vector<std::string>{"shadowed"}));
    EXPECT_EQ(checked.problems[0].place, "rules[0]");
    EXPECT_THAT(base::english(checked.problems[0].message), HasSubstr("rule:1:winner"));

    plan.rules[1] = rule("blocks.*.attn.*", R"({"skip": true})");
    EXPECT_EQ(codes(check(plan, smol())), (std::vector<std::string>{"shadowed"}))
        << "skipped sites show nothing";
    plan.rules[1] = rule("blocks.*.attn.*", R"({"quantization": null})");
    plan.rules[0].settings = settings(R"({"quantization": null})");
    EXPECT_THAT(check(plan, smol()).problems, testing::IsEmpty()) << "a null has its effect";
    plan.rules[1] = rule("blocks.0.attn.*", R"({"quantization": {"bits": 6}})");
    plan.rules[0].settings = settings(R"({"quantization": {"bits": 8}})");
    EXPECT_THAT(check(plan, smol()).problems, testing::IsEmpty()) << "still in force in other blocks";
    plan.rules[0].enabled = false;
    EXPECT_THAT(check(plan, smol()).problems, testing::IsEmpty());
}

TEST(Lint, KeysThatNoMethodInForceUses) {
    Plan plan = planWithBase(R"({"quantization": {"method": "rtn"}})");
    plan.rules = {rule("*", R"({"quantization": {"bits": 3, "order": "static"}})")};
    const PlanCheck checked = check(plan, smol());
    ASSERT_EQ(codes(checked), (std::vector<std::string>{"no-effect"}));
    EXPECT_EQ(checked.problems[0].place, "rules[0].settings.quantization.order");
}

TEST(Lint, ShapesThatDoNotFit) {
    const PlanCheck grouped = check(planWithBase(R"({"quantization": {"method": "rtn", "group": 128}})"),
                                    smol(), OutputFormat::HuggingFace);
    EXPECT_EQ(grouped.problems.size(), 180u) << "576 columns are no multiple of 128, the 1536 of down are";
    EXPECT_THAT(codes(grouped), testing::Each("group-does-not-divide"));
    EXPECT_EQ(grouped.problems[0].place, "blocks.0.attn.q");
    EXPECT_EQ(grouped.problems[0].severity, Severity::Error);

    const PlanCheck pattern =
        check(planWithBase(R"({"sparsity": {"method": "wanda", "pattern": "2:7"}})"), smol());
    EXPECT_THAT(codes(pattern), testing::Each("pattern-does-not-divide"));

    const PlanCheck rank = check(planWithBase(R"({"low_rank": {"method": "svd", "rank": 289}})"), smol());
    EXPECT_THAT(codes(rank), testing::Each("rank-above-break-even"));
    EXPECT_EQ(rank.problems.size(), 120u)
        << "q and o (288), k and v (144); gate, up and down break even at 418";
    EXPECT_THAT(base::english(rank.problems[0].message), HasSubstr("break-even is 288"));

    const PlanCheck empty = check(planWithBase(R"({"sparsity": {"method": "wanda", "amount": 1}})"), smol());
    EXPECT_THAT(codes(empty), testing::Each("not-applicable"));
}

TEST(Lint, WhatCompressedTensorsCannotHold) {
    Plan plan = planWithBase(R"({"quantization": {"method": "rtn", "bits": 4, "group": 64}})");
    EXPECT_THAT(check(plan, smol(), OutputFormat::CompressedTensors).problems, testing::IsEmpty());
    plan.rules = {rule("blocks.0.attn.q", R"({"quantization": {"bits": 8}})"),
                  rule("blocks.1.mlp.down", R"({"quantization": {"bits": 3}})"),
                  rule("blocks.2.mlp.down", R"({"sparsity": {"method": "wanda", "pattern": "2:4"}})")};
    plan.sites[SiteId("embed")] = plan.base;
    const PlanCheck checked = check(plan, smol(), OutputFormat::CompressedTensors);
    EXPECT_EQ(codes(checked), (std::vector<std::string>{"format-cannot-hold", "format-cannot-hold",
                                                        "format-cannot-hold", "fused-differ"}));
    EXPECT_EQ(checked.problems[2].place, "embed");
    EXPECT_EQ(checked.problems[3].place, "blocks.0.attn.q");
    EXPECT_THAT(check(plan, smol()).problems, testing::IsEmpty()) << "the native format holds all of it";
}

TEST(Lint, AnotherModelAndEditsAreSaid) {
    Plan plan;
    plan.modelName = "another";
    plan.modelFingerprint = "0";
    plan.edits.push_back({{"method", "remove-blocks"}, {"blocks", "24"}});
    const PlanCheck checked = check(plan, smol());
    EXPECT_EQ(codes(checked), (std::vector<std::string>{"other-model", "edits-not-applied"}));
    plan.edits.clear();
    plan.modelFingerprint = smol().fingerprint;
    EXPECT_THAT(check(plan, smol()).problems, testing::IsEmpty());
}

TEST(MethodTable, IsOrderedCompleteAndConsistent) {
    const auto& table = methodTable();
    for (std::size_t i = 0; i < table.size(); ++i) {
        const MethodInfo& info = table[i];
        if (i > 0) {
            EXPECT_LT(std::pair(table[i - 1].family, table[i - 1].name), std::pair(info.family, info.name));
        }
        EXPECT_FALSE(info.help.empty() || info.source.empty()) << info.name;
        EXPECT_EQ(findMethod(info.family, info.name), &info);
        EXPECT_EQ(info.formats.front(), OutputFormat::Lapidary);
        FamilySettings defaults = tests::family(info.name, {});
        if (info.family == Family::LowRank)
            defaults.values["ratio"] = 0.5;
        EXPECT_TRUE(info.obstacle(defaults, 64, 128).empty()) << info.name;
        EXPECT_GT(info.flops(defaults, 64, 128), 0.0) << info.name;
        EXPECT_GT(info.flops(defaults, 128, 128), info.flops(defaults, 64, 64)) << info.name;
        for (const ParameterInfo& parameter : info.parameters) {
            EXPECT_FALSE(parameter.help.empty()) << info.name << "." << parameter.key;
            if (!parameter.defaultValue)
                continue;
            const Json object = {
                {"method", info.name},
                {parameter.key, std::visit([](const auto& v) { return Json(v); }, *parameter.defaultValue)}};
            EXPECT_TRUE(settingsFromJson({{std::string(familyKey(info.family)), object}}, info.name, "").ok())
                << info.name << "." << parameter.key;
        }
    }
    EXPECT_FALSE(findMethod(Family::Quantization, "magnitude"));
}

TEST(MethodTable, UpdatesNeedMoments) {
    const MethodInfo& magnitude = *findMethod(Family::Sparsity, "magnitude");
    EXPECT_FALSE(magnitude.needsFor(tests::family("magnitude", {})).moments);
    EXPECT_TRUE(magnitude.needsFor(tests::family("magnitude", {{"update", std::string("optimal")}})).moments);
    EXPECT_TRUE(findMethod(Family::Quantization, "gptq")->needsFor(tests::family("gptq", {})).moments);
}
