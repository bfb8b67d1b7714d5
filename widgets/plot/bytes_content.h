// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"
#include "widgets/state/selection_model.h"
#include "widgets/state/view_state.h"

namespace lapidary::widgets {

enum class BytesBy { Kind, Block, Map };

struct BytesOptions {
    BytesBy by = BytesBy::Kind;
    bool asFound = false; // before: the checkpoint's own bytes, else everything at 16 bits
};

/// Where the bytes are: bars by kind of site or by block, before and after the plan, those after it stacked
/// of what is stored; or a treemap of the sites after the plan, blocks in it whole. With B where a run is
/// compared.
PlotContent bytesContent(const ViewState& state, const SelectionModel::SiteSet& selected,
                         const BytesOptions& options = {});

/// The sites that a mark's key stands for: "kind:q", "block:3", or one site's name. Empty: none.
SelectionModel::SiteSet sitesOfKey(const model::ModelSpec& model, const QString& key);

} // namespace lapidary::widgets
