// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_system.h"
#include "core/base/result.h"
#include "core/model/model_spec.h"

#include <filesystem>
#include <vector>

namespace lapidary::engine {

/// An output that exists and is no empty folder is an error: nothing is ever written over.
base::Status refuseExisting(const std::filesystem::path& output);

/// Fsyncs the finished folder, renames it to its name and fsyncs the parent.
base::Status putInPlace(base::FileSystem& files, const std::filesystem::path& finished,
                        const std::filesystem::path& output);

/// Norms and biases of a block, in the order of ModelSpec::plainTensors.
std::vector<const model::PlainTensor*> blockPlainTensors(const model::Block& block);

} // namespace lapidary::engine
