// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/eigenvalue_density.h"

#include "core/base/json.h"
#include "core/results/measurements.h"
#include "tests/support/test_data.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <numeric>

namespace lapidary::results {
namespace {

/// tests/golden/make_spectrum_golden.py
struct EigenvalueDensityGolden : testing::Test {
    base::Json golden = base::Json::parse(std::ifstream(tests::goldenFile("spectrum.json")));
    std::vector<double> values = golden["singular_values"].get<std::vector<double>>();
    MatrixSides sides = MatrixSides::of(golden["shorter"], golden["longer"]);
};

// Both work in float64 on the same values; what differs is the rounding of sums and of eigvalsh.
constexpr double kRounding = 1e-9;

TEST_F(EigenvalueDensityGolden, BinsAgreeWithNumpy) {
    const EigenvalueDensity density = eigenvalueDensity(values, sides, golden["density"].size());
    ASSERT_EQ(density.density.size(), golden["density"].size());
    for (std::size_t i = 0; i < density.density.size(); ++i) {
        EXPECT_NEAR(density.edges[i], golden["edges"][i].get<double>(), kRounding * density.edges[i]) << i;
        EXPECT_NEAR(density.density[i], golden["density"][i].get<double>(), 1e-7) << i;
    }
}

TEST_F(EigenvalueDensityGolden, TheBulkAgreesWithNumpy) {
    const RandomBulk bulk = randomBulk(values, sides);
    EXPECT_NEAR(bulk.variance, golden["variance"].get<double>(), kRounding);
    EXPECT_NEAR(bulk.lower, golden["lower"].get<double>(), kRounding);
    EXPECT_NEAR(bulk.upper, golden["upper"].get<double>(), kRounding);
    EXPECT_EQ(bulk.beyond, golden["beyond"].get<std::int64_t>());
    EXPECT_NEAR(bulk.density(golden["bulk_density_at"][0]), golden["bulk_density_at"][1].get<double>(),
                kRounding);
}

TEST_F(EigenvalueDensityGolden, ThePowerLawAgreesWithNumpy) {
    const auto tail = makeSpectrum(values).tail;
    ASSERT_TRUE(tail);
    const base::Json& expected = golden["tail"];
    EXPECT_NEAR(tail->alpha, expected["alpha"].get<double>(), 1e-6);
    EXPECT_NEAR(tail->distance, expected["distance"].get<double>(), 1e-6);
    EXPECT_EQ(tail->count, expected["count"].get<std::int64_t>());
    EXPECT_NEAR(tail->threshold, expected["threshold"].get<double>(), 1e-6);
}

TEST_F(EigenvalueDensityGolden, DensityIntegratesToAllEigenvalues) {
    const EigenvalueDensity density = eigenvalueDensity(values, sides, 17);
    double sum = 0.0;
    for (std::size_t i = 0; i < density.density.size(); ++i)
        sum += density.density[i] * (density.edges[i + 1] - density.edges[i]);
    EXPECT_NEAR(sum, 1.0, 1e-12);
}

TEST(RandomBulk, DensityIntegratesToOneForAnyShape) {
    for (const std::int64_t shorter : {10, 60, 99}) {
        const MatrixSides sides{100, shorter};
        const RandomBulk bulk =
            randomBulk(std::vector<double>(static_cast<std::size_t>(shorter), 3.0), sides);
        double sum = 0.0;
        constexpr int kSteps = 200000;
        const double step = (bulk.upper - bulk.lower) / kSteps;
        for (int i = 0; i < kSteps; ++i)
            sum += step * bulk.density(bulk.lower + (i + 0.5) * step);
        EXPECT_NEAR(sum, 1.0, 1e-3) << shorter; // of the midpoint rule at the edges
    }
}

TEST(EigenvalueDensity, TooFewOrEqualValuesHaveNone) {
    const MatrixSides sides{4, 2};
    EXPECT_TRUE(eigenvalueDensity({}, sides, 8).density.empty());
    EXPECT_TRUE(eigenvalueDensity({1.0, 0.0}, sides, 8).density.empty());
    EXPECT_TRUE(eigenvalueDensity({2.0, 2.0}, sides, 8).density.empty());
    EXPECT_EQ(eigenvalueDensity({2.0, 1.0}, sides, 8).density.size(), 8U);
}

} // namespace
} // namespace lapidary::results
