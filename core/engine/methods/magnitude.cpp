// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/methods/kernel.h"
#include "core/engine/methods/mask_select.h"

namespace lapidary::engine::methods {

base::Result<at::Tensor> magnitudeMask(const MatrixJob& job, const base::RunControl& control) {
    return selectMask(job.weight, {}, *plan::sparsityPattern(job.settings), control);
}

} // namespace lapidary::engine::methods
