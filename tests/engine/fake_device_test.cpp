// SPDX-License-Identifier: GPL-3.0-or-later
// What an accelerator would do, without one: every job on a stand-in device, against the processor.
#include "core/engine/module/torch_engine.h"
#include "tests/engine/fake_device.h"
#include "tests/engine/forward_test_support.h"
#include "tests/engine/measure_test_support.h"
#include "tests/support/checkpoint_maker.h"
#include "tests/support/test_data.h"

#include <ATen/ops/arange.h>
#include <ATen/ops/randn.h>
#include <c10/core/GradMode.h>
#include <gmock/gmock.h>

namespace lapidary::tests {
namespace {

using namespace engine;

/// float32 products in another order; over a few dozen channels.
constexpr double kRounding = 1e-4;

/// Every method of the registry at least once, some stacked.
constexpr const char* kPlan = R"({
  "format": "lapidary-plan", "version": 1, "seed": 3, "dtype": "bf16",
  "calibration": {"windows": 6, "window": 64, "token_weights": "first:64"},
  "base": {"quantization": {"method": "rtn", "bits": 4, "group": 32, "symmetric": false}},
  "rules": [
    {"match": "blocks.*.mlp.gate", "settings": {"quantization": null, "sparsity": {"method": "wanda", "pattern": "2:4"}}},
    {"match": "blocks.*.mlp.up", "settings": {"sparsity": {"method": "magnitude", "pattern": "unstructured", "amount": 0.5}}},
    {"match": "blocks.*.attn.o", "settings": {"quantization": {"method": "gptq", "bits": 3}}},
    {"match": "blocks.*.attn.v", "settings": {"quantization": null, "sparsity": {"method": "wanda", "pattern": "2:4", "update": "obs"}}},
    {"match": "blocks.*.attn.k", "settings": {"quantization": null, "sparsity": {"method": "wanda", "pattern": "2:4", "update": "optimal"}}},
    {"match": "blocks.0.mlp.down", "settings": {"quantization": null, "low_rank": {"method": "svd-llm", "ratio": 0.7}}},
    {"match": "blocks.1.mlp.down", "settings": {"quantization": null, "low_rank": {"method": "svd", "ratio": 0.7}}},
    {"match": "blocks.0.attn.q", "settings": {"adapter": {"method": "residual-svd", "rank": 4}}},
    {"match": "blocks.1.attn.q", "settings": {"adapter": {"method": "whitened", "rank": 4}}}]
})";

class FakeAccelerator : public testing::Test {
protected:
    void SetUp() override {
        makeCheckpoint(m_folder / "model", {});
        writeFile(m_folder / "text", randomText(4000, 5));
    }
    void TearDown() override {
        EXPECT_THAT(FakeDevice::strays(), testing::IsEmpty())
            << "tensors of the host met tensors of the device";
    }

    EvaluationRequest evaluation(const std::string& device) const {
        EvaluationRequest request;
        request.model = m_folder / "model";
        request.text = {m_folder / "text", TextForm::Raw, 64, 8};
        request.compute.device = device;
        request.compute.threads = 1;
        return request;
    }
    base::Result<results::EvaluationReport> evaluate(const std::string& device) {
        base::RunControl control;
        return m_engine->evaluate(evaluation(device), control);
    }
    base::Result<results::RunReport> run(const std::string& device) {
        RunRequest request;
        request.plan = *plan::parsePlan(kPlan, "test");
        request.model = m_folder / "model";
        request.text = m_folder / "text";
        request.output = m_folder / ("out-" + device.substr(0, 3));
        request.compute.device = device;
        request.compute.threads = 1;
        base::RunControl control;
        return m_engine->run(request, control);
    }

    TemporaryFolder m_folder;
    FakeDevice m_device;
    std::unique_ptr<Engine> m_engine = makeTorchEngine(m_device);
};

TEST_F(FakeAccelerator, NoticesWhatItIsThereFor) {
    const at::Tensor there = at::randn({4, 4}).to(FakeDevice::device());
    EXPECT_EQ(FakeDevice::bytesToDevice(), 64U);
    there.index_select(0, at::arange(2));
    EXPECT_EQ(FakeDevice::strays().count("aten::index_select"), 1U);
    there.cpu();
    EXPECT_EQ(FakeDevice::bytesToHost(), 64U);
    FakeDevice::clear();
}

TEST_F(FakeAccelerator, ABlockComputesWhereItsWeightsAre) {
    const c10::NoGradGuard noGradient;
    const auto model = openedModel(m_folder / "model");
    ASSERT_NE(model, nullptr);
    const model::Block& block = model->spec.blocks.front();
    const at::Tensor hidden = at::randn({2, 32, model->spec.config.hidden});
    const auto output = [&](at::Device device) {
        const auto weights = WeightReader(model->checkpoint, model->spec, device).block(0);
        const RopeTables rope = makeRope(model->spec.config, 32, device);
        const at::Tensor x = hidden.to(device);
        FakeDevice::clear();
        return forwardBlock(block, *weights, x, {model->spec, rope});
    };
    const at::Tensor there = output(FakeDevice::device());
    EXPECT_EQ(there.device(), FakeDevice::device());
    EXPECT_GT(FakeDevice::operators(), 20U);
    EXPECT_EQ(FakeDevice::bytesToHost(), 0U);
    EXPECT_EQ(FakeDevice::bytesToDevice(), 0U);
    EXPECT_LT(maxDifference(there.cpu(), output(at::kCPU)), kRounding);
}

TEST_F(FakeAccelerator, EvaluationAgreesAndBringsBackHiddenStatesAndScoresAlone) {
    const auto there = evaluate("cuda:0");
    ASSERT_OK(there);
    // Between blocks the hidden states lie on the host: [8, 64, 64] in float32 once a block and once normed;
    // then eight bytes a position.
    const std::uint64_t states = 8 * 64 * 64 * 4;
    EXPECT_LE(FakeDevice::bytesToHost(), states * (2 + 1) + 8 * 63 * 8);
    const auto here = evaluate("cpu");
    ASSERT_OK(here);
    EXPECT_NEAR(there->nll, here->nll, kRounding * here->nll);
}

TEST_F(FakeAccelerator, HalvesTheStepWhenItsMemoryIsFull) {
    const auto whole = evaluate("auto");
    ASSERT_OK(whole);
    const std::uint64_t peak = FakeDevice::peak();
    FakeDevice::clear();
    FakeDevice::setMemory(peak * 3 / 4);
    const auto halved = evaluate("auto");
    ASSERT_OK(halved);
    EXPECT_EQ(FakeDevice::refusals(), 1U);
    EXPECT_NEAR(halved->nll, whole->nll, kRounding * whole->nll);

    FakeDevice::setMemory(peak / 8);
    const auto refused = evaluate("auto");
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, base::ErrorCode::OutOfMemory);
    EXPECT_THAT(base::describe(refused.error()), testing::HasSubstr("--device cpu"));
    FakeDevice::setMemory(0);
    ASSERT_OK(evaluate("auto")) << "nothing is left allocated";
}

TEST_F(FakeAccelerator, MeasuresTheSame) {
    const auto measured = [&](const std::string& device, RecordingSink& sink) {
        MeasureRequest request;
        request.model = m_folder / "model";
        request.text = {m_folder / "text", TextForm::Raw, 64, 6};
        request.compute.device = device;
        request.compute.threads = 1;
        base::RunControl control;
        return m_engine->measure(request, sink, control);
    };
    RecordingSink there;
    ASSERT_OK(measured("cuda:0", there));
    RecordingSink here;
    ASSERT_OK(measured("cpu", here));
    ASSERT_EQ(there.events.size(), here.events.size());
    const auto near = [](const std::vector<double>& a, const std::vector<double>& b,
                         const std::string& what) {
        ASSERT_EQ(a.size(), b.size()) << what;
        double scale = 0.0;
        for (const double value : b)
            scale = std::max(scale, std::abs(value));
        for (std::size_t i = 0; i < a.size(); ++i)
            EXPECT_NEAR(a[i], b[i], kRounding * scale) << what << " " << i;
    };
    for (const auto& [site, spectra] : here.spectraOf) {
        near(there.spectraOf.at(site).weight.singularValues, spectra.weight.singularValues, site);
        EXPECT_EQ(there.spectraOf.at(site).histogram.counts, spectra.histogram.counts) << site;
    }
    for (const auto& [group, statistics] : here.activationsOf) {
        near(there.activationsOf.at(group).absmax, statistics.absmax, group);
        near(there.activationsOf.at(group).p99, statistics.p99, group);
        near(there.activationsOf.at(group).kurtosis, statistics.kurtosis, group);
    }
    for (const auto& [key, point] : here.sensitivityOf)
        EXPECT_NEAR(there.sensitivityOf.at(key).relativeError, point.relativeError, 1e-3)
            << key.first << key.second;
    ASSERT_TRUE(there.logitPca && here.logitPca);
    near(there.logitPca->eigenvalues, here.logitPca->eigenvalues, "logits");
}

TEST_F(FakeAccelerator, RunsAPlanWithEveryKernel) {
    const auto there = run("cuda:0");
    ASSERT_OK(there);
    const auto here = run("cpu");
    ASSERT_OK(here);
    EXPECT_EQ(there->bytesAfter, here->bytesAfter);
    ASSERT_EQ(there->sites.size(), here->sites.size());
    for (std::size_t i = 0; i < here->sites.size(); ++i)
        EXPECT_NEAR(there->sites[i].relativeError, here->sites[i].relativeError, 1e-2)
            << here->sites[i].site.name;
}

TEST_F(FakeAccelerator, GeneratesTheSameTokens) {
    const auto made = [&](const std::string& device) {
        GenerateRequest request;
        request.model = m_folder / "model";
        request.prompt = "ab";
        request.tokens = 8;
        request.compute.device = device;
        request.compute.threads = 1;
        base::RunControl control;
        const auto report = m_engine->generate(request, control);
        EXPECT_TRUE(report.ok()) << (report.ok() ? "" : base::describe(report.error()));
        return report ? report->tokenIds : std::vector<std::int32_t>();
    };
    EXPECT_EQ(made("cuda:0"), made("cpu"));
}

} // namespace
} // namespace lapidary::tests
