// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"
#include "widgets/state/selection_model.h"
#include "widgets/state/view_state.h"

namespace lapidary::widgets {

void frameMap(PlotContent& content);
/// A treemap of the sites after the plan: a tile for each, its area the bytes, coloured by treatment, the
/// tiles of a block together in a frame; what is selected outlined. The plan resolves.
void addMap(PlotContent& content, const ViewState& state, const SelectionModel::SiteSet& selected);

} // namespace lapidary::widgets
