// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/methods/truncation.h"

namespace lapidary::engine::methods {

base::Result<Factors> plainFactors(const MatrixJob& job, const base::RunControl& control, Figures& figures) {
    return truncate(job, {}, 0.0, control, figures);
}

} // namespace lapidary::engine::methods
