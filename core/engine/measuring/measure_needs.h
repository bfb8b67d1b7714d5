// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engine.h"
#include "core/model/model_spec.h"

#include <cstdint>
#include <set>
#include <vector>

namespace lapidary::engine {

/// What is to be measured at one block.
struct BlockNeeds {
    std::set<model::SiteId> spectra;
    std::set<model::SiteId> sensitivity;
    std::set<model::SiteId> trueKl;
    std::set<model::InputGroupId> activations;
    std::set<model::InputGroupId> moments;     // of whichever the rest needs, and of those to be kept
    std::set<model::InputGroupId> keptMoments; // for the folder of moments

    bool inputs() const { return !activations.empty() || !moments.empty(); }
    bool sites() const { return !spectra.empty() || !sensitivity.empty(); }
};

/// What a request asks for and the project does not have. Without a text only the weights' own spectra.
struct MeasureNeeds {
    std::vector<BlockNeeds> blocks;
    bool embedSpectrum = false;
    bool headSpectrum = false;
    bool logits = false;
    bool trueKl = false;
    /// Blocks 0 .. forwardBlocks - 1 must be run.
    std::size_t forwardBlocks = 0;

    /// `provenance`: by which kept moments are found again.
    static MeasureNeeds find(const model::ModelSpec& spec, const MeasureRequest& request,
                             const results::Provenance& provenance);
};

/// Floating-point operations of everything needed on windows x window tokens, for progress.
double measureFlops(const MeasureNeeds& needs, const model::ModelSpec& spec, std::int64_t windows,
                    std::int64_t window);

/// Of the accumulators of one input group on `tokens`.
double groupFlops(const BlockNeeds& needs, const model::InputGroup& group, double tokens);
/// Of one site's spectra and sensitivity.
double siteFlops(const BlockNeeds& needs, const model::Site& site);

} // namespace lapidary::engine
