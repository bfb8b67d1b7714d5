// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/model/site_id.h"
#include "core/results/measurements.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lapidary::results {

struct EvaluationReport {
    double perplexity = 0.0;
    double nll = 0.0; // mean over scored positions, nats
    std::int64_t tokens = 0;
    std::int64_t scored = 0;
    std::int64_t windows = 0;
    std::int64_t window = 0;
    std::int64_t textTokens = 0;
    std::vector<double> windowNll; // sums
    struct Divergence {
        double klMean = 0.0;
        double klP99 = 0.0;
        double top1Agreement = 0.0;
    };
    std::optional<Divergence> divergence; // against a reference
    double seconds = 0.0;
    std::uint64_t peakRssBytes = 0;
    std::string device;
};

struct SiteReport {
    model::SiteId site;
    double relativeError = 0.0;
    double seconds = 0.0;
    std::uint64_t bytes = 0;
    std::map<std::string, double> figures; // method's own ("rank", "zeros", …)
};

struct RunReport {
    std::vector<SiteReport> sites;
    std::uint64_t bytesAfter = 0;
    std::uint64_t fileBytesAfter = 0;
    std::map<std::string, double> seconds; // by stage: "read", "forward", "solve", "write", "verify", "total"
    std::uint64_t peakRssBytes = 0;
    std::string output;
    std::string device;
    Provenance provenance;
    base::Json plan; // resolved plan with sources, as in lapidary-plan.json
    std::optional<EvaluationReport> before;
    std::optional<EvaluationReport> after;
    /// Of the output; null: it was not measured. Not in the JSON below: a project stores it apart.
    std::shared_ptr<const ModelMeasurements> measured;
};

base::OrderedJson toJson(const EvaluationReport& report);
base::OrderedJson toJson(const RunReport& report);
base::OrderedJson toJson(const Provenance& provenance);
base::Result<EvaluationReport> evaluationFromJson(const base::Json& json, const std::string& file);
base::Result<RunReport> runReportFromJson(const base::Json& json, const std::string& file);
base::Result<Provenance> provenanceFromJson(const base::Json& json, const std::string& file);

} // namespace lapidary::results
