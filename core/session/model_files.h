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
#include <vector>

namespace lapidary::session {

/// A model that a person named: a Hugging Face folder, a .gguf file, a folder that a run made, a project,
/// which knows its model's shape and where it was (`sample` is one), or the built-in model.
struct OpenedModel {
    std::filesystem::path path; // of the checkpoint; a project's model may be gone, or be `builtin`
    model::ModelSpec spec;
    std::optional<results::ProjectData> project;
};

/// Headers only; a project needs no checkpoint here. Errors: those of the readers, and of unpacking the
/// built-in model. A project whose journal is damaged is an error too, or opens as far as the journal is
/// intact where `damage` takes the error.
base::Result<OpenedModel> openModel(const std::filesystem::path& path,
                                    std::optional<base::Error>* damage = nullptr);

/// The checkpoint's path for a job. Error where a project's model has moved.
base::Result<std::filesystem::path> checkpointPath(const std::filesystem::path& path);

/// The path of a project to read: `builtin` is the recorded one of the built-in model, `sample` that of
/// SmolLM2-135M.
base::Result<std::filesystem::path> projectPath(const std::filesystem::path& path);

/// What a project keeps of a checkpoint's path: `builtin` for the built-in model, wherever it is unpacked,
/// `cache:NAME` for one that lies in the models folder of Lapidary's cache, else the absolute path.
std::string keptPath(const std::filesystem::path& checkpoint);

/// What a text is for decides what `builtin` and `sample` mean.
enum class TextUse { Calibration, Evaluation };

/// The path of a text that a person named: `builtin`, `builtin:calibration` and `builtin:evaluation` are the
/// built-in model's texts, `sample`, `sample:calibration` and `sample:evaluation` English ones for other
/// models; everything else is a path already. Errors: UnknownName for another `builtin:…` or `sample:…`,
/// those of unpacking.
base::Result<std::filesystem::path> textPath(const std::filesystem::path& text, TextUse use);

struct TokenizedText {
    std::vector<std::int32_t> ids;
    std::vector<std::string> texts; // one a token, where asked for
};

/// A file tokenised once, BOS where the tokenizer adds one. Model and text as a person names them, `builtin`
/// and `sample` being evaluation texts.
base::Result<TokenizedText> tokenizeFile(const std::filesystem::path& model,
                                         const std::filesystem::path& text, bool withTexts,
                                         const base::RunControl& control = {});

} // namespace lapidary::session
