// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/job.h"
#include "app/cli/plan_argument.h"
#include "app/cli/run_record.h"
#include "core/base/text.h"
#include "core/session/model_files.h"

#include <cstdio>

namespace lapidary::cli {

namespace {

class Run final : public Command {
public:
    CommandSpec spec() override {
        return {"run", "Compress a model by a plan; journaled, can be resumed",
                "run plan.json SmolLM2-135M-Instruct.Q4_1.gguf --out compressed/ --text c4.utf8 --json",
                [this](Arguments& arguments) {
                    arguments.positional("PLAN", m_plan, "plan file; - reads standard input");
                    arguments.positional("MODEL", m_model, kModelHelp);
                    arguments.text("--out", m_out, "folder to make; appears whole or not at all", true);
                    arguments.flag("--resume", m_resume, "go on with an interrupted run of the same plan");
                    arguments.text("--text", m_text,
                                   std::string(kCalibrationHelp) + "; instead of the plan's");
                    arguments.integer("--windows", m_windows, "calibration windows (0: the plan's)", 0);
                    arguments.integer("--window", m_window, "tokens a window (0: the plan's)", 0);
                    arguments.text("--token-weights", m_tokenWeights, "none or first:W (empty: the plan's)");
                    arguments.choice("--format", m_format, kFormats, "output format");
                    arguments.choice("--dtype", m_dtype, withEmpty(kDtypes),
                                     "type of dense parts (empty: the plan's)");
                    m_record.declare(arguments);
                    m_compute.declare(arguments);
                }};
    }

    base::Status run(Console& console) override {
        console.quiet = m_compute.quiet;
        LAPIDARY_TRY(const engine::RunRequest request, this->request());
        LAPIDARY_CHECK(m_record.check(request));
        LAPIDARY_TRY(auto report, runJobFor<results::RunReport>(console, [&](session::Session& session) {
                         return session.run(request);
                     }));
        LAPIDARY_CHECK(m_record.complete(console, request, report));
        if (console.json)
            console.printJson(results::toJson(report));
        else
            print(console, report);
        return {};
    }

private:
    static std::vector<std::string> withEmpty(std::vector<std::string> choices) {
        choices.emplace_back();
        return choices;
    }

    base::Result<engine::RunRequest> request() const {
        engine::RunRequest request;
        LAPIDARY_TRY(request.plan, readPlanArgument(m_plan));
        LAPIDARY_TRY(request.model, session::checkpointPath(m_model));
        plan::Calibration& calibration = request.plan.calibration;
        if (m_windows > 0)
            calibration.windows = m_windows;
        if (m_window > 0)
            calibration.window = m_window;
        if (!m_tokenWeights.empty()) {
            LAPIDARY_TRY(calibration.tokenWeights,
                         plan::parseTokenWeights(m_tokenWeights, "run", "--token-weights"));
        }
        if (!m_dtype.empty())
            request.plan.dtype = m_dtype;
        const std::filesystem::path named(m_text.empty() ? calibration.text : m_text);
        LAPIDARY_TRY(request.text, session::textPath(named, session::TextUse::Calibration));
        if (m_text.empty() && request.text == named)
            request.text = besidePlan(calibration.text);
        calibration.text = named.filename().string();
        request.output = m_out;
        request.format = *plan::outputFormat(m_format);
        request.resume = m_resume;
        request.compute = m_compute.options();
        return request;
    }

    /// The plan names its text as seen from the working folder or from the plan's own.
    std::filesystem::path besidePlan(const std::string& text) const {
        if (text.empty() || std::filesystem::exists(text))
            return text;
        const auto beside = std::filesystem::path(m_plan).parent_path() / text;
        return std::filesystem::exists(beside) ? beside : std::filesystem::path(text);
    }

    static void print(Console& console, const results::RunReport& report) {
        const auto bytes = [](std::uint64_t count) { return base::formatBytes(static_cast<double>(count)); };
        console.print(report.output + ": " + bytes(report.bytesAfter) + " of tensors, " +
                      bytes(report.fileBytesAfter) + " with headers");
        char line[160];
        for (const results::SiteReport& site : report.sites) {
            std::snprintf(line, sizeof line, "  %-24s relative error %8.5f  %10s  %6.2f s",
                          site.site.name.c_str(), site.relativeError, bytes(site.bytes).c_str(),
                          site.seconds);
            console.print(line);
        }
        std::string seconds;
        for (const auto& [stage, value] : report.seconds) {
            std::snprintf(line, sizeof line, "%s %.1f s  ", stage.c_str(), value);
            seconds += line;
        }
        console.print(seconds + "peak memory " + bytes(report.peakRssBytes));
        if (report.before && report.after) {
            std::snprintf(line, sizeof line, "perplexity %.4f before, %.4f after", report.before->perplexity,
                          report.after->perplexity);
            console.print(line);
        }
    }

    std::string m_plan;
    std::string m_model;
    std::string m_out;
    bool m_resume = false;
    std::string m_text;
    std::int64_t m_windows = 0;
    std::int64_t m_window = 0;
    std::string m_tokenWeights;
    std::string m_format = "lapidary";
    std::string m_dtype;
    RunRecord m_record;
    ComputeArguments m_compute;
};

} // namespace

std::unique_ptr<Command> makeRun() {
    return std::make_unique<Run>();
}

} // namespace lapidary::cli
