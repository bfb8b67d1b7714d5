// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/plan/settings.h"
#include "widgets/plot/plot_content.h"
#include "widgets/state/view_state.h"

#include <string>

namespace lapidary::widgets {

/// What is varied along x.
enum class SensitivityOf { Bits, Sparsity, KeptShare };

plan::Family familyOf(SensitivityOf what);
/// Settings that a place of the handle stands for, for a method of the family.
base::Json settingsAt(SensitivityOf what, double position, const std::string& method);
QString settingWords(SensitivityOf what, double position); // "3 bits", "50 % zeros", "60 % kept"

/// Relative output error of the focus over bits, sparsity or kept share; KL on the right axis where it is
/// known. The handle stands at the setting in force, hollow where there is none.
PlotContent sensitivityContent(const ViewState& state, const model::SiteId& focus, SensitivityOf what);

} // namespace lapidary::widgets
