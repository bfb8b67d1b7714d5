// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_spec.h"
#include "core/plan/plan.h"

#include <QString>

#include <cstddef>
#include <optional>

namespace lapidary::widgets {

/// A tooltip that is shown as it stands, whatever names from files hold.
QString plainToolTip(const QString& text);
/// The kind's name as rules write it: "q", "down", "embed".
QString kindText(model::SiteKind kind);
/// The layers of the plan that a site's settings come from, highest first: "override, preset w4-g64"; empty:
/// none.
QString sourceText(const plan::ResolvedSite& site);
/// One line for each settings path: "quantization.bits = 4  (preset w4-g64)".
QString sourceDetails(const plan::ResolvedSite& site);
/// The highest rule among the sources.
std::optional<std::size_t> sourceRule(const plan::ResolvedSite& site);

} // namespace lapidary::widgets
