// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_system.h"
#include "core/formats/checkpoint.h"
#include "core/formats/gguf.h"

namespace lapidary::formats {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr const char* kTokenizerName = "tokenizer.json";
// The largest published ones, with over 250,000 tokens and their merges, take about 35 MB.
constexpr std::uint64_t kTokenizerLimit = std::uint64_t{256} << 20;

} // namespace

Result<Tokenizer> openTokenizer(const Checkpoint& checkpoint) {
    if (checkpoint.kind == CheckpointKind::Gguf) {
        LAPIDARY_TRY(const GgufFile gguf, GgufFile::open(checkpoint.path));
        return Tokenizer::fromGguf(gguf);
    }
    const std::string path = (checkpoint.path / kTokenizerName).string();
    auto text = base::readTextFile(path, kTokenizerLimit);
    if (!text && text.error().code == ErrorCode::FileNotFound)
        return Error{ErrorCode::FileNotFound,
                     path,
                     {},
                     "no such file",
                     "the model's tokenizer.json",
                     "fetch tokenizer.json too (a tokenizer.model alone is not read)"};
    if (!text)
        return std::move(text).error();
    Tokenizer::HuggingFaceFiles files;
    files.tokenizerJson = *std::move(text);
    const std::pair<const char*, std::string*> companions[] = {
        {"tokenizer_config.json", &files.tokenizerConfigJson},
        {"special_tokens_map.json", &files.specialTokensMapJson},
        {"chat_template.jinja", &files.chatTemplateJinja},
    };
    for (const auto& [name, target] : companions) {
        auto companion = base::readTextFile(checkpoint.path / name, kTokenizerLimit);
        if (companion)
            *target = *std::move(companion);
        else if (companion.error().code != ErrorCode::FileNotFound)
            return std::move(companion).error();
    }
    return Tokenizer::fromFiles(std::move(files), path);
}

} // namespace lapidary::formats
