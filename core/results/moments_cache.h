// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_system.h"
#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/model/site_id.h"
#include "core/results/measurements.h"

#include <filesystem>
#include <optional>

namespace lapidary::results {

/// Full second moments, one safetensors file per input group in a folder that may be thrown away at any time
/// (`measure --moments DIR`): tensors `moment` F64 [width, width] and `first_rows` F32 [windows, width], the
/// rest in the metadata. The file's name carries the group and a digest of model, text, windows and seed, so
/// that moments of several texts lie side by side.
std::filesystem::path momentsFile(const std::filesystem::path& folder, const model::InputGroupId& group,
                                  const Provenance& provenance);

/// Writes a file whole and renames it into place; makes the folder. Errors: sizes that do not go together,
/// the disk.
base::Status saveMoments(base::FileSystem& files, const std::filesystem::path& folder,
                         const model::InputGroupId& group, const Provenance& provenance,
                         const InputMoments& moments, const base::RunControl& control);

/// Nothing where the folder has no moments of this group from the same input. Errors: a damaged file, another
/// provenance inside than the name says.
base::Result<std::optional<InputMoments>> loadMoments(const std::filesystem::path& folder,
                                                      const model::InputGroupId& group,
                                                      const Provenance& provenance);

} // namespace lapidary::results
