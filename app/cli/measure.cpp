// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/job.h"
#include "app/cli/measured_parts.h"
#include "core/base/text.h"
#include "core/session/model_files.h"

#include <cstdio>

namespace lapidary::cli {

namespace {

class Measure final : public Command {
public:
    CommandSpec spec() override {
        return {"measure", "Measure a model into a project file; skips what is there and still valid",
                "measure SmolLM2-135M-Instruct.Q4_1.gguf --out smol.lapidary --text c4.utf8 --windows 16",
                [this](Arguments& arguments) {
                    arguments.positional("MODEL", m_model, kModelHelp);
                    arguments.text("--out", m_out, "project file to fill (made where missing)", true);
                    arguments.text("--what", m_what, "parts, separated by commas");
                    arguments.text("--sites", m_sites, "glob over site names for spectra and sensitivity");
                    arguments.text("--text", m_text,
                                   std::string(kCalibrationHelp) +
                                       "; all parts but the spectra of weights need one");
                    arguments.integer("--windows", m_windows, "calibration windows", 1);
                    arguments.integer("--window", m_window, "tokens a window; 0: min(2048, context)", 0);
                    arguments.text("--token-weights", m_tokenWeights,
                                   "none or first:W; checked only: what is measured is unweighted, and kept "
                                   "moments serve any first-token weight");
                    arguments.text("--moments", m_moments, "folder that keeps the full second moments");
                    arguments.flag("--measure-kl", m_measureKl,
                                   "also the true KL of every chosen site and setting (slow)");
                    arguments.integer("--seed", m_seed, "seed", 0);
                    m_compute.declare(arguments);
                }};
    }

    base::Status run(Console& console) override {
        console.quiet = m_compute.quiet;
        session::MeasureJob job;
        job.project = m_out;
        LAPIDARY_TRY(job.request, request());
        LAPIDARY_TRY(const auto report,
                     runJobFor<engine::MeasureReport>(
                         console, [&](session::Session& session) { return session.measure(job); }));
        if (console.json)
            console.printJson(toJson(report));
        else
            print(console, report);
        return {};
    }

private:
    base::Result<engine::MeasureRequest> request() const {
        engine::MeasureRequest request;
        LAPIDARY_TRY(request.model, session::checkpointPath(m_model));
        LAPIDARY_CHECK(chooseParts("measure", "--what", m_what, request));
        if (m_text.empty() && (request.activations || request.logits || request.sensitivity))
            return base::Error{base::ErrorCode::BadUsage,
                               "measure",
                               "--text",
                               "no text",
                               "a calibration text for activations, logits and sensitivity",
                               "give --text FILE, or --what spectra"};
        LAPIDARY_TRY(const auto text, session::textPath(m_text, session::TextUse::Calibration));
        request.text = {text, engine::TextForm::Raw, m_window, m_windows};
        LAPIDARY_TRY(request.tokenWeights,
                     plan::parseTokenWeights(m_tokenWeights, "measure", "--token-weights"));
        request.sites = m_sites;
        request.momentsFolder = m_moments;
        request.measureKl = m_measureKl;
        request.seed = static_cast<std::uint64_t>(m_seed);
        request.compute = m_compute.options();
        return request;
    }

    base::OrderedJson toJson(const engine::MeasureReport& report) const {
        base::OrderedJson json;
        json["seconds"] = report.seconds;
        json["peak_rss_bytes"] = report.peakRssBytes;
        json["sites_measured"] = report.sitesMeasured;
        json["tokens"] = report.tokens;
        json["device"] = report.device;
        json["project"] = m_out;
        return json;
    }

    void print(Console& console, const engine::MeasureReport& report) const {
        console.print("measured " + std::to_string(report.sitesMeasured) + " sites on " +
                      std::to_string(report.tokens) + " tokens into " + m_out);
        for (const auto& [part, seconds] : report.seconds) {
            char line[96];
            std::snprintf(line, sizeof line, "  %-14s %8.1f s", part.c_str(), seconds);
            console.print(line);
        }
        console.print("peak memory " + base::formatBytes(static_cast<double>(report.peakRssBytes)));
    }

    std::string m_model;
    std::string m_out;
    std::string m_what = "spectra,activations,logits,sensitivity";
    std::string m_sites = "*";
    std::string m_text;
    std::string m_tokenWeights = "first:64";
    std::string m_moments;
    bool m_measureKl = false;
    std::int64_t m_windows = 32;
    std::int64_t m_window = 0;
    std::int64_t m_seed = 0;
    ComputeArguments m_compute;
};

} // namespace

std::unique_ptr<Command> makeMeasure() {
    return std::make_unique<Measure>();
}

} // namespace lapidary::cli
