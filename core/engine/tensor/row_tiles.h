// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"

#include <ATen/core/Tensor.h>
#include <algorithm>
#include <cstdint>
#include <functional>

namespace lapidary::engine {

/// A tall matrix [rows, columns] that is read a tile of rows at a time, so that it need not be held whole.
struct RowTiles {
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    /// Rows first .. first + count - 1 as [count, columns].
    std::function<base::Result<at::Tensor>(std::int64_t first, std::int64_t count)> read;

    /// Calls `visit(first, tile)`, which returns a Status, for all tiles in order, `control` polled before
    /// each.
    template<class Visit>
    base::Status forEach(const base::RunControl& control, const Visit& visit) const {
        constexpr std::int64_t kValues = std::int64_t{2} << 20;
        const std::int64_t tile = std::max<std::int64_t>(kValues / std::max<std::int64_t>(columns, 1), 1);
        for (std::int64_t first = 0; first < rows; first += tile) {
            LAPIDARY_CHECK(control.check());
            LAPIDARY_TRY(const at::Tensor values, read(first, std::min(tile, rows - first)));
            LAPIDARY_CHECK(visit(first, values));
        }
        return {};
    }
};

/// Tiles of a tensor [rows, columns] that is there already.
inline RowTiles tilesOf(const at::Tensor& matrix) {
    return {matrix.size(0), matrix.size(1), [matrix](std::int64_t first, std::int64_t count) {
                return base::Result<at::Tensor>(matrix.narrow(0, first, count));
            }};
}

} // namespace lapidary::engine
