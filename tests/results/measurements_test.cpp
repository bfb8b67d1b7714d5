// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/energy_ranks.h"
#include "core/results/measurements.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <random>

namespace lapidary::results {
namespace {

std::vector<double> randomValues(std::mt19937_64& random, std::size_t count) {
    std::lognormal_distribution<double> distribution(0.0, 1.5);
    std::vector<double> values(count);
    for (double& value : values)
        value = distribution(random);
    std::sort(values.begin(), values.end(), std::greater<>());
    return values;
}

TEST(Spectrum, OfEqualValuesHasFullRank) {
    const Spectrum spectrum = makeSpectrum(std::vector<double>(10, 0.3));
    EXPECT_NEAR(spectrum.effectiveRank, 10.0, 1e-12);
    EXPECT_NEAR(spectrum.stableRank, 10.0, 1e-12);
    EXPECT_EQ(spectrum.rank90, 9);
    EXPECT_EQ(spectrum.rank99, 10);
    EXPECT_FALSE(spectrum.tail); // no power law has all its values in one place
}

TEST(Spectrum, OfOneValueHasRankOne) {
    const Spectrum spectrum = makeSpectrum({5.0, 0.0, 0.0});
    EXPECT_DOUBLE_EQ(spectrum.effectiveRank, 1.0);
    EXPECT_DOUBLE_EQ(spectrum.stableRank, 1.0);
    EXPECT_EQ(spectrum.rank90, 1);
    EXPECT_EQ(spectrum.rank99, 1);
}

TEST(Spectrum, OfAZeroMatrixIsZero) {
    for (const auto& values : {std::vector<double>{}, std::vector<double>(4, 0.0)}) {
        const Spectrum spectrum = makeSpectrum(values);
        EXPECT_EQ(spectrum.effectiveRank, 0.0);
        EXPECT_EQ(spectrum.stableRank, 0.0);
        EXPECT_EQ(spectrum.rank90, 0);
        EXPECT_FALSE(spectrum.tail);
    }
}

// entropy of (3, 1) / 4: -(3/4 ln 3/4 + 1/4 ln 1/4); energies 9 and 1.
TEST(Spectrum, FollowsTheDefinitions) {
    const Spectrum spectrum = makeSpectrum({3.0, 1.0});
    EXPECT_NEAR(spectrum.effectiveRank, std::exp(0.75 * std::log(4.0 / 3.0) + 0.25 * std::log(4.0)), 1e-14);
    EXPECT_NEAR(spectrum.stableRank, 10.0 / 9.0, 1e-15);
    EXPECT_EQ(spectrum.rank90, 1); // exactly 90 %
    EXPECT_EQ(spectrum.rank99, 2);
}

TEST(Spectrum, DoesNotDependOnTheScale) {
    std::mt19937_64 random(1);
    for (const double scale : {1e-200, 1e-3, 1e180}) {
        std::vector<double> values = randomValues(random, 300);
        const Spectrum one = makeSpectrum(values);
        for (double& value : values)
            value *= scale;
        const Spectrum other = makeSpectrum(values);
        EXPECT_NEAR(other.effectiveRank, one.effectiveRank, 1e-9 * one.effectiveRank);
        EXPECT_NEAR(other.stableRank, one.stableRank, 1e-12 * one.stableRank);
        EXPECT_EQ(other.rank90, one.rank90);
        ASSERT_TRUE(one.tail && other.tail);
        EXPECT_NEAR(other.tail->alpha, one.tail->alpha, 1e-9 * one.tail->alpha);
        EXPECT_EQ(other.tail->count, one.tail->count);
    }
}

TEST(RankForEnergy, IsTheSmallestThatReachesTheShare) {
    std::mt19937_64 random(2);
    for (int round = 0; round < 50; ++round) {
        const std::vector<double> values = randomValues(random, 1 + random() % 60);
        for (const double energy : {0.1, 0.5, 0.9, 0.99}) {
            const auto rank = static_cast<std::size_t>(rankForEnergy(values, energy));
            double total = 0.0;
            double head = 0.0;
            for (std::size_t i = 0; i < values.size(); ++i) {
                total += values[i] * values[i];
                head += i < rank ? values[i] * values[i] : 0.0;
            }
            // Slack for the rounding of sums of at most 60 terms.
            EXPECT_GE(head / total, energy - 1e-11);
            EXPECT_LT((head - values[rank - 1] * values[rank - 1]) / total, energy + 1e-11);
        }
    }
}

TEST(RankForEnergy, NeedsNothingForNothingAndAllForAll) {
    EXPECT_EQ(rankForEnergy({2.0, 1.0, 0.5}, 0.0), 0);
    EXPECT_EQ(rankForEnergy({2.0, 1.0, 0.5}, 1.0), 3);
}

/// Kolmogorov-Smirnov distance of the energies above `threshold`, from the definition.
double distanceOf(const std::vector<double>& energies, double threshold, double alpha) {
    std::vector<double> tail;
    for (const double x : energies)
        if (x >= threshold)
            tail.push_back(x);
    std::sort(tail.begin(), tail.end());
    double distance = 0.0;
    for (std::size_t i = 0; i < tail.size(); ++i) {
        const double model = 1.0 - std::pow(tail[i] / threshold, 1.0 - alpha);
        const double n = static_cast<double>(tail.size());
        distance = std::max({distance, std::abs(model - static_cast<double>(i) / n),
                             std::abs(model - static_cast<double>(i + 1) / n)});
    }
    return distance;
}

// With at most 200 values every threshold is tried, so the fit is the best of all.
TEST(EnergyRanks, TakeTheSpectrumThatTheMethodTruncates) {
    ProjectData project;
    SiteSpectra both;
    both.weight = makeSpectrum({2.0, 1.0, 1.0, 1.0, 1.0});
    both.activationWeighted = makeSpectrum({3.0, 1.0, 0.0, 0.0, 0.0});
    SiteSpectra weightsOnly = both;
    weightsOnly.activationWeighted.reset();
    project.spectra[model::SiteId("both")] = both;
    project.spectra[model::SiteId("weights")] = weightsOnly;
    const plan::EnergyRank rank = energyRanks(project);
    const auto settings = [](const char* method) {
        plan::FamilySettings lowRank;
        lowRank.method = method;
        lowRank.values["energy"] = 0.9;
        return lowRank;
    };
    EXPECT_EQ(rank(model::SiteId("both"), settings("svd")), 5);     // 4 of 8, 5, 6, 7, 8
    EXPECT_EQ(rank(model::SiteId("both"), settings("svd-llm")), 1); // 9 of 10
    EXPECT_EQ(rank(model::SiteId("weights"), settings("svd-llm")), std::nullopt);
    EXPECT_EQ(rank(model::SiteId("none"), settings("svd")), std::nullopt);
}

TEST(PowerLawTail, MinimisesTheDistanceOverAllThresholds) {
    std::mt19937_64 random(3);
    for (int round = 0; round < 8; ++round) {
        const std::vector<double> values = randomValues(random, 30 + random() % 150);
        std::vector<double> energies;
        for (const double s : values)
            energies.push_back(s * s);
        const auto tail = makeSpectrum(values).tail;
        ASSERT_TRUE(tail);
        double best = 1.0;
        for (std::size_t count = 10; count <= energies.size(); ++count) {
            const double threshold = energies[count - 1];
            double logs = 0.0;
            for (std::size_t i = 0; i < count; ++i)
                logs += std::log(energies[i] / threshold);
            best = std::min(best, distanceOf(energies, threshold, 1.0 + static_cast<double>(count) / logs));
        }
        EXPECT_NEAR(tail->distance, best, 1e-9);
        // The threshold comes back through exp(log), so its own value may fall just below it.
        EXPECT_NEAR(distanceOf(energies, tail->threshold * (1.0 - 1e-12), tail->alpha), best, 1e-9);
    }
}

// Quantiles of x^-alpha are the best sample that there is: the estimate is off by the finite number alone.
TEST(PowerLawTail, FindsTheExponentOfAPowerLaw) {
    for (const double alpha : {1.8, 2.5, 4.0}) {
        std::vector<double> values;
        constexpr int kCount = 1500;
        for (int i = 0; i < kCount; ++i)
            values.push_back(std::sqrt(std::pow((i + 0.5) / kCount, -1.0 / (alpha - 1.0))));
        const auto tail = makeSpectrum(values).tail;
        ASSERT_TRUE(tail);
        EXPECT_NEAR(tail->alpha, alpha, 0.02 * alpha);
        EXPECT_LT(tail->distance, 0.01);
    }
}

TEST(PowerLawTail, LeavesTheBulkOut) {
    std::vector<double> values;
    for (int i = 0; i < 300; ++i) // x^-3 from 1 up
        values.push_back(std::sqrt(10.0 * std::pow((i + 0.5) / 300, -0.5)));
    for (int i = 0; i < 700; ++i) // a uniform bulk below
        values.push_back(std::sqrt(10.0 * (700 - i) / 701.0));
    const auto tail = makeSpectrum(values).tail;
    ASSERT_TRUE(tail);
    EXPECT_NEAR(tail->alpha, 3.0, 0.15);
    EXPECT_NEAR(tail->threshold, 10.0, 1.0);
}

TEST(PowerLawTail, NeedsTenValues) {
    EXPECT_FALSE(makeSpectrum({9, 8, 7, 6, 5, 4, 3, 2, 1}).tail);
    EXPECT_TRUE(makeSpectrum({10, 9, 8, 7, 6, 5, 4, 3, 2, 1}).tail);
}

TEST(Provenance, IsOfTheSameInputWhateverComputedIt) {
    const Provenance one{"model", "name", "text", "hash", 4, 512, 7, "cpu", "0.1", "2.13", "now"};
    Provenance other = one;
    other.device = "cuda:0";
    other.time = "later";
    other.textName = "renamed";
    EXPECT_TRUE(one.sameInput(other));
    std::vector<Provenance> others(5, one);
    others[0].modelFingerprint = "x";
    others[1].textSha256 = "x";
    others[2].windows = 5;
    others[3].window = 5;
    others[4].seed = 5;
    for (const Provenance& changed : others)
        EXPECT_FALSE(one.sameInput(changed));
}

} // namespace
} // namespace lapidary::results
