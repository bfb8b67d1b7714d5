// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/moments_cache.h"
#include "tests/engine/measure_test_support.h"

#include <gtest/gtest.h>
#include <set>

namespace lapidary::tests {
namespace {

#define STORIES_OR_SKIP(name, windows)                                                                       \
    auto name##_found = storiesRequest(windows);                                                             \
    if (!name##_found)                                                                                       \
        GTEST_SKIP() << "no test data";                                                                      \
    engine::MeasureRequest name = std::move(*name##_found)

void expectSame(const RecordingSink& actual, const RecordingSink& expected) {
    for (const auto& [site, spectra] : actual.spectraOf) {
        EXPECT_EQ(spectra.weight.singularValues, expected.spectraOf.at(site).weight.singularValues) << site;
        EXPECT_EQ(spectra.histogram.counts, expected.spectraOf.at(site).histogram.counts) << site;
        ASSERT_EQ(spectra.activationWeighted.has_value(),
                  expected.spectraOf.at(site).activationWeighted.has_value())
            << site;
        if (spectra.activationWeighted) {
            EXPECT_EQ(spectra.activationWeighted->singularValues,
                      expected.spectraOf.at(site).activationWeighted->singularValues)
                << site;
        }
    }
    for (const auto& [group, statistics] : actual.activationsOf) {
        EXPECT_EQ(statistics.kurtosis, expected.activationsOf.at(group).kurtosis) << group;
        EXPECT_EQ(statistics.p99, expected.activationsOf.at(group).p99) << group;
    }
    for (const auto& [key, point] : actual.sensitivityOf)
        EXPECT_EQ(point.relativeError, expected.sensitivityOf.at(key).relativeError)
            << key.first << key.second;
    if (actual.logitPca) {
        EXPECT_EQ(actual.logitPca->eigenvalues, expected.logitPca->eigenvalues);
    }
}

TEST(MeasureJob, EverythingArrivesProvenanceFirst) {
    STORIES_OR_SKIP(request, 2);
    RecordingSink sink;
    double done = 0.0;
    double total = 0.0;
    base::RunControl control({}, [&](const base::Progress& progress) {
        EXPECT_GE(progress.done, done);
        done = progress.done;
        total = progress.total;
    });
    const auto report = measureWith(request, sink, control);
    ASSERT_OK(report);
    EXPECT_EQ(sink.events.front().first, "provenance");
    EXPECT_EQ(sink.count("provenance"), 1U);
    EXPECT_EQ(sink.count("spectra"), 15U); // 14 sites and the embedding; the tied head is none of its own
    EXPECT_EQ(sink.count("activations"), 8U);
    EXPECT_EQ(sink.count("sensitivity"), 14U);
    EXPECT_EQ(sink.count("logits"), 1U);
    EXPECT_EQ(sink.sensitivityOf.size(), 14U * 11U);
    EXPECT_EQ(report->sitesMeasured, 15);
    EXPECT_EQ(report->tokens, 1024);
    EXPECT_EQ(report->device, "cpu");
    EXPECT_GT(report->peakRssBytes, 0U);
    for (const char* part :
         {"open", "read", "forward", "moments", "activations", "spectra", "sensitivity", "logits", "total"})
        EXPECT_TRUE(report->seconds.contains(part)) << part;
    EXPECT_EQ(sink.made.windows, 2);
    EXPECT_EQ(sink.made.window, 512);
    EXPECT_EQ(sink.made.textName, "tiny.utf8");
    EXPECT_EQ(sink.made.textSha256.size(), 64U);
    EXPECT_FALSE(sink.made.modelFingerprint.empty());
    EXPECT_NEAR(done, total, 0.02 * total);
}

TEST(MeasureJob, WithoutATextOnlyTheWeightsAreMeasured) {
    STORIES_OR_SKIP(request, 1);
    request.text = {};
    RecordingSink sink;
    const auto report = measureWith(request, sink);
    ASSERT_OK(report);
    EXPECT_EQ(sink.count("spectra"), 15U);
    EXPECT_EQ(sink.events.size(), 16U);
    EXPECT_FALSE(sink.spectraOf.at("blocks.0.attn.q").activationWeighted.has_value());
    EXPECT_FALSE(report->seconds.contains("forward"));
    EXPECT_EQ(report->tokens, 0);
    EXPECT_TRUE(sink.made.textSha256.empty());
}

TEST(MeasureJob, WhatIsValidIsSkippedAndTheRestIsTheSame) {
    STORIES_OR_SKIP(request, 2);
    RecordingSink whole;
    ASSERT_OK(measureWith(request, whole));
    RecordingSink nothing;
    request.isValid = [&](const std::string&, const std::string&) {
        EXPECT_FALSE(nothing.events.empty()) << "asked before the provenance was given";
        return true;
    };
    const auto skipped = measureWith(request, nothing);
    ASSERT_OK(skipped);
    EXPECT_EQ(nothing.events.size(), 1U);
    EXPECT_FALSE(skipped->seconds.contains("forward"));
    EXPECT_EQ(skipped->sitesMeasured, 0);

    const std::set<std::pair<std::string, std::string>> missing = {{"spectra", "blocks.0.mlp.gate"},
                                                                   {"activations", "blocks.1.attn.in"},
                                                                   {"sensitivity", "blocks.1.attn.k"}};
    request.isValid = [&](const std::string& part, const std::string& key) {
        return !missing.contains({part, key});
    };
    RecordingSink some;
    ASSERT_OK(measureWith(request, some));
    const std::set<std::pair<std::string, std::string>> given(some.events.begin() + 1, some.events.end());
    EXPECT_EQ(given, missing);
    expectSame(some, whole);
}

TEST(MeasureJob, SitesAreChosenByGlob) {
    STORIES_OR_SKIP(request, 1);
    request.sites = "blocks.*.mlp.*";
    request.logits = false;
    RecordingSink sink;
    const auto report = measureWith(request, sink);
    ASSERT_OK(report);
    EXPECT_EQ(sink.spectraOf.size(), 6U);
    EXPECT_EQ(sink.count("sensitivity"), 6U);
    EXPECT_EQ(sink.count("activations"), 8U);
}

TEST(MeasureJob, SpilledHiddenStatesGiveTheSameValues) {
    STORIES_OR_SKIP(request, 2);
    RecordingSink kept;
    ASSERT_OK(measureWith(request, kept));
    request.compute.memoryBytes = 1;
    RecordingSink spilled;
    ASSERT_OK(measureWith(request, spilled));
    EXPECT_EQ(spilled.events, kept.events);
    expectSame(spilled, kept);
}

TEST(MeasureJob, CancelledAtEveryStepKeepsWhatArrived) {
    STORIES_OR_SKIP(request, 1);
    RecordingSink whole;
    int steps = 0;
    ASSERT_OK(measureWith(request, whole, base::RunControl({}, [&](const base::Progress&) { ++steps; })));
    ASSERT_GT(steps, 20);
    for (int stopAt = 1; stopAt <= steps; stopAt += 7) {
        std::stop_source source;
        int step = 0;
        base::RunControl control(source.get_token(), [&](const base::Progress&) {
            if (++step == stopAt)
                source.request_stop();
        });
        RecordingSink sink;
        const auto report = measureWith(request, sink, control);
        if (report) // the last step is after the last check
            continue;
        EXPECT_EQ(report.error().code, base::ErrorCode::Cancelled) << stopAt;
        EXPECT_LT(sink.events.size(), whole.events.size()) << stopAt;
        expectSame(sink, whole);
    }
}

TEST(MeasureJob, AnErrorOfTheSinkStopsTheJob) {
    STORIES_OR_SKIP(request, 1);
    for (const char* part : {"provenance", "spectra", "activations", "logits", "sensitivity"}) {
        RecordingSink sink;
        sink.refuse = part;
        const auto report = measureWith(request, sink);
        ASSERT_FALSE(report.ok()) << part;
        EXPECT_EQ(report.error().code, base::ErrorCode::DiskFull);
        EXPECT_EQ(sink.count(part), 1U);
        EXPECT_EQ(sink.events.back().first, part);
    }
}

TEST(MeasureJob, MomentsThatAreKeptAreNotMadeAgain) {
    STORIES_OR_SKIP(request, 2);
    TemporaryFolder folder;
    request.momentsFolder = folder.path();
    request.spectra = request.activations = request.logits = request.sensitivity = false;
    RecordingSink first;
    ASSERT_OK(measureWith(request, first));
    const auto moments =
        results::loadMoments(folder.path(), model::InputGroupId("blocks.1.mlp.down"), first.made);
    ASSERT_OK(moments);
    ASSERT_TRUE(moments->has_value());
    EXPECT_EQ((*moments)->width, 384);
    EXPECT_EQ((*moments)->windows, 2);
    RecordingSink second;
    const auto again = measureWith(request, second);
    ASSERT_OK(again);
    EXPECT_FALSE(again->seconds.contains("forward"));
}

TEST(MeasureJob, FisherWeightsAndMissingTextsAreRefused) {
    STORIES_OR_SKIP(request, 1);
    RecordingSink sink;
    request.tokenWeights.kind = plan::TokenWeights::Kind::Fisher;
    const auto fisher = measureWith(request, sink);
    ASSERT_FALSE(fisher.ok());
    EXPECT_EQ(fisher.error().code, base::ErrorCode::Unsupported);
    request.tokenWeights = {};
    request.text.path = "/nonexistent/text";
    const auto missing = measureWith(request, sink);
    ASSERT_FALSE(missing.ok());
    EXPECT_EQ(missing.error().code, base::ErrorCode::FileNotFound);
    EXPECT_TRUE(sink.events.empty());
}

} // namespace
} // namespace lapidary::tests
