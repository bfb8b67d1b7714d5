// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/methods/site_method.h"
#include "core/model/model_spec.h"
#include "core/results/measurements.h"

#include <ATen/core/Tensor.h>
#include <string>
#include <vector>

namespace lapidary::engine {

/// One setting whose damage `measure` reports, by its name: "bits:2", "bits:3", "bits:4", "bits:8" (round to
/// nearest, symmetric, group 64, the whole row where 64 does not divide it), "2:4" and "sparsity:0.5" (Wanda,
/// kept weights unchanged), "ratio:0.2" … "ratio:0.9" (kept share of parameters, best low rank for the
/// inputs).
struct SensitivitySetting {
    std::string name;
    plan::SiteSettings settings; // fit for the site's columns
    double ratio = 0.0;          // of low rank; 0: another family
};

/// Those that apply to a site [out, in], in a fixed order.
std::vector<SensitivitySetting> sensitivitySettings(std::int64_t out, std::int64_t in);

/// Measures ||D F||_F with F F^T = C: products in float32, whose rounding here costs below 1e-5 of the result
/// because the sum has no cancellation, unlike tr(D C D^T). 2 out in^2 flops a call.
class OutputMeter final {
public:
    /// `moment` C [in, in] float64, may be singular. Errors: values that are not finite, Cancelled.
    static base::Result<OutputMeter> create(const at::Tensor& moment, const std::string& group,
                                            const base::RunControl& control);
    /// `change` [out, in] float32.
    double norm(const at::Tensor& change) const;

private:
    explicit OutputMeter(at::Tensor factor)
        : m_factor(std::move(factor)) {}
    at::Tensor m_factor; // float32 [in, in]
};

struct SensitivityInputs {
    const OutputMeter& meter;
    at::Tensor meanSquare;                         // float64 [in]
    const std::vector<double>& activationWeighted; // singular values of W C^(1/2); low rank needs no more
};

/// Relative output error sqrt(tr(D C D^T) / tr(W C W^T)) of one site under every setting, C unweighted. Low
/// rank: the truncation that is best for these inputs, whose squared error is the discarded share of the
/// energy. No KL is predicted here: relative errors alone do not give one.
base::Result<std::vector<results::Sensitivity>>
siteSensitivity(const model::SiteId& site, const at::Tensor& weight, const SensitivityInputs& inputs,
                StorageTypes types, const base::RunControl& control);

/// The weight of a site under a setting, float32 [out, in]. Low rank needs `moment` (C); others at most its
/// diagonal.
base::Result<at::Tensor> changedWeight(const at::Tensor& weight, const SensitivitySetting& setting,
                                       const at::Tensor& moment, StorageTypes types,
                                       const base::RunControl& control);

/// Flops of siteSensitivity, for progress.
double sensitivityFlops(std::int64_t out, std::int64_t in);

} // namespace lapidary::engine
