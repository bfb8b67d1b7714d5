// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/formats/checkpoint.h"
#include "core/model/model_spec.h"
#include "core/results/project.h"

#include <filesystem>
#include <optional>
#include <string>

namespace lapidary::cli {

inline constexpr const char* kModelHelp =
    "Hugging Face folder, .gguf file, .lapidary project, or folder that run made";

/// What MODEL on the command line stands for. A project knows its model's shape and where it was.
struct ModelArgument {
    std::filesystem::path path;                    // of the checkpoint
    std::optional<formats::Checkpoint> checkpoint; // nothing where a project's model is not there any more
    model::ModelSpec spec;
    std::optional<results::ProjectData> project;
};

/// Headers only. A project needs no checkpoint here.
base::Result<ModelArgument> openModelArgument(const std::string& text);

/// The checkpoint's path for a job. Error where a project's model has moved.
base::Result<std::filesystem::path> checkpointPath(const std::string& text);

} // namespace lapidary::cli
