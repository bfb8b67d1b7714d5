// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/check.h"
#include "widgets/state/view_state.h"

#include <QString>

#include <cstdint>

namespace lapidary::widgets {

/// "−38.0 MB", "+1.20 kB"; a bare 0 where nothing differs.
QString bytesDifferenceText(std::int64_t bytes);

/// How an earlier plan differs from the one in force, in one line: bytes, the sites whose settings differ and
/// in what, and the parts of the plan that are not of single sites. `then` is null where it does not resolve.
QString differenceFromNow(const plan::Plan& thenPlan, const plan::PlanCheck* then, const ViewState& now);

} // namespace lapidary::widgets
