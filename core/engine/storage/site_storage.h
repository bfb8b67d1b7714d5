// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/engine/storage/compressed_linear.h"
#include "core/formats/tensor_catalog.h"
#include "core/plan/storage_layout.h"

#include <cstddef>
#include <string>
#include <vector>

namespace lapidary::engine {

/// One stored tensor of a site, bytes ready for a safetensors file. `layout.name` is the suffix to the module
/// name.
struct StoredPart {
    plan::PartLayout layout;
    std::vector<std::byte> bytes;
};

/// A site's terms as the parts of `layout` (same order, names, sizes). Values are already rounded to the
/// stored types, so that loading gives back exactly the same linear. Errors: parts that do not fit the layout
/// (a bug in plan or method).
base::Result<std::vector<StoredPart>> storeSite(const CompressedLinear& linear,
                                                const plan::StorageLayout& layout);

/// The entry of a site in `lapidary-sites.json`: how its parts make the weight.
base::OrderedJson describeSite(const CompressedLinear& linear);

/// Rebuilds a site from its parts in a checkpoint that `run` wrote. Every size is checked. Bias not included.
base::Result<CompressedLinear> loadSite(const base::Json& description, const std::string& module,
                                        const formats::TensorCatalog& catalog, at::Device device);

} // namespace lapidary::engine
