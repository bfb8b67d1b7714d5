// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/engine/measuring/spectra.h"
#include "core/engine/storage/open_model.h"
#include "core/engine/storage/weight_reader.h"
#include "tests/support/test_data.h"

#include <ATen/core/grad_mode.h>
#include <gtest/gtest.h>

// Singular values by numpy in float64 (data/reference/make_reference.py) of 21 sites of SmolLM2 and 14 of
// tinystories.
namespace lapidary::engine {
namespace {

void expectReference(const std::filesystem::path& path, const std::filesystem::path& reference) {
    const at::NoGradGuard noGrad;
    const auto model = openModel(path);
    ASSERT_OK(model);
    const auto json = base::readJsonFile(reference.string());
    ASSERT_OK(json);
    const WeightReader reader((*model)->checkpoint, (*model)->spec, at::kCPU);
    for (const auto& [name, expected] : (*json)["singular_values"].items()) {
        const model::Site* site = (*model)->spec.find(model::SiteId(name));
        ASSERT_NE(site, nullptr) << name;
        const auto linear = reader.site(*site);
        ASSERT_OK(linear);
        const auto spectra = computeSpectra({{name, linear->weight(), {}, {}}}, {});
        ASSERT_OK(spectra);
        const results::Spectrum spectrum = results::makeSpectrum(spectra->front().weight);
        const std::vector<double>& values = spectrum.singularValues;
        ASSERT_EQ(values.size(), expected["count"].get<std::size_t>()) << name;
        const double tolerance = 1e-6 * values.front();
        for (std::size_t i = 0; i < 5; ++i)
            EXPECT_NEAR(values[i], expected["largest_5"][i].get<double>(), tolerance) << name;
        for (std::size_t i = 0; i * 32 < values.size(); ++i)
            EXPECT_NEAR(values[i * 32], expected["every_32nd"][i].get<double>(), tolerance) << name;
        for (std::size_t i = 0; i < 3; ++i)
            EXPECT_NEAR(values[values.size() - 3 + i], expected["smallest_3"][i].get<double>(), tolerance)
                << name;
        EXPECT_NEAR(spectrum.effectiveRank, expected["effective_rank"].get<double>(), 1e-4) << name;
        EXPECT_NEAR(spectrum.stableRank, expected["stable_rank"].get<double>(), 1e-6) << name;
        EXPECT_EQ(spectrum.rank90, expected["rank_90"].get<std::int64_t>()) << name;
        EXPECT_EQ(spectrum.rank99, expected["rank_99"].get<std::int64_t>()) << name;
    }
}

TEST(SpectraReference, TinyStories) {
    LAPIDARY_TEST_DATA_OR_SKIP(model, "models/tinystories-656k");
    LAPIDARY_TEST_DATA_OR_SKIP(reference, "reference/tinystories-656k.json");
    expectReference(model, reference);
}

TEST(SpectraReference, SmolLm2) {
    const auto model = tests::smolLm2();
    if (!model)
        GTEST_SKIP() << "no SmolLM2";
    LAPIDARY_TEST_DATA_OR_SKIP(reference, "reference/smollm2-135m-instruct.json");
    expectReference(*model, reference);
}

} // namespace
} // namespace lapidary::engine
