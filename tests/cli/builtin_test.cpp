// SPDX-License-Identifier: GPL-3.0-or-later
// The model inside the program, where headers and stored results are read: no engine needed.
#include "tests/cli/command_line.h"
#include "tests/support/checkpoint_maker.h"
#include "tests/support/environment.h"
#include "tests/support/test_data.h"

#include <gtest/gtest.h>

namespace lapidary::tests {
namespace {

class CliBuiltin : public testing::Test {
protected:
    TemporaryFolder m_folder;
    EnvironmentVariable m_cache{"XDG_CACHE_HOME", (m_folder / "cache").string()};
};

TEST_F(CliBuiltin, IsInspectedFromAnEmptyCache) {
    const ProgramEnd end = lapidaryCli({"inspect", "builtin", "--json"});
    ASSERT_EQ(end.code, 0) << end.err;
    EXPECT_EQ(end.json()["name"], "builtin");
    EXPECT_EQ(end.json()["blocks"], 6);
    EXPECT_TRUE(std::filesystem::exists(m_folder / "cache/lapidary"));
}

TEST_F(CliBuiltin, TokenizesItsEvaluationText) {
    const ProgramEnd end = lapidaryCli({"tokenize", "builtin", "--text", "builtin", "--json"});
    ASSERT_EQ(end.code, 0) << end.err;
    EXPECT_GT(end.json()["ids"].size(), 8000U);
    EXPECT_EQ(lapidaryCli({"tokenize", "builtin", "--text", "builtin:evaluation", "--json"}).out, end.out);
    EXPECT_NE(lapidaryCli({"tokenize", "builtin", "--text", "builtin:calibration", "--json"}).out, end.out);
}

TEST_F(CliBuiltin, ShowsWhatWasRecorded) {
    const ProgramEnd end = lapidaryCli({"show", "builtin", "--what", "sensitivity", "--json"});
    ASSERT_EQ(end.code, 0) << end.err;
    EXPECT_GT(end.json().size(), 42U);
    const ProgramEnd plan =
        lapidaryCli({"plan", "check", "-", "builtin", "--json"}, R"({"format": "lapidary-plan", "version": 1,
            "base": {"quantization": {"method": "rtn", "bits": 4, "group": 64, "symmetric": true}}})");
    ASSERT_EQ(plan.code, 0) << plan.err;
    EXPECT_LT(plan.json()["bytes_after"], plan.json()["bytes_before"]);
}

TEST_F(CliBuiltin, ACacheThatCannotBeWrittenIsSaid) {
    writeFile(m_folder / "file", "in the way");
    const EnvironmentVariable cache("XDG_CACHE_HOME", (m_folder / "file").string());
    const ProgramEnd end = lapidaryCli({"inspect", "builtin"});
    EXPECT_EQ(end.code, 1);
    EXPECT_NE(end.err.find("built-in model"), std::string::npos) << end.err;
    EXPECT_NE(end.err.find("XDG_CACHE_HOME"), std::string::npos) << end.err;
}

TEST_F(CliBuiltin, HelpNamesModelAndTexts) {
    for (const char* command : {"eval", "measure", "run"}) {
        const std::string help = lapidaryCli({command, "--help"}).out;
        EXPECT_NE(help.find("builtin (the model inside"), std::string::npos) << command;
        EXPECT_NE(help.find("builtin:calibration"), std::string::npos) << command;
    }
}

} // namespace
} // namespace lapidary::tests
