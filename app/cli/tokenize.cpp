// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "core/session/model_files.h"

namespace lapidary::cli {

namespace {

class Tokenize final : public Command {
public:
    CommandSpec spec() override {
        return {"tokenize", "Token ids of a text",
                "tokenize SmolLM2-135M-Instruct.Q4_1.gguf --text wiki.test.raw --json",
                [this](Arguments& arguments) {
                    arguments.positional("MODEL", m_model, kModelHelp);
                    arguments.text("--text", m_text, kEvaluationHelp, true);
                }};
    }

    base::Status run(Console& console) override {
        LAPIDARY_TRY(const auto tokens, session::tokenizeFile(m_model, m_text, !console.json));
        if (console.json) {
            base::OrderedJson json;
            json["ids"] = tokens.ids;
            console.printJson(json);
            return {};
        }
        for (std::size_t i = 0; i < tokens.ids.size(); ++i)
            console.print(std::to_string(tokens.ids[i]) + "\t" + tokens.texts[i]);
        return {};
    }

private:
    std::string m_model;
    std::string m_text;
};

} // namespace

std::unique_ptr<Command> makeTokenize() {
    return std::make_unique<Tokenize>();
}

} // namespace lapidary::cli
