// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/model/model_spec.h"
#include "core/results/project.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lapidary::session {

/// A model that a person named: a Hugging Face folder, a .gguf file, a folder that a run made, or a project,
/// which knows its model's shape and where it was.
struct OpenedModel {
    std::filesystem::path path; // of the checkpoint; of a project's model it may not exist any more
    model::ModelSpec spec;
    std::optional<results::ProjectData> project;
};

/// Headers only; a project needs no checkpoint here. Errors: those of the readers.
base::Result<OpenedModel> openModel(const std::filesystem::path& path);

/// The checkpoint's path for a job. Error where a project's model has moved.
base::Result<std::filesystem::path> checkpointPath(const std::filesystem::path& path);

struct TokenizedText {
    std::vector<std::int32_t> ids;
    std::vector<std::string> texts; // one a token, where asked for
};

/// A file tokenised once, BOS where the tokenizer adds one.
base::Result<TokenizedText> tokenizeFile(const std::filesystem::path& model,
                                         const std::filesystem::path& text, bool withTexts,
                                         const base::RunControl& control = {});

} // namespace lapidary::session
