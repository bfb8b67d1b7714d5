// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/methods/site_method.h"
#include "core/engine/storage/compressed_linear.h"
#include "core/plan/settings.h"

#include <ATen/core/Tensor.h>
#include <map>
#include <string>

namespace lapidary::engine::methods {

using Figures = std::map<std::string, double>;

/// One matrix as a kernel sees it: a site's weight, one of its factors, or what an adapter has to make good.
struct MatrixJob {
    at::Tensor weight; // float32 [out, in]; zero where the mask is false
    SiteInputs inputs; // of this matrix: for an `up` factor the moments of `down x`
    const plan::FamilySettings& settings;
    StorageTypes types;
    at::Tensor mask; // bool [out, in]; undefined: none (quantization only)
};

/// Which weights stay, bool [out, in]; plan::keptPerRow() in each row.
using SparsityKernel = base::Result<at::Tensor> (*)(const MatrixJob&, const base::RunControl&);
/// Codes for the whole matrix; those under a false mask are ignored.
using QuantizationKernel = base::Result<Grid> (*)(const MatrixJob&, const base::RunControl&, Figures&);

/// up [out, r] and down [r, in], float32, columns of `up` and rows of `down` of equal norm, not yet rounded.
struct Factors {
    at::Tensor up;
    at::Tensor down;
};
/// For low rank and for adapters, which get the residual as their weight.
using FactorKernel = base::Result<Factors> (*)(const MatrixJob&, const base::RunControl&, Figures&);

base::Result<at::Tensor> magnitudeMask(const MatrixJob& job, const base::RunControl& control);
base::Result<at::Tensor> wandaMask(const MatrixJob& job, const base::RunControl& control);
base::Result<Grid> roundToNearest(const MatrixJob& job, const base::RunControl& control, Figures& figures);
base::Result<Grid> gptq(const MatrixJob& job, const base::RunControl& control, Figures& figures);
base::Result<Factors> plainFactors(const MatrixJob& job, const base::RunControl& control, Figures& figures);
base::Result<Factors> whitenedFactors(const MatrixJob& job, const base::RunControl& control,
                                      Figures& figures);

/// The moment, or an error that says which method misses it.
base::Result<at::Tensor> requireMoment(const MatrixJob& job);

} // namespace lapidary::engine::methods
