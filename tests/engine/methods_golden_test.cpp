// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/plan/method_info.h"
#include "tests/engine/methods_test_support.h"
#include "tests/support/test_data.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/from_blob.h>
#include <gtest/gtest.h>
#include <set>

namespace lapidary::tests {
namespace {

using plan::Family;

const base::RunControl kControl;

/// tests/golden/make_method_golden.py: numpy, float64, written from the formulas.
class MethodsGolden : public ::testing::Test {
protected:
    void SetUp() override {
        auto json = base::readJsonFile(goldenFile("methods.json").string());
        ASSERT_OK(json);
        m_json = *std::move(json);
        m_weight = tensor(m_json["weight"]).to(at::kFloat);
        m_moment = tensor(m_json["moment"]);
    }

    static at::Tensor tensor(const base::Json& values) {
        auto numbers = values.get<std::vector<double>>();
        constexpr std::int64_t kIn = 16;
        const auto rows = static_cast<std::int64_t>(numbers.size()) / kIn;
        return at::from_blob(numbers.data(), {rows, kIn}, at::TensorOptions(at::kDouble)).clone();
    }

    engine::CompressedLinear compressed(std::map<Family, plan::FamilySettings> families) const {
        auto outcome = compressSite(siteJob(m_weight, m_moment, std::move(families)), kControl);
        EXPECT_TRUE(outcome.ok()) << (outcome ? "" : base::describe(outcome.error()));
        return outcome->linear;
    }

    void expectGrid(const std::string& name, const Values& values) const {
        const engine::Grid grid =
            compressed({{Family::Quantization, familySettings(Family::Quantization, "rtn", values)}})
                .terms.front()
                .grid;
        const base::Json& golden = m_json[name];
        EXPECT_TRUE(grid.codes.to(at::kDouble).equal(tensor(golden["codes"]))) << name;
        const auto scales = golden["scale"].get<std::vector<double>>();
        const auto zeros = golden["zero"].get<std::vector<double>>();
        const at::Tensor scale = grid.scale.flatten();
        for (std::size_t i = 0; i < scales.size(); ++i) {
            EXPECT_EQ(scale[static_cast<std::int64_t>(i)].item<double>(), scales[i]) << name << ' ' << i;
            if (grid.zero.defined()) {
                EXPECT_EQ(grid.zero.flatten()[static_cast<std::int64_t>(i)].item<double>(), zeros[i]) << name;
            }
        }
    }

    void expectMask(const std::string& name, const std::string& method, const Values& values) const {
        const at::Tensor mask =
            compressed({{Family::Sparsity, familySettings(Family::Sparsity, method, values)}})
                .terms.front()
                .mask;
        EXPECT_TRUE(mask.to(at::kDouble).equal(tensor(m_json[name]))) << name;
    }

    void expectWeight(const base::Json& golden, const engine::CompressedLinear& linear,
                      double tolerance) const {
        EXPECT_LT(maxAbs(linear.weight().to(at::kDouble) - tensor(golden)), tolerance);
    }

    base::Json m_json;
    at::Tensor m_weight;
    at::Tensor m_moment;
};

TEST_F(MethodsGolden, RoundToNearest) {
    const std::int64_t eight = 8;
    expectGrid("rtn_4_group8", {{"group", eight}});
    expectGrid("rtn_3_row_asymmetric",
               {{"bits", std::int64_t{3}}, {"group", std::int64_t{0}}, {"symmetric", false}});
    expectGrid("rtn_4_group8_full", {{"group", eight}, {"range", "full"}});
    expectGrid("rtn_3_group8_mse", {{"bits", std::int64_t{3}}, {"group", eight}, {"grid", "mse"}});
    expectGrid("rtn_2_group8_asymmetric_mse",
               {{"bits", std::int64_t{2}}, {"group", eight}, {"symmetric", false}, {"grid", "mse"}});
}

TEST_F(MethodsGolden, Masks) {
    expectMask("magnitude_2_4", "magnitude", {{"pattern", "2:4"}});
    expectMask("wanda_1_4", "wanda", {{"pattern", "1:4"}});
    expectMask("wanda_60", "wanda", {{"amount", 0.6}});
    expectMask("wanda_2_4", "wanda", {{"pattern", "2:4"}});
}

// Weights are around 0.05 and at most 0.2: float32 keeps 1e-8 of them; sweeps add up some dozens of such
// errors.
constexpr double kFloat32 = 3e-7;

TEST_F(MethodsGolden, UpdatesOfKeptWeights) {
    for (const char* update : {"optimal", "obs"})
        expectWeight(
            m_json[update],
            compressed({{Family::Sparsity, familySettings(Family::Sparsity, "wanda",
                                                          {{"pattern", "2:4"}, {"update", update}})}}),
            kFloat32);
}

TEST_F(MethodsGolden, Gptq) {
    const auto expect = [&](const std::string& name, Values values) {
        values["group"] = std::int64_t{8};
        const auto linear =
            compressed({{Family::Quantization, familySettings(Family::Quantization, "gptq", values)}});
        EXPECT_TRUE(linear.terms.front().grid.codes.to(at::kDouble).equal(tensor(m_json[name]["codes"])))
            << name;
        expectWeight(m_json[name]["weight"], linear, kFloat32);
    };
    expect("gptq_4_none", {{"order", "none"}, {"grid", "minmax"}});
    expect("gptq_3_static_mse", {{"bits", std::int64_t{3}}});
    expect("gptq_3_static_asymmetric", {{"bits", std::int64_t{3}}, {"symmetric", false}, {"grid", "minmax"}});
}

TEST_F(MethodsGolden, LowRankAndAdapter) {
    for (const auto& [name, method] : {std::pair{"svd_5", "svd"}, std::pair{"svd_llm_5", "svd-llm"}})
        expectWeight(
            m_json[name],
            compressed({{Family::LowRank, familySettings(Family::LowRank, method, {{"rank", 5.0}})}}),
            kFloat32);
    expectWeight(
        m_json["whitened_adapter_3"],
        compressed(
            {{Family::Quantization, familySettings(Family::Quantization, "rtn",
                                                   {{"bits", std::int64_t{3}}, {"group", std::int64_t{8}}})},
             {Family::Adapter, familySettings(Family::Adapter, "whitened", {{"rank", 3.0}})}}),
        kFloat32);
}

TEST(MethodsRegistry, KernelsAndDeclarationsAreTheSameTable) {
    std::set<std::pair<Family, std::string>> declared;
    for (const plan::MethodInfo& info : plan::methodTable())
        if (info.scope == plan::Scope::Site)
            declared.emplace(info.family, info.name);
    const auto kernels = engine::kernelTable();
    EXPECT_EQ((std::set<std::pair<Family, std::string>>(kernels.begin(), kernels.end())), declared);
    EXPECT_EQ(kernels.size(), declared.size());
}

} // namespace
} // namespace lapidary::tests
