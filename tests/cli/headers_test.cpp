// SPDX-License-Identifier: GPL-3.0-or-later
// Commands that read headers only: they work in builds without the engine.
#include "tests/cli/command_line.h"
#include "tests/support/checkpoint_maker.h"
#include "tests/support/test_data.h"

#include <gtest/gtest.h>

namespace lapidary::tests {
namespace {

class CliHeaders : public testing::Test {
protected:
    void SetUp() override { makeCheckpoint(m_folder / "model", {}); }
    std::string path(const std::string& name) const { return (m_folder / name).string(); }

    TemporaryFolder m_folder;
};

TEST_F(CliHeaders, InspectHasTheKeysOfTheContract) {
    const ProgramEnd end = lapidaryCli({"inspect", path("model"), "--json"});
    ASSERT_EQ(end.code, 0) << end.err;
    const base::Json json = end.json();
    ASSERT_TRUE(json.is_object()) << end.out;
    for (const char* key : {"architecture", "parameters", "bytes", "blocks", "tied_head", "sites"})
        EXPECT_TRUE(json.contains(key)) << key;
    EXPECT_EQ(json["blocks"], 2);
    EXPECT_EQ(json["tied_head"], true);
    ASSERT_EQ(json["sites"].size(), 15U); // 7 a block, and the embedding
    for (const auto& site : json["sites"])
        for (const char* key : {"site", "tensor", "shape", "dtype", "bytes", "input_group"})
            EXPECT_TRUE(site.contains(key)) << key;
    const auto& down = json["sites"][7];
    EXPECT_EQ(down["site"], "blocks.0.mlp.down");
    EXPECT_EQ(down["shape"], base::Json({64, 96}));
}

TEST_F(CliHeaders, InspectWithoutJsonIsATableForPeople) {
    const ProgramEnd end = lapidaryCli({"inspect", path("model")});
    ASSERT_EQ(end.code, 0) << end.err;
    EXPECT_NE(end.out.find("blocks.1.mlp.down"), std::string::npos);
    EXPECT_NE(end.out.find("tied"), std::string::npos);
}

TEST_F(CliHeaders, PlanCheckHasTheKeysOfTheContract) {
    writeFile(m_folder / "plan.json", R"({"format": "lapidary-plan", "version": 1, "dtype": "bf16",
        "base": {"quantization": {"method": "rtn", "bits": 4, "group": 32, "symmetric": true}},
        "sites": {"blocks.0.attn.q": {"skip": true}}})");
    const ProgramEnd end = lapidaryCli({"plan", "check", path("plan.json"), path("model"), "--json"});
    ASSERT_EQ(end.code, 0) << end.err;
    const base::Json json = end.json();
    for (const char* key : {"bytes_source", "bytes_before", "bytes_after", "bits_per_weight",
                            "bits_per_parameter", "sites", "problems"})
        EXPECT_TRUE(json.contains(key)) << key;
    for (const auto& site : json["sites"])
        for (const char* key : {"site", "settings", "source", "bytes_after"})
            EXPECT_TRUE(site.contains(key)) << key;
    const auto& q = json["sites"][0];
    EXPECT_EQ(q["site"], "blocks.0.attn.q");
    EXPECT_EQ(q["bytes_after"], 64 * 64 * 2);
    EXPECT_EQ(q["source"]["skip"], "site");
    const auto& k = json["sites"][1];
    EXPECT_EQ(k["bytes_after"], 32 * (64 / 2 + 2 * 2)); // 4-bit codes and two f16 scales a row
    EXPECT_EQ(k["source"]["quantization.bits"], "base");
}

TEST_F(CliHeaders, PlanCheckReadsStandardInput) {
    const ProgramEnd end = lapidaryCli({"plan", "check", "-", path("model"), "--json"},
                                       R"({"format": "lapidary-plan", "version": 1})");
    ASSERT_EQ(end.code, 0) << end.err;
    EXPECT_EQ(end.json()["bytes_after"], end.json()["bytes_before"].get<std::uint64_t>() * 2)
        << "an f32 source stays f32";
}

TEST_F(CliHeaders, PlanCheckTellsTheReachAndWhatARuntimeRefuses) {
    const std::string plan = R"({"format": "lapidary-plan", "version": 1,
        "base": {"quantization": {"method": "rtn", "bits": 3, "group": 32}}})";
    const ProgramEnd end =
        lapidaryCli({"plan", "check", "-", path("model"), "--runtime", "vllm", "--json"}, plan);
    ASSERT_EQ(end.code, 0) << end.err;
    const base::Json json = end.json();
    EXPECT_LT(json["smallest_bytes"], json["bytes_after"]);
    EXPECT_EQ(json["largest_bytes"], json["bytes_before"]);
    EXPECT_EQ(json["problems"][0]["code"], "runtime-bits");
    EXPECT_EQ(json["problems"][0]["sites"].size(), json["sites"].size() - 1) << "all but the embedding";
}

TEST_F(CliHeaders, PlanTransferWritesThePlanAndSaysWhatBecameOfIt) {
    writeFile(m_folder / "plan.json", R"({"format": "lapidary-plan", "version": 1,
        "sites": {"blocks.0.attn.q": {"skip": true}, "blocks.99.attn.q": {"skip": true}}})");
    const ProgramEnd end = lapidaryCli({"plan", "transfer", path("plan.json"), "--from", path("model"),
                                        "--to", path("model"), "--out", path("moved.json"), "--json"});
    ASSERT_EQ(end.code, 0) << end.err;
    EXPECT_EQ(end.json()["mapped"], 1);
    EXPECT_EQ(end.json()["unmapped"], 1);
    EXPECT_EQ(lapidaryCli({"plan", "check", path("moved.json"), path("model")}).code, 0);
}

TEST_F(CliHeaders, TokenizeGivesBytesForTheByteLevelModel) {
    writeFile(m_folder / "text", "Aa");
    const ProgramEnd end = lapidaryCli({"tokenize", path("model"), "--text", path("text"), "--json"});
    ASSERT_EQ(end.code, 0) << end.err;
    EXPECT_EQ(end.json()["ids"], base::Json({'A', 'a'}));
}

TEST_F(CliHeaders, WrongUsageIsTwoAndFailureIsOneWithOneSentence) {
    EXPECT_EQ(lapidaryCli({}).code, 2);
    EXPECT_EQ(lapidaryCli({"inspect"}).code, 2);
    EXPECT_EQ(lapidaryCli({"inspect", path("model"), "--nonsense"}).code, 2);
    EXPECT_EQ(lapidaryCli({"explode"}).code, 2);
    EXPECT_EQ(
        lapidaryCli({"plan", "check", path("nothing.json"), path("model"), "--format", "nonsense"}).code, 2);
    const ProgramEnd end = lapidaryCli({"inspect", path("nothing"), "--json"});
    EXPECT_EQ(end.code, 1);
    EXPECT_TRUE(end.out.empty()) << "a failure leaves standard output alone";
    EXPECT_NE(end.err.find("nothing"), std::string::npos);
    EXPECT_NE(end.err.find("To do:"), std::string::npos);
}

TEST_F(CliHeaders, AnUnknownKeyNamesTheNearest) {
    writeFile(m_folder / "plan.json",
              R"({"format": "lapidary-plan", "version": 1, "base": {"quantisation": {}}})");
    const ProgramEnd end = lapidaryCli({"plan", "check", path("plan.json"), path("model")});
    EXPECT_EQ(end.code, 1);
    EXPECT_NE(end.err.find("quantization"), std::string::npos) << end.err;
}

TEST(CliHelp, EveryCommandAnswersWithOptionsDefaultsAndAnExample) {
    for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{{"inspect"},
                                                                                         {"measure"},
                                                                                         {"show"},
                                                                                         {"plan", "check"},
                                                                                         {"plan", "transfer"},
                                                                                         {"run"},
                                                                                         {"convert"},
                                                                                         {"eval"},
                                                                                         {"compare"},
                                                                                         {"figures"},
                                                                                         {"generate"},
                                                                                         {"tokenize"}}) {
        auto words = command;
        words.emplace_back("--help");
        const ProgramEnd end = lapidaryCli(words);
        EXPECT_EQ(end.code, 0) << command.back();
        EXPECT_NE(end.out.find("Example:"), std::string::npos) << command.back();
        EXPECT_NE(end.out.find("--json"), std::string::npos) << command.back();
    }
}

} // namespace
} // namespace lapidary::tests
