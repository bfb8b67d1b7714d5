// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/job.h"
#include "core/session/model_files.h"

#include <cstdio>

namespace lapidary::cli {

namespace {

class Eval final : public Command {
public:
    CommandSpec spec() override {
        return {"eval", "Perplexity on a text; against a reference also KL divergence and top-1 agreement",
                "eval compressed/ --text wiki.test.raw --windows 16 --reference "
                "SmolLM2-135M-Instruct.Q4_1.gguf --json",
                [this](Arguments& arguments) {
                    arguments.positional("MODEL", m_model, kModelHelp);
                    arguments.text("--text", m_text, kEvaluationHelp, true);
                    arguments.choice("--text-form", m_form, {"raw", "wikitext-rows"},
                                     "raw: the bytes of the file; wikitext-rows: its lines as data-set rows");
                    arguments.integer("--window", m_window, "tokens a window; 0: min(2048, context)", 0);
                    arguments.integer("--windows", m_windows, "score only the first N windows; 0: all", 0);
                    arguments.text("--reference", m_reference, "model to compare with, token by token");
                    m_compute.declare(arguments);
                }};
    }

    base::Status run(Console& console) override {
        console.quiet = m_compute.quiet;
        engine::EvaluationRequest request;
        LAPIDARY_TRY(request.model, session::checkpointPath(m_model));
        if (!m_reference.empty()) {
            LAPIDARY_TRY(request.reference, session::checkpointPath(m_reference));
        }
        LAPIDARY_TRY(const auto text, session::textPath(m_text, session::TextUse::Evaluation));
        request.text = {text, m_form == "raw" ? engine::TextForm::Raw : engine::TextForm::WikitextRows,
                        m_window, m_windows};
        request.compute = m_compute.options();
        LAPIDARY_TRY(const auto report,
                     runJobFor<results::EvaluationReport>(
                         console, [&](session::Session& session) { return session.evaluate(request); }));
        if (console.json)
            console.printJson(results::toJson(report));
        else
            print(console, report);
        return {};
    }

private:
    static void print(Console& console, const results::EvaluationReport& report) {
        char line[256];
        std::snprintf(line, sizeof line,
                      "perplexity %.4f (mean NLL %.5f nats over %lld tokens, %lld windows of %lld)",
                      report.perplexity, report.nll, static_cast<long long>(report.scored),
                      static_cast<long long>(report.windows), static_cast<long long>(report.window));
        console.print(line);
        if (report.divergence) {
            const auto& divergence = *report.divergence;
            std::snprintf(
                line, sizeof line,
                "KL(reference || model) mean %.5f, 99th percentile %.4f nats; top-1 agreement %.2f %%",
                divergence.klMean, divergence.klP99, 100.0 * divergence.top1Agreement);
            console.print(line);
        }
        std::snprintf(line, sizeof line, "%.1f s on %s, %.0f tokens/s", report.seconds, report.device.c_str(),
                      static_cast<double>(report.tokens) / report.seconds);
        console.print(line);
    }

    std::string m_model;
    std::string m_text;
    std::string m_form = "raw";
    std::string m_reference;
    std::int64_t m_window = 0;
    std::int64_t m_windows = 0;
    ComputeArguments m_compute;
};

} // namespace

std::unique_ptr<Command> makeEval() {
    return std::make_unique<Eval>();
}

} // namespace lapidary::cli
