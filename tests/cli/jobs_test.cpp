// SPDX-License-Identifier: GPL-3.0-or-later
// The main job through the program itself, on a small random model: every command that computes.
#include "core/results/project.h"
#include "tests/cli/command_line.h"
#include "tests/support/checkpoint_maker.h"
#include "tests/support/test_data.h"

#include <gtest/gtest.h>

namespace lapidary::tests {
namespace {

class CliJobs : public testing::Test {
protected:
    static void SetUpTestSuite() {
        s_folder = new TemporaryFolder;
        makeCheckpoint(*s_folder / "model", {});
        writeFile(*s_folder / "text", randomText(6000, 9));
        writeFile(*s_folder / "plan.json", R"({"format": "lapidary-plan", "version": 1, "dtype": "bf16",
            "calibration": {"windows": 2, "window": 64},
            "base": {"quantization": {"method": "rtn", "bits": 4, "group": 32, "symmetric": true}}})");
    }
    static void TearDownTestSuite() {
        delete s_folder;
        s_folder = nullptr;
    }
    static std::string path(const std::string& name) { return (*s_folder / name).string(); }

    static base::Json succeed(std::vector<std::string> words) {
        words.emplace_back("--json");
        const ProgramEnd end = lapidaryCli(words);
        EXPECT_EQ(end.code, 0) << end.err;
        return end.json();
    }
    static void expectKeys(const base::Json& json, const std::vector<std::string>& keys) {
        for (const std::string& key : keys)
            EXPECT_TRUE(json.contains(key)) << key;
    }

    static TemporaryFolder* s_folder;
};

TemporaryFolder* CliJobs::s_folder = nullptr;

TEST_F(CliJobs, TheWholeMainJob) {
    const std::vector<std::string> text = {"--text",   path("text"), "--windows", "4",
                                           "--window", "64",         "--device",  "cpu"};
    const auto with = [&](std::vector<std::string> words) {
        words.insert(words.end(), text.begin(), text.end());
        return words;
    };
    const base::Json measured = succeed(with({"measure", path("model"), "--out", path("p.lapidary")}));
    expectKeys(measured, {"seconds", "peak_rss_bytes", "sites_measured", "tokens"});
    EXPECT_EQ(measured["tokens"], 256);
    const base::Json again = succeed(with({"measure", path("model"), "--out", path("p.lapidary")}));
    EXPECT_EQ(again["sites_measured"], 0) << "what is valid is skipped";

    expectKeys(succeed({"show", path("p.lapidary"), "--what", "spectra", "--site", "blocks.0.mlp.down"}),
               {"singular_values", "effective_rank", "stable_rank", "rank_90", "rank_99"});
    expectKeys(succeed({"show", path("p.lapidary"), "--what", "activations", "--site", "blocks.0.attn.q"}),
               {"mean", "absmax", "min", "max", "kurtosis", "p1", "p99"});
    expectKeys(succeed({"show", path("p.lapidary"), "--what", "logits"}), {"eigenvalues", "explained"});
    const base::Json points = succeed({"show", path("p.lapidary"), "--what", "sensitivity"});
    ASSERT_TRUE(points.is_array() && !points.empty());
    expectKeys(points[0], {"site", "setting", "relative_error", "predicted_kl", "measured_kl"});
    EXPECT_EQ(succeed({"plan", "check", path("plan.json"), path("p.lapidary")})["bytes_after"],
              succeed({"plan", "check", path("plan.json"), path("model")})["bytes_after"]);
    EXPECT_GT(succeed({"figures", path("p.lapidary"), "--out", path("figures")})["files"].size(), 5U);

    const base::Json run = succeed(with(
        {"run", path("plan.json"), path("p.lapidary"), "--out", path("out"), "--project", path("p.lapidary"),
         "--evaluate", path("text"), "--evaluate-window", "64", "--measure", "spectra,activations,logits"}));
    EXPECT_TRUE(run.contains("before") && run.contains("after"));
    const auto project = results::ProjectFile::read(path("p.lapidary"));
    ASSERT_OK(project);
    ASSERT_EQ(project->runs.size(), 1U);
    EXPECT_EQ(project->plan["base"]["quantization"]["bits"], 4) << "it had none";
    const results::RunReport& recorded = project->runs.front();
    ASSERT_TRUE(recorded.measured);
    EXPECT_EQ(recorded.measured->spectra.size(), project->spectra.size());
    EXPECT_EQ(recorded.measured->activations.size(), project->activations.size());
    EXPECT_TRUE(recorded.measured->logits);
    expectKeys(run, {"bytes_after", "file_bytes_after", "seconds", "peak_rss_bytes", "sites", "output"});
    EXPECT_EQ(run["bytes_after"],
              succeed({"plan", "check", path("plan.json"), path("model")})["bytes_after"]);
    expectKeys(run["sites"][0], {"site", "relative_error", "seconds"});

    const base::Json evaluated = succeed(with({"eval", path("out"), "--reference", path("model")}));
    expectKeys(evaluated,
               {"perplexity", "nll", "tokens", "scored", "windows", "kl_mean", "kl_p99", "top1_agreement"});
    EXPECT_EQ(evaluated["scored"], 4 * 63);
    EXPECT_GT(evaluated["kl_mean"], 0.0);
    const base::Json itself = succeed(with({"eval", path("model"), "--reference", path("model")}));
    EXPECT_EQ(itself["kl_mean"], 0.0);
    EXPECT_EQ(itself["top1_agreement"], 1.0);

    expectKeys(succeed({"convert", path("out"), "--out", path("hf"), "--format", "hf"}),
               {"output", "bytes", "notes"});
    const base::Json compared = succeed({"compare", path("model"), path("hf")});
    expectKeys(compared, {"sites", "summary"});
    EXPECT_EQ(compared["summary"]["sites_changed"], 15)
        << "14 by the plan, and the embedding by rounding to bf16";
    expectKeys(succeed({"generate", path("out"), "--prompt", "ab", "--tokens", "5"}),
               {"text", "token_ids", "tokens_per_second"});
}

TEST_F(CliJobs, ASecondRunIntoTheSameFolderIsRefused) {
    const std::vector<std::string> words = {"run",         path("plan.json"), path("model"), "--out",
                                            path("twice"), "--device",        "cpu"};
    ASSERT_EQ(lapidaryCli(words).code, 0);
    const ProgramEnd end = lapidaryCli(words);
    EXPECT_EQ(end.code, 1);
    EXPECT_NE(end.err.find("never written over"), std::string::npos) << end.err;
}

TEST_F(CliJobs, ADamagedJournalIsSetAsideAndSaid) {
    writeFile(*s_folder / "d.lapidary-journal", "not a line of a journal\nnor this\n");
    const ProgramEnd end = lapidaryCli(
        {"measure", path("model"), "--out", path("d.lapidary"), "--what", "spectra", "--device", "cpu"});
    EXPECT_EQ(end.code, 0) << end.err;
    EXPECT_NE(end.err.find("warning: "), std::string::npos) << end.err;
    EXPECT_NE(end.err.find("d.lapidary-journal"), std::string::npos) << end.err;
    EXPECT_TRUE(std::filesystem::exists(*s_folder / "d.lapidary-journal.damaged"));
}

TEST_F(CliJobs, ARunForTheProjectOfAnotherModelIsRefusedBeforeItBegins) {
    makeCheckpoint(*s_folder / "other", {.blocks = 3});
    succeed(
        {"measure", path("other"), "--out", path("other.lapidary"), "--what", "spectra", "--device", "cpu"});
    const ProgramEnd end = lapidaryCli({"run", path("plan.json"), path("model"), "--out", path("refused"),
                                        "--project", path("other.lapidary"), "--device", "cpu"});
    EXPECT_EQ(end.code, 1);
    EXPECT_NE(end.err.find("give another --project"), std::string::npos) << end.err;
    const ProgramEnd unused = lapidaryCli(
        {"run", path("plan.json"), path("model"), "--out", path("refused"), "--measure", "sensitivity"});
    EXPECT_EQ(unused.code, 2) << "what is not kept is not taken";
    EXPECT_FALSE(std::filesystem::exists(path("refused")));
}

TEST_F(CliJobs, ErrorsSayWhatToDo) {
    const ProgramEnd noText = lapidaryCli({"measure", path("model"), "--out", path("q.lapidary")});
    EXPECT_EQ(noText.code, 2);
    EXPECT_NE(noText.err.find("--text"), std::string::npos);
    const ProgramEnd shortText =
        lapidaryCli({"eval", path("model"), "--text", path("text"), "--window", "100000"});
    EXPECT_EQ(shortText.code, 1) << shortText.err;
    const ProgramEnd noDevice =
        lapidaryCli({"eval", path("model"), "--text", path("text"), "--device", "cuda:7"});
    EXPECT_EQ(noDevice.code, 1);
    EXPECT_NE(noDevice.err.find("cuda:7"), std::string::npos);
    EXPECT_NE(lapidaryCli({"show", path("plan.json"), "--what", "spectra"}).code, 0);
}

} // namespace
} // namespace lapidary::tests
