// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/formats/checkpoint.h"
#include "core/model/model_spec.h"

#include <filesystem>
#include <memory>

namespace lapidary::engine {

/// A checkpoint and what it is; a WeightReader refers to both, hence the fixed address.
struct OpenModel {
    formats::Checkpoint checkpoint;
    model::ModelSpec spec;
};

/// Headers only. Errors: as openCheckpoint, describeModel and checkComputable.
base::Result<std::unique_ptr<const OpenModel>> openModel(const std::filesystem::path& path);

} // namespace lapidary::engine
