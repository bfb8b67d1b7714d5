// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/model_files.h"

#include "core/base/file_system.h"
#include "core/formats/checkpoint.h"
#include "core/session/builtin_files.h"

namespace lapidary::session {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::string_view kCached = "cache:";

bool isProject(const fs::path& path) {
    return path == kSample || (path.extension() == ".lapidary" && !fs::is_directory(path));
}

/// Where keptPath()'s `cache:NAME` is on this machine; other paths as they are.
fs::path resolvedPath(const std::string& kept) {
    if (!kept.starts_with(kCached))
        return kept;
    const fs::path name = kept.substr(kCached.size());
    const auto cache = cacheFolder();
    return cache && name == name.filename() ? modelsFolder(*cache) / name : fs::path(kept);
}

} // namespace

Result<OpenedModel> openModel(const fs::path& path, std::optional<Error>* damage) {
    OpenedModel opened;
    if (!isProject(path)) {
        LAPIDARY_TRY(opened.path, checkpointPath(path));
        LAPIDARY_TRY(const auto checkpoint, formats::openCheckpoint(opened.path));
        LAPIDARY_TRY(opened.spec, model::describeModel(checkpoint));
        return opened;
    }
    LAPIDARY_TRY(const fs::path project, projectPath(path));
    LAPIDARY_TRY(opened.project, results::ProjectFile::read(project, damage));
    if (!opened.project->model)
        return Error{ErrorCode::NotMeasured, path.string(), {}, "a project without a model", {}, {}};
    opened.spec = *opened.project->model;
    opened.path = resolvedPath(opened.project->modelPath);
    return opened;
}

Result<fs::path> checkpointPath(const fs::path& path) {
    if (path == kBuiltin) {
        LAPIDARY_TRY(const BuiltinFiles builtin, builtinFiles());
        return builtin.model;
    }
    if (!isProject(path))
        return path;
    LAPIDARY_TRY(const OpenedModel opened, openModel(path));
    if (opened.path == kBuiltin)
        return checkpointPath(opened.path);
    if (!fs::exists(opened.path))
        return Error{ErrorCode::FileNotFound,
                     opened.path.string(),
                     {},
                     "nothing there",
                     "the model of the project " + path.string(),
                     opened.project->modelPath.starts_with(kCached)
                         ? "get it there (packaging/get-model.sh), or name the model itself instead"
                         : "name the model itself instead of the project"};
    return opened.path;
}

Result<fs::path> projectPath(const fs::path& path) {
    if (path == kSample)
        return sampleProject();
    if (path != kBuiltin)
        return path;
    LAPIDARY_TRY(const BuiltinFiles builtin, builtinFiles());
    return builtin.project;
}

std::string keptPath(const fs::path& checkpoint) {
    const fs::path path = fs::absolute(checkpoint).lexically_normal();
    const auto cache = cacheFolder();
    if (checkpoint == kBuiltin || (cache && path == builtinFolder(*cache).lexically_normal()))
        return std::string(kBuiltin);
    if (cache && path.parent_path() == modelsFolder(*cache).lexically_normal())
        return std::string(kCached) + path.filename().string();
    return path.string();
}

Result<fs::path> textPath(const fs::path& text, TextUse use) {
    const std::string& name = text.native();
    const std::string_view owner = std::string_view(name).substr(0, name.find(':'));
    if (owner != kBuiltin && owner != kSample)
        return text;
    const std::string_view part = std::string_view(name).substr(owner.size());
    const bool calibration = part == ":calibration" || (part.empty() && use == TextUse::Calibration);
    const bool evaluation = part == ":evaluation" || (part.empty() && use == TextUse::Evaluation);
    if (!calibration && !evaluation)
        return Error{ErrorCode::UnknownName,
                     name,
                     {},
                     {},
                     std::string(owner) + ":calibration or " + std::string(owner) + ":evaluation",
                     "write ./" + name + " for a file of that name"};
    if (owner == kSample) {
        LAPIDARY_TRY(const SampleTexts sample, sampleTexts());
        return calibration ? sample.calibration : sample.evaluation;
    }
    LAPIDARY_TRY(const BuiltinFiles builtin, builtinFiles());
    return calibration ? builtin.calibration : builtin.evaluation;
}

Result<TokenizedText> tokenizeFile(const fs::path& model, const fs::path& text, bool withTexts,
                                   const base::RunControl& control) {
    constexpr std::uint64_t kTextLimit = std::uint64_t{4} << 30;
    LAPIDARY_TRY(const fs::path modelPath, checkpointPath(model));
    LAPIDARY_TRY(const auto checkpoint, formats::openCheckpoint(modelPath));
    LAPIDARY_TRY(const auto tokenizer, formats::openTokenizer(checkpoint));
    LAPIDARY_TRY(const fs::path file, textPath(text, TextUse::Evaluation));
    LAPIDARY_TRY(const std::string content, base::readTextFile(file, kTextLimit));
    TokenizedText tokenized;
    LAPIDARY_TRY(tokenized.ids, tokenizer.encode(content, true, control));
    if (withTexts)
        for (const formats::TokenId id : tokenized.ids)
            tokenized.texts.push_back(tokenizer.tokenText(id));
    return tokenized;
}

} // namespace lapidary::session
