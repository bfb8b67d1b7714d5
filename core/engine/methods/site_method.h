// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/storage/compressed_linear.h"
#include "core/plan/settings.h"

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lapidary::engine {

/// What is known of a site's input when its methods run. Tensors live on the job's device.
struct SiteInputs {
    at::Tensor
        moment; // float64 [in, in], C = X^T X / n under the job's token weights; undefined unless needed
    at::Tensor plainMoment; // the same unweighted, for relative_error and channel norms
    at::Tensor meanSquare;  // float64 [in], diagonal of plainMoment (Wanda's squared norms / n)
};

/// Which members of SiteInputs a site's settings ask for.
struct SiteNeeds {
    bool moment = false;
    bool meanSquare = false;
};
SiteNeeds siteNeeds(const plan::SiteSettings& settings);

/// How values will be stored: scales and dense parts are rounded to it before codes are chosen.
struct StorageTypes {
    at::ScalarType values = at::kBFloat16; // dense parts, kept values, factors
    at::ScalarType scale = at::kHalf;
};

struct SiteJob {
    at::Tensor weight; // float32 [out, in] on the device
    SiteInputs inputs;
    plan::SiteSettings settings;
    StorageTypes types;
    at::Generator generator;
};

struct SiteOutcome {
    CompressedLinear linear; // without the bias
    /// "rank", "adapter_rank", "zeros" (share), "damping" (the share of the mean diagonal that a
    /// factorisation needed) … where a method has it; for factors "up." and "down." stand before the name.
    std::map<std::string, double> figures;
};

/// Applies a site's settings in the order of work: low rank, sparsity, quantization (both to the factors
/// where there is low rank), adapter. Uses the kernels registered under the names of plan::methodTable().
/// Polls `control` between panels of columns. Errors: a method that does not apply (in words), weights or
/// moments that are not finite or not there, a moment that stays singular after damping.
base::Result<SiteOutcome> compressSite(const SiteJob& job, const base::RunControl& control);

/// sqrt( tr(D C D^T) / tr(W C W^T) ) with D = changed - weight; 0 where both traces are 0. The first trace in
/// float64, the second by float32 products; each costs 2 out in^2 flops; polled every panel of rows. Errors:
/// cancelled.
base::Result<double> relativeError(const at::Tensor& weight, const at::Tensor& changed,
                                   const at::Tensor& moment, const base::RunControl& control);
/// The same without a way to stop it, for matrices of modest size.
double relativeError(const at::Tensor& weight, const at::Tensor& changed, const at::Tensor& moment);

/// Names of the kernels per family, for the test that compares them with plan::methodTable().
std::vector<std::pair<plan::Family, std::string>> kernelTable();

} // namespace lapidary::engine
