// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/model_argument.h"
#include "core/base/file_system.h"

namespace lapidary::cli {

namespace {

class Tokenize final : public Command {
public:
    CommandSpec spec() override {
        return {"tokenize", "Token ids of a text",
                "tokenize SmolLM2-135M-Instruct.Q4_1.gguf --text wiki.test.raw --json",
                [this](Arguments& arguments) {
                    arguments.positional("MODEL", m_model, kModelHelp);
                    arguments.text("--text", m_text, "UTF-8 text", true);
                }};
    }

    base::Status run(Console& console) override {
        constexpr std::uint64_t kTextLimit = std::uint64_t{4} << 30;
        LAPIDARY_TRY(const auto path, checkpointPath(m_model));
        LAPIDARY_TRY(const auto checkpoint, formats::openCheckpoint(path));
        LAPIDARY_TRY(const auto tokenizer, formats::openTokenizer(checkpoint));
        LAPIDARY_TRY(const std::string text, base::readTextFile(m_text, kTextLimit));
        LAPIDARY_TRY(const auto ids, tokenizer.encode(text, true));
        if (console.json) {
            base::OrderedJson json;
            json["ids"] = ids;
            console.printJson(json);
            return {};
        }
        for (const formats::TokenId id : ids)
            console.print(std::to_string(id) + "\t" + tokenizer.tokenText(id));
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
