// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/run_report.h"

#include "core/results/detail/json_fields.h"

namespace lapidary::results {

using base::Json;
using base::OrderedJson;
using base::Result;
using base::Status;
using detail::JsonFields;
using detail::numberJson;
using detail::numbersJson;

namespace {

Status readProvenance(JsonFields& in, Provenance& out) {
    in.read("model_fingerprint", out.modelFingerprint);
    in.read("model_name", out.modelName);
    in.read("text_name", out.textName);
    in.read("text_sha256", out.textSha256);
    in.read("windows", out.windows);
    in.read("window", out.window);
    in.read("seed", out.seed);
    in.read("device", out.device);
    in.read("program_version", out.programVersion);
    in.read("torch_version", out.torchVersion);
    in.read("time", out.time);
    return in.status();
}

Status readEvaluation(JsonFields& in, EvaluationReport& out) {
    in.read("perplexity", out.perplexity);
    in.read("nll", out.nll);
    in.read("tokens", out.tokens);
    in.read("scored", out.scored);
    in.read("windows", out.windows);
    in.read("window", out.window);
    in.read("text_tokens", out.textTokens);
    in.read("window_nll", out.windowNll);
    if (in.has("kl_mean")) {
        EvaluationReport::Divergence divergence;
        in.read("kl_mean", divergence.klMean);
        in.read("kl_p99", divergence.klP99);
        in.read("top1_agreement", divergence.top1Agreement);
        out.divergence = divergence;
    }
    in.read("seconds", out.seconds);
    in.read("peak_rss_bytes", out.peakRssBytes);
    in.read("device", out.device);
    return in.status();
}

Status readSite(JsonFields& in, SiteReport& out) {
    in.read("site", out.site.name);
    in.read("relative_error", out.relativeError);
    in.read("seconds", out.seconds);
    in.read("bytes", out.bytes);
    in.read("figures", out.figures);
    return in.status();
}

} // namespace

OrderedJson toJson(const Provenance& provenance) {
    return {{"model_fingerprint", provenance.modelFingerprint},
            {"model_name", provenance.modelName},
            {"text_name", provenance.textName},
            {"text_sha256", provenance.textSha256},
            {"windows", provenance.windows},
            {"window", provenance.window},
            {"seed", provenance.seed},
            {"device", provenance.device},
            {"program_version", provenance.programVersion},
            {"torch_version", provenance.torchVersion},
            {"time", provenance.time}};
}

Result<Provenance> provenanceFromJson(const Json& json, const std::string& file) {
    JsonFields in(json, file);
    Provenance out;
    LAPIDARY_CHECK(readProvenance(in, out));
    return out;
}

OrderedJson toJson(const EvaluationReport& report) {
    OrderedJson json = {{"perplexity", numberJson(report.perplexity)},
                        {"nll", numberJson(report.nll)},
                        {"tokens", report.tokens},
                        {"scored", report.scored},
                        {"windows", report.windows},
                        {"window", report.window},
                        {"text_tokens", report.textTokens},
                        {"window_nll", numbersJson(report.windowNll)}};
    if (report.divergence) {
        json["kl_mean"] = numberJson(report.divergence->klMean);
        json["kl_p99"] = numberJson(report.divergence->klP99);
        json["top1_agreement"] = numberJson(report.divergence->top1Agreement);
    }
    json["seconds"] = numberJson(report.seconds);
    json["peak_rss_bytes"] = report.peakRssBytes;
    json["device"] = report.device;
    return json;
}

Result<EvaluationReport> evaluationFromJson(const Json& json, const std::string& file) {
    JsonFields in(json, file);
    EvaluationReport out;
    LAPIDARY_CHECK(readEvaluation(in, out));
    return out;
}

OrderedJson toJson(const RunReport& report) {
    OrderedJson::array_t sites;
    for (const SiteReport& site : report.sites)
        sites.push_back({{"site", site.site.name},
                         {"relative_error", numberJson(site.relativeError)},
                         {"seconds", numberJson(site.seconds)},
                         {"bytes", site.bytes},
                         {"figures", numbersJson(site.figures)}});
    OrderedJson json = {{"output", report.output},
                        {"bytes_after", report.bytesAfter},
                        {"file_bytes_after", report.fileBytesAfter},
                        {"seconds", numbersJson(report.seconds)},
                        {"peak_rss_bytes", report.peakRssBytes},
                        {"device", report.device},
                        {"sites", std::move(sites)},
                        {"provenance", toJson(report.provenance)},
                        {"plan", OrderedJson(report.plan)}};
    if (report.before)
        json["before"] = toJson(*report.before);
    if (report.after)
        json["after"] = toJson(*report.after);
    return json;
}

Result<RunReport> runReportFromJson(const Json& json, const std::string& file) {
    JsonFields in(json, file);
    RunReport out;
    in.read("output", out.output);
    in.read("bytes_after", out.bytesAfter);
    in.read("file_bytes_after", out.fileBytesAfter);
    in.read("seconds", out.seconds);
    in.read("peak_rss_bytes", out.peakRssBytes);
    in.read("device", out.device);
    in.list("sites", [&](JsonFields& fields) { return readSite(fields, out.sites.emplace_back()); });
    in.object("provenance", [&](JsonFields& fields) { return readProvenance(fields, out.provenance); });
    in.readAny("plan", out.plan);
    in.optionalObject("before",
                      [&](JsonFields& fields) { return readEvaluation(fields, out.before.emplace()); });
    in.optionalObject("after",
                      [&](JsonFields& fields) { return readEvaluation(fields, out.after.emplace()); });
    LAPIDARY_CHECK(in.status());
    return out;
}

} // namespace lapidary::results
