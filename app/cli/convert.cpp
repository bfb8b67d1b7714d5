// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/job.h"
#include "app/cli/plan_argument.h"
#include "core/base/text.h"
#include "core/session/model_files.h"

namespace lapidary::cli {

namespace {

class Convert final : public Command {
public:
    CommandSpec spec() override {
        return {"convert", "Write an opened model in another format",
                "convert SmolLM2-135M-Instruct.Q4_1.gguf --out smol-hf/ --format hf --dtype f32",
                [this](Arguments& arguments) {
                    arguments.positional("MODEL", m_model, kModelHelp);
                    arguments.text("--out", m_out, "folder to make; appears whole or not at all", true);
                    arguments.choice("--format", m_format, kFormats, "output format", true);
                    arguments.choice("--dtype", m_dtype, kDtypes,
                                     "type of dense parts; default: the source's, bf16 if quantized");
                    m_compute.declare(arguments);
                }};
    }

    base::Status run(Console& console) override {
        console.quiet = m_compute.quiet;
        engine::ConvertRequest request;
        LAPIDARY_TRY(request.model, session::checkpointPath(m_model));
        request.output = m_out;
        request.format = *plan::outputFormat(m_format);
        request.dtype = m_dtype;
        request.compute = m_compute.options();
        LAPIDARY_TRY(const auto report,
                     runJobFor<engine::ConvertReport>(
                         console, [&](session::Session& session) { return session.convert(request); }));
        if (console.json) {
            base::OrderedJson json;
            json["output"] = report.output;
            json["bytes"] = report.bytes;
            json["notes"] = report.notes;
            console.printJson(json);
            return {};
        }
        console.print(report.output + ": " + base::formatBytes(static_cast<double>(report.bytes)));
        for (const std::string& note : report.notes)
            console.print("note: " + note);
        return {};
    }

private:
    std::string m_model;
    std::string m_out;
    std::string m_format;
    std::string m_dtype;
    ComputeArguments m_compute;
};

} // namespace

std::unique_ptr<Command> makeConvert() {
    return std::make_unique<Convert>();
}

} // namespace lapidary::cli
