// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/model/model_spec.h"

#include <string>

namespace lapidary::results {

/// A model's description as JSON, so that a project plans and counts bytes without the checkpoint.
base::OrderedJson toJson(const model::ModelSpec& spec);

/// The way back. Refuses what the rest of the program relies on and a stranger's file may break: a block
/// without one of its seven sites, blocks out of order, lists of another length than the blocks, widths below
/// 1 or above 2^31 - 1.
base::Result<model::ModelSpec> modelSpecFromJson(const base::Json& json, const std::string& file);

} // namespace lapidary::results
