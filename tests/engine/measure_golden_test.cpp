// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/results/moments_cache.h"
#include "tests/engine/measure_test_support.h"

#include <cmath>
#include <gtest/gtest.h>

// tests/golden/make_measure_golden.py: numpy in float64 on the float32 activations of transformers.
namespace lapidary::tests {
namespace {

class MeasureGolden : public ::testing::Test {
protected:
    /// One measurement serves all tests; the suite skips without data.
    static void SetUpTestSuite() {
        auto request = storiesRequest(8);
        if (!request)
            return;
        s_folder = new TemporaryFolder;
        s_sink = new RecordingSink;
        request->momentsFolder = s_folder->path();
        const auto report = measureWith(*request, *s_sink);
        ASSERT_OK(report);
        const auto golden = base::readJsonFile(goldenFile("measure_tinystories.json").string());
        ASSERT_OK(golden);
        s_golden = new base::Json(*golden);
    }
    static void TearDownTestSuite() {
        delete s_golden;
        delete s_sink;
        delete s_folder;
        s_golden = nullptr;
    }
    void SetUp() override {
        if (s_golden == nullptr)
            GTEST_SKIP() << "no test data";
    }

    static inline TemporaryFolder* s_folder = nullptr;
    static inline RecordingSink* s_sink = nullptr;
    static inline base::Json* s_golden = nullptr;
};

std::vector<double> numbers(const base::Json& json) {
    return json.get<std::vector<double>>();
}

/// The two float32 forwards differ by rounding, about 1e-6 of the largest activation; `tolerance` is relative
/// to the largest expected value.
void expectNear(const std::vector<double>& actual, const std::vector<double>& expected, double tolerance,
                const std::string& what) {
    ASSERT_EQ(actual.size(), expected.size()) << what;
    double largest = 0.0;
    for (const double value : expected)
        largest = std::max(largest, std::abs(value));
    for (std::size_t i = 0; i < actual.size(); ++i)
        EXPECT_NEAR(actual[i], expected[i], tolerance * largest) << what << " " << i;
}

TEST_F(MeasureGolden, ChannelStatisticsAgreeWithNumpy) {
    for (const auto& [group, expected] : (*s_golden)["groups"].items()) {
        const results::ChannelStatistics& actual = s_sink->activationsOf.at(group);
        EXPECT_EQ(actual.tokens, 4096);
        expectNear(actual.mean, numbers(expected["mean"]), 1e-5, group + " mean");
        expectNear(actual.minimum, numbers(expected["min"]), 1e-5, group + " min");
        expectNear(actual.maximum, numbers(expected["max"]), 1e-5, group + " max");
        expectNear(actual.absmax, numbers(expected["absmax"]), 1e-5, group + " absmax");
        expectNear(actual.p1, numbers(expected["p1"]), 1e-5, group + " p1");
        expectNear(actual.p99, numbers(expected["p99"]), 1e-5, group + " p99");
        expectNear(actual.kurtosis, numbers(expected["kurtosis"]), 1e-4, group + " kurtosis");
        expectNear(actual.meanSquare, numbers(expected["mean_square"]), 1e-5, group + " mean square");
    }
}

TEST_F(MeasureGolden, KeptMomentsAgreeWithNumpy) {
    for (const auto& [group, expected] : (*s_golden)["groups"].items()) {
        const auto kept = results::loadMoments(s_folder->path(), model::InputGroupId(group), s_sink->made);
        ASSERT_OK(kept);
        ASSERT_TRUE(kept->has_value()) << group;
        const results::InputMoments& moments = **kept;
        EXPECT_EQ(moments.tokens, 4096);
        EXPECT_EQ(moments.windows, 8);
        EXPECT_EQ(moments.firstRows.size(), static_cast<std::size_t>(8 * moments.width));
        const auto begin = moments.moment.begin() + 5 * moments.width;
        expectNear({begin, begin + moments.width}, numbers(expected["moment_row_5"]), 1e-5, group);
    }
}

TEST_F(MeasureGolden, ActivationWeightedSpectraAgreeWithNumpy) {
    for (const auto& [site, expected] : (*s_golden)["sites"].items()) {
        ASSERT_TRUE(s_sink->spectraOf.at(site).activationWeighted.has_value());
        expectNear(s_sink->spectraOf.at(site).activationWeighted->singularValues,
                   numbers(expected["activation_weighted"]), 1e-5, site);
    }
}

TEST_F(MeasureGolden, RelativeErrorsAgreeWithNumpy) {
    for (const auto& [site, expected] : (*s_golden)["sites"].items()) {
        for (const auto& [setting, error] : expected["relative_error"].items()) {
            const results::Sensitivity& point = s_sink->sensitivityOf.at({site, setting});
            // A mask may differ where two scores are equal to rounding.
            EXPECT_NEAR(point.relativeError, error.get<double>(), 1e-4 * error.get<double>())
                << site << " " << setting;
            EXPECT_FALSE(point.predictedKl.has_value());
            EXPECT_FALSE(point.measuredKl.has_value());
        }
    }
}

TEST_F(MeasureGolden, LogitPcaAgreesWithTheDenseComputation) {
    const base::Json& expected = (*s_golden)["logits"];
    ASSERT_TRUE(s_sink->logitPca.has_value());
    const results::LogitPca& pca = *s_sink->logitPca;
    EXPECT_EQ(pca.tokens, 4096);
    EXPECT_NEAR(pca.totalVariance, expected["total_variance"].get<double>(), 1e-6 * pca.totalVariance);
    const std::vector<double> explained = numbers(expected["explained"]);
    ASSERT_EQ(pca.explained.size(), explained.size());
    for (std::size_t i = 0; i < explained.size(); ++i)
        EXPECT_NEAR(pca.explained[i], explained[i], 1e-6) << i;
    for (std::size_t k = 0; k < expected["top_tokens"].size(); ++k) {
        for (std::size_t i = 0; i < expected["top_tokens"][k].size(); ++i) {
            EXPECT_EQ(pca.top[k][i].token, expected["top_tokens"][k][i].get<int>()) << k << " " << i;
            EXPECT_NEAR(std::abs(pca.top[k][i].value), expected["top_values"][k][i].get<double>(), 1e-5);
            EXPECT_FALSE(pca.top[k][i].text.empty());
        }
    }
}

TEST_F(MeasureGolden, TrueKlAgreesWithTheChangedModelOfTransformers) {
    std::map<std::string, RecordingSink> sinks;
    for (const base::Json& expected : (*s_golden)["kl"]) {
        auto request = storiesRequest(8);
        request->spectra = request->activations = request->logits = false;
        request->measureKl = true;
        request->sites = expected["site"].get<std::string>();
        RecordingSink& sink = sinks[request->sites];
        if (sink.events.empty()) {
            ASSERT_OK(measureWith(*request, sink));
        }
        const auto& point = sink.sensitivityOf.at({request->sites, expected["setting"].get<std::string>()});
        ASSERT_TRUE(point.measuredKl.has_value());
        // Low rank is not unique to float32, so its KL is the loosest.
        EXPECT_NEAR(*point.measuredKl, expected["kl"].get<double>(), 1e-3 * expected["kl"].get<double>())
            << request->sites << " " << point.setting;
        const double error =
            (*s_golden)["sites"][request->sites]["relative_error"][point.setting].get<double>();
        EXPECT_NEAR(point.relativeError, error, 1e-4 * error);
    }
}

} // namespace
} // namespace lapidary::tests
