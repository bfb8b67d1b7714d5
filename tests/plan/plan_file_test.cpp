// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan.h"
#include "tests/plan/random_plan.h"
#include "tests/support/model_maker.h"
#include "tests/support/test_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace lapidary;
using namespace lapidary::plan;
using testing::HasSubstr;

namespace {

constexpr std::string_view kContractExample =
    R"({ "format": "lapidary-plan", "version": 1, "seed": 0, "dtype": "bf16",
  "calibration": { "text": "c4.utf8", "windows": 32, "window": 2048, "token_weights": "first:64" },
  "pipeline": { "inputs": "compressed", "within_block": "parallel" },
  "edits": [], "preset": "none",
  "base": { "quantization": { "method": "rtn", "bits": 4, "group": 64, "symmetric": true } },
  "rules": [
    { "name": "low rank where it pays", "match": "re:blocks\\.\\d+\\.mlp\\.down", "enabled": true,
      "settings": { "quantization": null, "low_rank": { "method": "svd-llm", "ratio": 0.8 } } },
    { "name": "first and last block stay dense", "match": "blocks.*", "blocks": "0,-1", "settings": { "skip": true } },
    { "name": "gentle attention", "kinds": ["q", "k"], "settings": { "quantization": { "bits": 8 } } } ],
  "sites": { "blocks.7.attn.q": { "sparsity": { "method": "wanda", "pattern": "2:4" } } } })";

/// A minimal plan with one member put in.
std::string planWith(const std::string& members) {
    return R"({"format": "lapidary-plan", "version": 1, )" + members + "}";
}

struct Refusal {
    const char* members;
    base::ErrorCode code;
    const char* place;
    const char* said; // part of found, expected or remedy
};

} // namespace

TEST(PlanFile, TheContractExampleReadsAndRoundTrips) {
    const auto plan = parsePlan(kContractExample, "plan.json");
    ASSERT_OK(plan);
    EXPECT_EQ(plan->rules.size(), 3u);
    EXPECT_EQ(plan->rules[1].blocks, "0,-1");
    EXPECT_TRUE(plan->rules[0].settings.families.at(Family::Quantization).is_null());
    EXPECT_EQ(plan->calibration.tokenWeights.first, 64.0);
    const auto again = parsePlan(toJson(*plan).dump(), "again");
    ASSERT_OK(again);
    EXPECT_EQ(*again, *plan);
}

TEST(PlanFile, WritingIsCanonical) {
    const auto plan = parsePlan(kContractExample, "plan.json");
    ASSERT_OK(plan);
    const auto again = parsePlan(toJson(*plan).dump(2), "again");
    ASSERT_OK(again);
    EXPECT_EQ(toJson(*again).dump(), toJson(*plan).dump());
    const auto rtn = toJson(*plan).at("base").at("quantization").dump();
    EXPECT_EQ(rtn, R"({"method":"rtn","bits":4,"group":64,"symmetric":true})")
        << "keys as the method declares them";
}

TEST(PlanFile, LocksAreWrittenInOrderAndOnlyWhereThereAreSome) {
    auto plan = parsePlan(planWith(R"("locked": ["blocks.1.attn.q", "blocks.0.attn.q"])"), "plan.json");
    ASSERT_OK(plan);
    EXPECT_EQ(toJson(*plan).at("locked").dump(), R"(["blocks.0.attn.q","blocks.1.attn.q"])");
    plan->locked.clear();
    EXPECT_FALSE(toJson(*plan).contains("locked"));
}

TEST(PlanFile, RandomPlansRoundTrip) {
    tests::PlanMaker maker(21);
    for (int trial = 0; trial < 400; ++trial) {
        const model::ModelSpec model = tests::makeLlama(tests::randomLlamaShape(maker.random()));
        const Plan plan = maker.plan(model);
        const std::string text = toJson(plan).dump();
        const auto again = parsePlan(text, "random");
        ASSERT_OK(again);
        EXPECT_EQ(*again, plan) << text;
    }
}

TEST(PlanFile, EverythingHasADefault) {
    const auto plan = parsePlan(R"({"format": "lapidary-plan", "version": 1})", "plan.json");
    ASSERT_OK(plan);
    EXPECT_EQ(*plan, Plan{});
}

TEST(PlanFile, ErrorsNameThePlaceAndTheNearestName) {
    using base::ErrorCode;
    const std::vector<Refusal> refusals = {
        {R"("bases": {})", ErrorCode::UnknownKey, "bases", "'base'"},
        {R"("base": {"quantisation": {}})", ErrorCode::UnknownKey, "base.quantisation", "'quantization'"},
        {R"("base": {"quantization": {"method": "rtm"}})", ErrorCode::UnknownName, "base.quantization.method",
         "'rtn'"},
        {R"("base": {"quantization": {"method": "rtn", "bit": 4}})", ErrorCode::UnknownKey,
         "base.quantization.bit", "'bits'"},
        {R"("base": {"quantization": {"method": "rtn", "order": "static"}})", ErrorCode::UnknownKey,
         "base.quantization.order", ""},
        {R"("base": {"quantization": {"bits": 9}})", ErrorCode::BadValue, "base.quantization.bits", "2 to 8"},
        {R"("base": {"quantization": {"bits": 4.0}})", ErrorCode::BadValue, "base.quantization.bits",
         "integer"},
        {R"("base": {"quantization": {"bits": 18446744073709551615}})", ErrorCode::BadValue,
         "base.quantization.bits", ""},
        {R"("base": {"quantization": {"group": -1}})", ErrorCode::BadValue, "base.quantization.group",
         "whole row"},
        {R"("base": {"quantization": {"symmetric": 1}})", ErrorCode::BadValue, "base.quantization.symmetric",
         "true"},
        {R"("base": {"quantization": {"per": "row", "group": 64}})", ErrorCode::BadValue, "base.quantization",
         "per"},
        {R"("base": {"quantization": {"range": "ful"}})", ErrorCode::UnknownName, "base.quantization.range",
         "'full'"},
        {R"("base": {"quantization": []})", ErrorCode::BadValue, "base.quantization", "null"},
        {R"("base": {"sparsity": {"pattern": "4:2"}})", ErrorCode::BadValue, "base.sparsity.pattern", "N:M"},
        {R"("base": {"sparsity": {"amount": 1.5}})", ErrorCode::BadValue, "base.sparsity.amount", "0 to 1"},
        {R"("base": {"low_rank": {"method": "svd", "ratio": 0.5, "rank": 3}})", ErrorCode::BadValue,
         "base.low_rank", "one of"},
        {R"("base": {"low_rank": {"rank": 2.5}})", ErrorCode::BadValue, "base.low_rank.rank", "whole rank"},
        {R"("base": {"joint": {"method": "slim"}})", ErrorCode::UnknownName, "base.joint.method",
         "no method"},
        {R"("base": {"skip": "yes"})", ErrorCode::BadValue, "base.skip", "true or false"},
        {R"("preset": "w4g64")", ErrorCode::UnknownName, "preset", "'w4-g64'"},
        {R"("seed": -1)", ErrorCode::BadValue, "seed", "2^64"},
        {R"("dtype": "fp16")", ErrorCode::UnknownName, "dtype", "'f16'"},
        {R"("calibration": {"windows": 0})", ErrorCode::BadValue, "calibration.windows", "1 to"},
        {R"("calibration": {"token_weights": "first:-2"})", ErrorCode::BadValue, "calibration.token_weights",
         "first:W"},
        {R"("calibration": {"token_weights": "first:nan"})", ErrorCode::BadValue, "calibration.token_weights",
         "first:W"},
        {R"("pipeline": {"inputs": "compresed"})", ErrorCode::UnknownName, "pipeline.inputs", "'compressed'"},
        {R"("edits": [{"blocks": "1"}])", ErrorCode::MissingKey, "edits[0]", "method"},
        {R"("edits": [{"method": 3}])", ErrorCode::BadValue, "edits[0].method", ""},
        {R"("rules": [{"name": "x"}])", ErrorCode::MissingKey, "rules[0]", "settings"},
        {R"("rules": [{"settings": {}, "matches": "*"}])", ErrorCode::UnknownKey, "rules[0].matches",
         "'match'"},
        {R"("rules": [{"settings": {}, "match": "re:("}])", ErrorCode::BadValue, "rules[0].match", "byte 1"},
        {R"("rules": [{"settings": {}, "blocks": "0;1"}])", ErrorCode::BadValue, "rules[0].blocks", "'0;1'"},
        {R"("rules": [{"settings": {}, "blocks": "99999999999"}])", ErrorCode::BadValue, "rules[0].blocks",
         ""},
        {R"("rules": [{"settings": {}, "kinds": ["dwn"]}])", ErrorCode::UnknownName, "rules[0].kinds[0]",
         "'down'"},
        {R"("rules": [{"settings": {}, "predicate": {"text": "a"}}])", ErrorCode::MissingKey,
         "rules[0].predicate", ""},
        {R"("locked": "blocks.0.attn.q")", ErrorCode::BadValue, "locked", "a list of texts"},
        {R"("sites": {"blocks.0.attn.q": {"sparsity": {"method": "wnda"}}})", ErrorCode::UnknownName,
         "sites.blocks.0.attn.q.sparsity.method", "'wanda'"},
        {R"("model": {"nam": "x"})", ErrorCode::UnknownKey, "model.nam", "'name'"},
    };
    for (const Refusal& refusal : refusals) {
        const auto plan = parsePlan(planWith(refusal.members), "plan.json");
        ASSERT_FALSE(plan.ok()) << refusal.members;
        EXPECT_EQ(plan.error().code, refusal.code) << refusal.members << ": " << base::describe(plan.error());
        EXPECT_EQ(plan.error().place, refusal.place) << refusal.members;
        EXPECT_EQ(plan.error().file, "plan.json");
        EXPECT_THAT(base::describe(plan.error()), HasSubstr(refusal.said)) << refusal.members;
    }
}

TEST(PlanFile, HostileTextsAreErrors) {
    const std::string deep = std::string(5000, '[') + std::string(5000, ']');
    for (const std::string& text :
         {std::string(), std::string("{"), std::string("[]"), std::string("null"), std::string("{}"), deep,
          std::string(R"({"format": "lapidary-plan"})"), std::string(R"({"format": 1, "version": 1})"),
          std::string(R"({"format": "lapidary-plan", "version": 2})"),
          std::string(R"({"format": "lapidary-plan", "version": 1, "seed": 1, "seed": 2})"),
          planWith("\"base\": {\"quantization\": {\"method\": \"\xff\"}}"),
          planWith(R"("calibration": {"text": ")" + std::string(5000, 'a') + "\"}"),
          planWith(R"("rules": [{"settings": {}, "match": "re:)" + std::string(2000, 'a') + "\"}]"),
          planWith(R"("rules": )" + ("[" + std::string(3000, ' ') + "{\"settings\": 3}]")),
          planWith(R"("edits": )" + deep)})
        EXPECT_FALSE(parsePlan(text, "hostile").ok()) << text.substr(0, 80);
}

TEST(PlanFile, EveryTruncationIsAnError) {
    for (std::size_t length = 0; length < kContractExample.size(); ++length)
        EXPECT_FALSE(parsePlan(kContractExample.substr(0, length), "cut").ok()) << length;
}

TEST(PlanFile, ChangedBytesNeverCrash) {
    std::mt19937_64 random(22);
    int read = 0;
    for (int trial = 0; trial < 3000; ++trial) {
        std::string text(kContractExample);
        for (int i = 0; i < 1 + trial % 3; ++i)
            text[random() % text.size()] = static_cast<char>(random() % 256);
        const auto plan = parsePlan(text, "changed");
        if (plan) {
            ++read;
            EXPECT_EQ(*parsePlan(toJson(*plan).dump(), "again"), *plan);
        }
    }
    EXPECT_GT(read, 0) << "some changes fall into names and numbers";
}

TEST(TokenWeights, RoundTrip) {
    for (const char* text : {"none", "fisher", "first:64", "first:0.125", "first:1e+08"}) {
        const auto weights = parseTokenWeights(text, "f", "p");
        ASSERT_OK(weights);
        EXPECT_EQ(formatTokenWeights(*weights), text);
    }
    for (const char* text : {"", "first", "first:", "first:0", "first:inf", "first:64x", "None"})
        EXPECT_FALSE(parseTokenWeights(text, "f", "p").ok()) << text;
}
