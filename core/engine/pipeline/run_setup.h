// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/api/engine.h"
#include "core/engine/forward/token_windows.h"
#include "core/engine/methods/site_method.h"
#include "core/engine/storage/open_model.h"
#include "core/engine/tensor/device.h"
#include "core/plan/check.h"

#include <map>
#include <memory>

namespace lapidary::engine {

/// Everything about a run that is known before its first block: opened, checked, tokenised, counted.
struct RunSetup {
    std::unique_ptr<const OpenModel> model;
    plan::PlanCheck check;
    std::map<model::SiteId, plan::SiteSettings> settings; // of every site
    at::Device device = at::kCPU;
    bool hasText = false;
    TokenWindows tokens;

    const model::ModelSpec& spec() const { return model->spec; }
    /// Forward passes over the calibration windows that gather inputs for a block's methods.
    double gatherPasses(const model::Block& block, bool sequential) const;
    /// Flops of the whole run, for progress.
    double work(bool sequential) const;
    /// The native format stores scales as f16; compressed-tensors in the plan's dtype.
    StorageTypes storageTypes(plan::OutputFormat format) const;
};

/// Errors: everything that would stop the run later, found before any work: problems of the plan, a missing
/// text, a device that is not there.
base::Result<RunSetup> prepareRun(const RunRequest& request, const DeviceProvider& provider,
                                  base::RunControl& control);

/// What makes two runs the same job; nothing else may change the bytes of the output.
base::OrderedJson runIdentity(const RunRequest& request, const RunSetup& setup);

} // namespace lapidary::engine
