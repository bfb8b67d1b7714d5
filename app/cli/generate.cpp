// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/job.h"
#include "core/session/model_files.h"

namespace lapidary::cli {

namespace {

class Generate final : public Command {
public:
    CommandSpec spec() override {
        return {"generate", "Continue a text (greedy)",
                "generate SmolLM2-135M-Instruct.Q4_1.gguf --prompt \"The capital of France is\" --tokens 40",
                [this](Arguments& arguments) {
                    arguments.positional("MODEL", m_model, kModelHelp);
                    arguments.text("--prompt", m_prompt, "text to continue", true);
                    arguments.integer("--tokens", m_tokens, "new tokens at most", 1);
                    m_compute.declare(arguments);
                }};
    }

    base::Status run(Console& console) override {
        console.quiet = m_compute.quiet;
        engine::GenerateRequest request;
        LAPIDARY_TRY(request.model, session::checkpointPath(m_model));
        request.prompt = m_prompt;
        request.tokens = m_tokens;
        request.compute = m_compute.options();
        LAPIDARY_TRY(const auto report,
                     runJobFor<engine::GenerateReport>(
                         console, [&](session::Session& session) { return session.generate(request); }));
        if (!console.json) {
            console.print(m_prompt + report.text);
            return {};
        }
        base::OrderedJson json;
        json["text"] = report.text;
        json["token_ids"] = report.tokenIds;
        json["tokens_per_second"] = report.tokensPerSecond;
        console.printJson(json);
        return {};
    }

private:
    std::string m_model;
    std::string m_prompt;
    std::int64_t m_tokens = 64;
    ComputeArguments m_compute;
};

} // namespace

std::unique_ptr<Command> makeGenerate() {
    return std::make_unique<Generate>();
}

} // namespace lapidary::cli
