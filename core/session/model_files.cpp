// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/model_files.h"

#include "core/base/file_system.h"
#include "core/formats/checkpoint.h"

namespace lapidary::session {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

bool isProject(const fs::path& path) {
    return path.extension() == ".lapidary" && !fs::is_directory(path);
}

} // namespace

Result<OpenedModel> openModel(const fs::path& path) {
    OpenedModel opened;
    opened.path = path;
    if (path == "builtin")
        return Error{ErrorCode::Unsupported, "builtin", {}, "no built-in model in this version",
                     "a folder or file",     {}};
    if (!isProject(path)) {
        LAPIDARY_TRY(const auto checkpoint, formats::openCheckpoint(path));
        LAPIDARY_TRY(opened.spec, model::describeModel(checkpoint));
        return opened;
    }
    LAPIDARY_TRY(opened.project, results::ProjectFile::read(path));
    if (!opened.project->model)
        return Error{ErrorCode::NotMeasured, path.string(), {}, "a project without a model", {}, {}};
    opened.spec = *opened.project->model;
    opened.path = opened.project->modelPath;
    return opened;
}

Result<fs::path> checkpointPath(const fs::path& path) {
    if (path != "builtin" && !isProject(path))
        return path;
    LAPIDARY_TRY(const OpenedModel opened, openModel(path));
    if (!fs::exists(opened.path))
        return Error{ErrorCode::FileNotFound,
                     opened.path.string(),
                     {},
                     "nothing there",
                     "the model of the project " + path.string(),
                     "name the model itself instead of the project"};
    return opened.path;
}

Result<TokenizedText> tokenizeFile(const fs::path& model, const fs::path& text, bool withTexts,
                                   const base::RunControl& control) {
    constexpr std::uint64_t kTextLimit = std::uint64_t{4} << 30;
    LAPIDARY_TRY(const auto checkpoint, formats::openCheckpoint(model));
    LAPIDARY_TRY(const auto tokenizer, formats::openTokenizer(checkpoint));
    LAPIDARY_TRY(const std::string content, base::readTextFile(text, kTextLimit));
    TokenizedText tokenized;
    LAPIDARY_TRY(tokenized.ids, tokenizer.encode(content, true, control));
    if (withTexts)
        for (const formats::TokenId id : tokenized.ids)
            tokenized.texts.push_back(tokenizer.tokenText(id));
    return tokenized;
}

} // namespace lapidary::session
