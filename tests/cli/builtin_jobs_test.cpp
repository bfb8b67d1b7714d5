// SPDX-License-Identifier: GPL-3.0-or-later
// The main job on the model inside the program.
#include "tests/cli/command_line.h"
#include "tests/support/checkpoint_maker.h"
#include "tests/support/environment.h"
#include "tests/support/test_data.h"

#include <gtest/gtest.h>
#include <regex>

namespace lapidary::tests {
namespace {

class CliBuiltinJobs : public testing::Test {
protected:
    std::string path(const std::string& name) const { return (m_folder / name).string(); }

    static base::Json succeed(std::vector<std::string> words) {
        words.insert(words.end(), {"--json", "--device", "cpu"});
        const ProgramEnd end = lapidaryCli(words);
        EXPECT_EQ(end.code, 0) << end.err;
        return end.json();
    }

    TemporaryFolder m_folder;
    EnvironmentVariable m_cache{"XDG_CACHE_HOME", path("cache")};
};

/// It has learned: below what a Kneser-Ney 5-gram reaches on such text (resources/builtin/README.md).
TEST_F(CliBuiltinJobs, KnowsTheLanguageOfItsText) {
    const base::Json report = succeed({"eval", "builtin", "--text", "builtin", "--windows", "16"});
    EXPECT_EQ(report["window"], 256);
    EXPECT_LT(report["perplexity"], 2.9);
    EXPECT_GT(report["perplexity"], 1.0);
}

TEST_F(CliBuiltinJobs, ContinuesAText) {
    const base::Json report = succeed(
        {"generate", "builtin", "--prompt", "Once upon a time, in a village called", "--tokens", "40"});
    const std::regex opening(
        " [A-Z][a-z]+, (there lived an? [a-z]+ named|an? [a-z]+ called|[A-Z][a-z]+ worked as an?) "
        "[\\s\\S]*");
    EXPECT_TRUE(std::regex_match(report["text"].get<std::string>(), opening)) << report["text"];
}

TEST_F(CliBuiltinJobs, IsMeasuredAndCompressed) {
    const std::vector<std::string> few = {"--text", "builtin", "--windows", "4"};
    const auto with = [&](std::vector<std::string> words) {
        words.insert(words.end(), few.begin(), few.end());
        return words;
    };
    EXPECT_EQ(
        succeed(with({"measure", "builtin", "--out", path("p.lapidary"), "--what", "activations"}))["tokens"],
        1024);
    writeFile(m_folder / "plan.json", R"({"format": "lapidary-plan", "version": 1,
        "calibration": {"text": "builtin", "windows": 4, "window": 256},
        "base": {"quantization": {"method": "gptq", "bits": 4, "group": 64, "symmetric": true}}})");
    const base::Json run = succeed({"run", path("plan.json"), path("p.lapidary"), "--out", path("out")});
    EXPECT_EQ(run["provenance"]["text_name"], "calibration.txt");
    const base::Json report =
        succeed({"eval", path("out"), "--text", "builtin", "--windows", "8", "--reference", "builtin"});
    EXPECT_GT(report["kl_mean"], 0.0);
    EXPECT_LT(report["kl_mean"], 0.5);
    EXPECT_EQ(succeed({"compare", "builtin", path("out")})["summary"]["sites_changed"], 42);
}

} // namespace
} // namespace lapidary::tests
