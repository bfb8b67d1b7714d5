// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/methods/update.h"

#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>

namespace lapidary::engine::methods {

base::Result<at::Tensor> requireMoment(const MatrixJob& job) {
    if (job.inputs.moment.defined())
        return job.inputs.moment;
    return base::Error{base::ErrorCode::NotMeasured,     {},    job.settings.method,
                       "no second moment of the inputs", "one", "give a calibration text"};
}

base::Result<at::Tensor> updateKept(const MatrixJob& job, const base::RunControl& control, Figures& figures) {
    const std::string update = job.settings.has("update") ? job.settings.text("update") : "none";
    const bool optimal = update == "optimal";
    if (optimal || update == "obs") {
        const double damping = job.settings.has("damping") ? job.settings.number("damping")
                               : optimal                   ? 0.0
                                                           : 0.01;
        return optimal ? optimalUpdate(job, damping, control, figures)
                       : obsUpdate(job, damping, control, figures);
    }
    return at::where(job.mask, job.weight, at::zeros({}, job.weight.options()));
}

} // namespace lapidary::engine::methods
