// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/state/view_state.h"

namespace lapidary::tests {

/// What the made-up state holds; the defaults are a small model that is measured, planned and run once.
struct SampleOptions {
    int blocks = 3;
    bool measured = true; // spectra, activations, logits, sensitivity
    bool planned = true;  // preset w4-g64, a rule that prunes `down`, overrides in block 1
    bool run = true;      // one run with before and after, compared
};

/// A state for views: a Llama-shaped model without a checkpoint, with figures that follow smooth formulas
/// (worse at both ends and for `down`), so that every view has something to show and tests can foretell it.
widgets::ViewState sampleState(const SampleOptions& options = {});

/// The plan of the sample.
plan::Plan samplePlan();

/// The same state with another plan, checked anew; `planError` where it does not resolve.
widgets::ViewState withPlan(widgets::ViewState state, const plan::Plan& plan);

} // namespace lapidary::tests
