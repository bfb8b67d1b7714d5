// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/model_argument.h"

namespace lapidary::cli {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

bool isProject(const std::filesystem::path& path) {
    return path.extension() == ".lapidary" && !std::filesystem::is_directory(path);
}

} // namespace

Result<ModelArgument> openModelArgument(const std::string& text) {
    if (text == "builtin")
        return Error{ErrorCode::Unsupported, text, {}, "no built-in model in this version",
                     "a folder or file",     {}};
    ModelArgument argument;
    argument.path = text;
    if (isProject(argument.path)) {
        LAPIDARY_TRY(argument.project, results::ProjectFile::read(argument.path));
        if (!argument.project->model)
            return Error{ErrorCode::NotMeasured, text, {}, "a project without a model", {}, {}};
        argument.spec = *argument.project->model;
        argument.path = argument.project->modelPath;
        return argument;
    }
    LAPIDARY_TRY(argument.checkpoint, formats::openCheckpoint(argument.path));
    LAPIDARY_TRY(argument.spec, model::describeModel(*argument.checkpoint));
    return argument;
}

Result<std::filesystem::path> checkpointPath(const std::string& text) {
    if (text != "builtin" && !isProject(text))
        return std::filesystem::path(text);
    LAPIDARY_TRY(const ModelArgument argument, openModelArgument(text));
    if (!std::filesystem::exists(argument.path))
        return Error{ErrorCode::FileNotFound,
                     argument.path.string(),
                     {},
                     "nothing there",
                     "the model of the project " + text,
                     "name the model itself instead of the project"};
    return argument.path;
}

} // namespace lapidary::cli
