// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sentence.h"
#include "core/model/model_spec.h"
#include "core/plan/storage_layout.h"

#include <string>
#include <vector>

/// What checkPlan and the reach ask of one site.
namespace lapidary::plan::detail {

/// The layout in the format of `request`; what the format refuses is an Error.
base::Result<StorageLayout> formatLayout(const model::Site& site, const SiteSettings& settings,
                                         const LayoutRequest& request);

/// Why methods cannot be applied here: "gptq cannot be applied here: …".
std::vector<base::Sentence> obstacles(const SiteSettings& settings, std::int64_t out, std::int64_t in);

/// The largest rank whose factors take no more than the dense matrix.
std::int64_t breakEvenRank(const model::Site& site);

} // namespace lapidary::plan::detail
