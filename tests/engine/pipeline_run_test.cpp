// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/module/torch_engine.h"
#include "core/engine/pipeline/run_journal.h"
#include "core/engine/storage/weight_reader.h"
#include "core/plan/check.h"

#include "tests/support/checkpoint_maker.h"
#include "tests/support/faulty_file_system.h"
#include "tests/support/test_data.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/linalg_svdvals.h>
#include <cmath>
#include <gtest/gtest.h>

namespace lapidary::engine {
namespace {

namespace fs = std::filesystem;
using tests::FaultyFileSystem;

/// Low rank, 4 bits, 2:4 and stacks of them, all in one plan.
constexpr const char* kMixedPlan = R"({
  "format": "lapidary-plan", "version": 1, "seed": 3, "dtype": "bf16",
  "calibration": {"windows": 2, "window": 64, "token_weights": "first:64"},
  "base": {"quantization": {"method": "rtn", "bits": 4, "group": 32, "symmetric": false}},
  "rules": [
    {"name": "sparse", "match": "blocks.*.mlp.gate", "settings": {"quantization": null,
        "sparsity": {"method": "wanda", "pattern": "2:4"}}},
    {"name": "stack", "match": "blocks.*.mlp.up", "settings": {"sparsity": {"method": "wanda", "pattern": "2:4"}}},
    {"name": "gptq", "match": "blocks.*.attn.o", "settings": {"quantization": {"method": "gptq", "bits": 3}}},
    {"name": "low", "match": "blocks.*.mlp.down", "settings": {"quantization": null,
        "low_rank": {"method": "svd-llm", "ratio": 0.7}}},
    {"name": "dense", "match": "blocks.*", "blocks": "-1", "kinds": ["q"], "settings": {"skip": true}}]
})";

class PipelineRun : public testing::Test {
protected:
    void SetUp() override {
        tests::makeCheckpoint(m_folder / "model", {});
        tests::writeFile(m_folder / "text", tests::randomText(4000, 5));
        m_modelHash = tests::folderHash(m_folder / "model");
    }
    void TearDown() override {
        EXPECT_EQ(tests::folderHash(m_folder / "model"), m_modelHash) << "the source was touched";
    }

    RunRequest request(const std::string& output, const char* planText = kMixedPlan) const {
        RunRequest request;
        auto plan = plan::parsePlan(planText, "test");
        EXPECT_TRUE(plan.ok()) << base::describe(plan.error());
        request.plan = *plan;
        request.model = m_folder / "model";
        request.text = m_folder / "text";
        request.output = m_folder / output;
        request.compute.device = "cpu";
        request.compute.threads = 1;
        return request;
    }

    base::Result<results::RunReport> run(const RunRequest& request, base::FileSystem* files = nullptr) {
        RunRequest mine = request;
        mine.files = files;
        base::RunControl control;
        return m_engine->run(mine, control);
    }

    double perplexity(const fs::path& model) {
        EvaluationRequest request;
        request.model = model;
        request.text = {m_folder / "text", TextForm::Raw, 64, 4};
        request.compute.device = "cpu";
        base::RunControl control;
        const auto report = m_engine->evaluate(request, control);
        EXPECT_TRUE(report.ok()) << base::describe(report.error());
        return report ? report->perplexity : 0.0;
    }

    tests::TemporaryFolder m_folder;
    std::string m_modelHash;
    std::unique_ptr<Engine> m_engine = makeTorchEngine();
};

TEST_F(PipelineRun, TheOutputHasThePredictedBytes) {
    for (const auto format : {plan::OutputFormat::Lapidary, plan::OutputFormat::HuggingFace}) {
        RunRequest mine = request(std::string(plan::formatName(format)));
        mine.format = format;
        const auto report = run(mine);
        ASSERT_OK(report);
        const auto checkpoint = formats::openCheckpoint(m_folder / "model");
        ASSERT_OK(checkpoint);
        const auto spec = model::describeModel(*checkpoint);
        ASSERT_OK(spec);
        const auto check = plan::checkPlan(mine.plan, *spec, format);
        ASSERT_OK(check);
        EXPECT_EQ(report->bytesAfter, check->bytesAfter);
        std::uint64_t files = 0;
        for (const auto& entry : fs::directory_iterator(mine.output))
            if (entry.path().extension() == ".safetensors")
                files += entry.file_size();
        EXPECT_EQ(report->fileBytesAfter, files);
    }
}

TEST_F(PipelineRun, NativeAndDenseOutputsEvaluateAlike) {
    RunRequest native = request("native");
    ASSERT_OK(run(native));
    ConvertRequest convert;
    convert.model = native.output;
    convert.output = m_folder / "dense";
    convert.dtype = "f32";
    base::RunControl control;
    ASSERT_OK(m_engine->convert(convert, control));
    const double source = perplexity(m_folder / "model");
    const double compressed = perplexity(native.output);
    EXPECT_NE(source, compressed);
    // The same float32 values through another storage: only the order of sums of low-rank products differs.
    EXPECT_NEAR(compressed, perplexity(m_folder / "dense"), 1e-5 * compressed);
}

TEST_F(PipelineRun, RepeatedRunsGiveTheSameBytes) {
    ASSERT_OK(run(request("a")));
    ASSERT_OK(run(request("b")));
    EXPECT_EQ(tests::folderHash(m_folder / "a"), tests::folderHash(m_folder / "b"));
}

TEST_F(PipelineRun, SequentialOrderAndDenseInputsAreOtherResults) {
    ASSERT_OK(run(request("parallel")));
    RunRequest sequential = request("sequential");
    sequential.plan.sequential = true;
    ASSERT_OK(run(sequential));
    RunRequest dense = request("dense-inputs");
    dense.plan.compressedInputs = false;
    ASSERT_OK(run(dense));
    EXPECT_NE(tests::folderHash(m_folder / "parallel"), tests::folderHash(m_folder / "sequential"));
    EXPECT_NE(tests::folderHash(m_folder / "parallel"), tests::folderHash(m_folder / "dense-inputs"));
}

/// The promise of the journal: fail at every single step of the file system, in each way; the output never
/// appears in part, and a resumed run ends with the bytes of an unbroken one.
class FailAtEveryStep : public PipelineRun, public testing::WithParamInterface<tests::Fault> {};

TEST_P(FailAtEveryStep, ResumeEndsWithTheSameBytes) {
    ASSERT_OK(run(request("whole")));
    const std::string expected = tests::folderHash(m_folder / "whole");
    std::size_t step = 1;
    for (;; ++step) {
        const std::string name = "out" + std::to_string(step);
        tests::Fault fault = GetParam();
        fault.at = step;
        FaultyFileSystem files(fault);
        RunRequest broken = request(name);
        const auto report = run(broken, &files);
        if (!files.fired()) {
            ASSERT_OK(report);
            break;
        }
        if (fs::exists(broken.output)) {
            EXPECT_EQ(tests::folderHash(broken.output), expected) << "a part appeared at step " << step;
        }
        RunRequest resumed = request(name);
        resumed.resume = true;
        if (!report) {
            EXPECT_FALSE(base::describe(report.error()).empty());
            ASSERT_OK(run(resumed));
        }
        EXPECT_EQ(tests::folderHash(broken.output), expected) << "step " << step;
        EXPECT_FALSE(fs::exists(RunJournal::partialPath(broken.output))) << "step " << step;
        EXPECT_FALSE(fs::exists(RunJournal::journalPath(broken.output)) && !files.crashed())
            << "step " << step;
        fs::remove_all(broken.output);
    }
    EXPECT_GT(step, 30U) << "the run has more steps than this: was the file system used?";
}

tests::Fault faultOf(int number, bool shortWrite, bool crash) {
    tests::Fault fault;
    fault.number = number;
    fault.shortWrite = shortWrite;
    fault.crash = crash;
    return fault;
}

INSTANTIATE_TEST_SUITE_P(
    Faults, FailAtEveryStep,
    testing::Values(faultOf(ENOSPC, true, false), faultOf(EIO, false, false), faultOf(EIO, false, true)),
    [](const auto& info) {
        return std::string(info.param.crash ? "Crash" : info.param.shortWrite ? "DiskFull" : "Error");
    });

TEST_F(PipelineRun, AnExistingOutputIsRefused) {
    fs::create_directories(m_folder / "there");
    tests::writeFile(m_folder / "there" / "precious", "mine");
    const auto report = run(request("there"));
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.error().code, base::ErrorCode::OutputExists);
    EXPECT_TRUE(fs::exists(m_folder / "there" / "precious"));
}

TEST_F(PipelineRun, AnUnfinishedRunIsNotOverwrittenNorMixedWithAnotherPlan) {
    tests::Fault fault = faultOf(EIO, false, true);
    fault.at = 12;
    FaultyFileSystem files(fault);
    ASSERT_FALSE(run(request("out"), &files).ok());
    const auto again = run(request("out"));
    ASSERT_FALSE(again.ok());
    EXPECT_EQ(again.error().code, base::ErrorCode::OutputExists);
    RunRequest other = request("out");
    other.resume = true;
    other.plan.seed = 4;
    const auto mixed = run(other);
    ASSERT_FALSE(mixed.ok());
    EXPECT_EQ(mixed.error().code, base::ErrorCode::Mismatch);
    EXPECT_NE(base::describe(mixed.error()).find("plan"), std::string::npos);
}

TEST_F(PipelineRun, CancelKeepsWhatIsFinishedAndResumes) {
    ASSERT_OK(run(request("whole")));
    std::stop_source stop;
    int blocks = 0;
    base::RunControl control(stop.get_token(), [&](const base::Progress& progress) {
        if (progress.stage == "write/blocks.1" && ++blocks == 1)
            stop.request_stop();
    });
    const auto cancelled = m_engine->run(request("out"), control);
    ASSERT_FALSE(cancelled.ok());
    EXPECT_EQ(cancelled.error().code, base::ErrorCode::Cancelled);
    EXPECT_FALSE(fs::exists(m_folder / "out"));
    RunRequest resumed = request("out");
    resumed.resume = true;
    ASSERT_OK(run(resumed));
    EXPECT_EQ(tests::folderHash(m_folder / "out"), tests::folderHash(m_folder / "whole"));
}

TEST_F(PipelineRun, AMethodThatNeedsInputsNeedsAText) {
    RunRequest mine = request("out");
    mine.text.clear();
    const auto report = run(mine);
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.error().code, base::ErrorCode::MissingKey);
    EXPECT_FALSE(fs::exists(RunJournal::partialPath(mine.output)));
}

TEST_F(PipelineRun, RoundToNearestNeedsNoText) {
    RunRequest mine = request("out", R"({"format": "lapidary-plan", "version": 1,
        "base": {"quantization": {"method": "rtn", "bits": 8, "group": 32, "symmetric": true}}})");
    mine.text.clear();
    const auto report = run(mine);
    ASSERT_OK(report);
    ASSERT_EQ(report->sites.size(), 14U);
    for (const auto& site : report->sites)
        EXPECT_LT(site.relativeError, 0.01) << site.site.name; // 8 bits: half a step of 1/127 of the largest
}

TEST_F(PipelineRun, EnergyFindsTheRankOfEachSite) {
    RunRequest mine = request("out", R"({"format": "lapidary-plan", "version": 1, "dtype": "f32",
        "base": {"low_rank": {"method": "svd", "energy": 0.8}}})");
    mine.text.clear(); // errors of the weights
    const auto checkpoint = formats::openCheckpoint(mine.model);
    ASSERT_OK(checkpoint);
    const auto spec = model::describeModel(*checkpoint);
    ASSERT_OK(spec);
    const WeightReader reader(*checkpoint, *spec, at::kCPU);
    // The ranks from numpy's way: all singular values in float64, the shortest sum that reaches the share.
    const auto ranks = [&](const model::SiteId& id,
                           const plan::FamilySettings&) -> std::optional<std::int64_t> {
        const auto weight = reader.site(*spec->find(id));
        const at::Tensor energy = at::linalg_svdvals(weight->weight().to(at::kDouble)).square();
        return (energy.cumsum(0) < 0.8 * energy.sum()).sum().item<std::int64_t>() + 1;
    };
    const auto check = plan::checkPlan(mine.plan, *spec, mine.format, ranks);
    ASSERT_OK(check);
    const auto report = run(mine);
    ASSERT_OK(report);
    EXPECT_EQ(report->bytesAfter, check->bytesAfter);
    for (const auto& site : report->sites) {
        EXPECT_LE(site.relativeError, std::sqrt(0.2) + 1e-6) << site.site.name;
        EXPECT_GT(site.relativeError, 0.1) << site.site.name;
    }
}

TEST_F(PipelineRun, EmbeddingAndHeadChangeWhenNamed) {
    RunRequest mine = request("out", R"({"format": "lapidary-plan", "version": 1, "dtype": "bf16",
        "sites": {"embed": {"quantization": {"method": "rtn", "bits": 4, "group": 32, "symmetric": true}}}})");
    const auto report = run(mine);
    ASSERT_OK(report);
    ASSERT_EQ(report->sites.size(), 1U);
    EXPECT_EQ(report->sites.front().site.name, "embed");
    EXPECT_EQ(report->sites.front().bytes, 257U * (64 / 2 + 2 * 2)); // 4-bit codes and two f16 scales a row
    EXPECT_GT(perplexity(mine.output), 0.0);
}

} // namespace
} // namespace lapidary::engine
