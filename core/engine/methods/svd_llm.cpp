// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/methods/truncation.h"

namespace lapidary::engine::methods {

// Wang et al. 2024, arXiv:2403.07378, truncation-aware whitening; the same optimum without the inverse of a
// root (LORD, Kaushal et al. 2023).
base::Result<Factors> whitenedFactors(const MatrixJob& job, const base::RunControl& control,
                                      Figures& figures) {
    LAPIDARY_TRY(const at::Tensor moment, requireMoment(job));
    const double damping = job.settings.has("damping") ? job.settings.number("damping") : 0.0;
    return truncate(job, moment, damping, control, figures);
}

} // namespace lapidary::engine::methods
