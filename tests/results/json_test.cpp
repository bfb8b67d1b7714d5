// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/measurements_json.h"
#include "core/results/model_json.h"
#include "core/results/run_report.h"
#include "tests/results/samples.h"
#include "tests/support/test_data.h"

#include <functional>
#include <gmock/gmock.h>

namespace lapidary::results {
namespace {

using base::ErrorCode;
using base::Json;
using testing::HasSubstr;
using namespace tests;

constexpr int kRounds = 60;

/// Through text, as a file would.
Json reread(const base::OrderedJson& json) {
    auto parsed = base::parseJson(json.dump(), "test");
    EXPECT_TRUE(parsed) << describe(parsed.error());
    return parsed ? *parsed : Json();
}

template<class T, class From>
void expectRoundTrips(T (*make)(Random&), From fromJson) {
    Random random(11);
    for (int round = 0; round < kRounds; ++round) {
        const T value = make(random);
        const auto back = fromJson(reread(toJson(value)), "file");
        ASSERT_TRUE(back) << describe(back.error());
        EXPECT_TRUE(same(*back, value)) << toJson(value).dump();
    }
}

TEST(ResultsJson, RoundTripsExactly) {
    expectRoundTrips(randomSpectrum, spectrumFromJson);
    expectRoundTrips(randomSiteSpectra, siteSpectraFromJson);
    expectRoundTrips(randomStatistics, channelStatisticsFromJson);
    expectRoundTrips(randomLogits, logitPcaFromJson);
    expectRoundTrips(randomSensitivity, sensitivityFromJson);
    expectRoundTrips(randomEvaluation, evaluationFromJson);
    expectRoundTrips(
        +[](Random& random) {
            results::RunReport run = randomRun(random);
            run.measured.reset(); // stored apart
            return run;
        },
        runReportFromJson);
    expectRoundTrips(randomMeasurements, modelMeasurementsFromJson);
    expectRoundTrips(randomProvenance, provenanceFromJson);
    expectRoundTrips(randomModel, modelSpecFromJson);
}

TEST(ResultsJson, UsesTheNamesOfTheCommandLine) {
    Random random(12);
    const auto hasAll = [](const base::OrderedJson& json, std::initializer_list<const char*> keys) {
        for (const char* key : keys)
            EXPECT_TRUE(json.contains(key)) << key;
    };
    hasAll(toJson(randomSpectrum(random)),
           {"singular_values", "effective_rank", "stable_rank", "rank_90", "rank_99"});
    hasAll(toJson(randomStatistics(random)), {"mean", "absmax", "min", "max", "kurtosis", "p1", "p99"});
    hasAll(toJson(randomLogits(random)), {"eigenvalues", "explained"});
    hasAll(toJson(randomSensitivity(random)),
           {"site", "setting", "relative_error", "predicted_kl", "measured_kl"});
    hasAll(toJson(randomRun(random)),
           {"bytes_after", "file_bytes_after", "seconds", "peak_rss_bytes", "sites", "output"});
    EvaluationReport report;
    hasAll(toJson(report), {"perplexity", "nll", "tokens", "scored", "windows"});
    report.divergence = EvaluationReport::Divergence{};
    hasAll(toJson(report), {"kl_mean", "kl_p99", "top1_agreement"});
}

/// Calls `visit` with every copy of `json` in which one value, at any depth, is replaced or taken out.
void forEachDamage(const Json& json, const std::function<void(const Json&, const std::string&)>& visit) {
    const Json flat = json.flatten();
    for (const auto& [pointer, value] : flat.items()) {
        for (Json::json_pointer at(pointer); !at.empty(); at.pop_back()) {
            Json changed = json;
            changed[at] = Json{{"strange", {1, 2}}};
            visit(changed, at.to_string());
            changed[at] = -5;
            visit(changed, at.to_string());
            changed = json;
            Json& parent = changed[at.parent_pointer()];
            if (parent.is_object())
                parent.erase(at.back());
            visit(changed, at.to_string());
        }
    }
}

// Whatever is changed, a reader gives an error or a value that it would write again, never a crash.
TEST(ResultsJson, SurvivesAnyChangedValue) {
    Random random(13);
    int refused = 0;
    const auto check = [&](const auto& back, const auto& fromJson) {
        if (!back) {
            ++refused;
            EXPECT_EQ(back.error().file, "file");
            return;
        }
        const auto again = fromJson(reread(toJson(*back)), "file");
        ASSERT_TRUE(again) << describe(again.error());
        EXPECT_TRUE(same(*again, *back));
    };
    for (int round = 0; round < 4; ++round) {
        forEachDamage(Json(toJson(randomModel(random))), [&](const Json& json, const std::string&) {
            check(modelSpecFromJson(json, "file"), modelSpecFromJson);
        });
        forEachDamage(Json(toJson(randomRun(random))), [&](const Json& json, const std::string&) {
            check(runReportFromJson(json, "file"), runReportFromJson);
        });
        forEachDamage(Json(toJson(randomMeasurements(random))), [&](const Json& json, const std::string&) {
            check(modelMeasurementsFromJson(json, "file"), modelMeasurementsFromJson);
        });
        forEachDamage(Json(toJson(randomLogits(random))), [&](const Json& json, const std::string&) {
            check(logitPcaFromJson(json, "file"), logitPcaFromJson);
        });
        forEachDamage(Json(toJson(randomStatistics(random))), [&](const Json& json, const std::string&) {
            check(channelStatisticsFromJson(json, "file"), channelStatisticsFromJson);
        });
    }
    EXPECT_GT(refused, 100);
}

TEST(ResultsJson, NamesTheFieldThatIsWrong) {
    Random random(14);
    Json json = toJson(randomSpectrum(random));
    json["rank_90"] = "many";
    const auto wrong = spectrumFromJson(json, "the file");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, ErrorCode::Malformed);
    EXPECT_EQ(wrong.error().file, "the file");
    EXPECT_EQ(wrong.error().place, "rank_90");
    json.erase("rank_90");
    EXPECT_EQ(spectrumFromJson(json, "f").error().code, ErrorCode::MissingKey);
    EXPECT_FALSE(spectrumFromJson(Json::array(), "f"));
}

TEST(ModelJson, RefusesWhatTheProgramCouldNotUse) {
    Random random(15);
    model::ModelSpec spec = randomModel(random);
    while (spec.blocks.size() < 2 || spec.config.experts[0] > 0 || spec.config.experts[1] > 0)
        spec = randomModel(random);
    const Json good = toJson(spec);
    ASSERT_TRUE(modelSpecFromJson(good, "f"));
    const auto refused = [&](const char* pointer, const Json& value, const char* found) {
        Json json = good;
        json[Json::json_pointer(pointer)] = value;
        const auto back = modelSpecFromJson(json, "f");
        ASSERT_FALSE(back) << pointer;
        EXPECT_THAT(back.error().place + ": " + back.error().found, HasSubstr(found));
    };
    refused("/blocks/1/sites/2/kind", "q", "blocks[1].sites[2].kind");
    refused("/blocks/1/index", 0, "blocks[1].index");
    refused("/blocks/0/sites/0/shape", {0, 4}, "shape");
    refused("/blocks/0/sites/0/shape", {4, std::int64_t{1} << 31}, "shape");
    refused("/blocks/0/sites/0/dtype", "Q9", "'Q9'");
    refused("/blocks/0/groups/0/width", -1, "width");
    refused("/config/rope/scaling", "new", "'new'");
    refused("/config/heads", Json::array(), "another length");
    Json fewer = good;
    fewer["blocks"].erase(1);
    EXPECT_FALSE(modelSpecFromJson(fewer, "f"));
    Json sites = good;
    sites["blocks"][0]["sites"].erase(6);
    EXPECT_FALSE(modelSpecFromJson(sites, "f"));
    sites = good;
    sites["blocks"][0]["sites"].push_back(sites["blocks"][0]["sites"][0]);
    EXPECT_FALSE(modelSpecFromJson(sites, "f"));
}

} // namespace
} // namespace lapidary::results
