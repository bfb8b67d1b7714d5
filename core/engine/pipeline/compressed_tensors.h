// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/engine/storage/compressed_linear.h"
#include "core/formats/tensor_catalog.h"
#include "core/model/model_spec.h"
#include "core/plan/settings.h"

#include <map>

namespace lapidary::engine {

/// `quantization_config` of a pack-quantized checkpoint: one config group a scheme, dense linears in
/// `ignore`. One scheme for all targets the class "Linear", as other tools write it; several name their
/// modules.
base::OrderedJson compressedTensorsConfig(const model::ModelSpec& spec,
                                          const std::map<model::SiteId, plan::SiteSettings>& settings);

/// `weight_packed`, `weight_scale`, `weight_shape` of a symmetric 4- or 8-bit site as a grid. Bits and group
/// follow from the shapes; every size is checked.
base::Result<CompressedLinear> loadPackedSite(const model::Site& site, const formats::TensorCatalog& catalog,
                                              at::Device device);

} // namespace lapidary::engine
