// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/storage/compressed_linear.h"
#include "core/plan/settings.h"

#include <ATen/core/Tensor.h>
#include <cstdint>

namespace lapidary::engine::methods {

/// Factors of the MSE grid: 1.0, 0.975 .. 0.3 of the scale from the extremes.
inline constexpr int kGridFactors = 29;
inline double gridFactor(int index) {
    return 1.0 - 0.025 * index;
}

/// What codes a grid may use and how its scales come about (conventions.md). Codes are unsigned; the code `z`
/// stands for 0: u = clamp(round(w / scale) + z, low, high), halves to even.
struct GridRule {
    int bits = 4;
    bool symmetric = true;
    bool fullRange = false;
    bool perTensor = false;
    bool leastError = false; // scale with the least sum of |error|^2.4 instead of the one from the extremes
    std::int64_t group = 0;  // 0: whole row
    at::ScalarType scaleType = at::kHalf;

    int high() const { return (1 << bits) - 1; }
    int low() const { return symmetric && !fullRange ? 1 : 0; }
    int middle() const { return 1 << (bits - 1); } // z of a symmetric grid
    std::int64_t groupOf(std::int64_t columns) const {
        return group <= 0 || group > columns ? columns : group;
    }
};
/// `settings` of quantization or of an adapter.
GridRule gridRule(const plan::FamilySettings& settings, at::ScalarType scaleType);

/// Scale (positive, exact in the rule's type) and zero code of one group.
struct Step {
    float scale = 1.0F;
    float zero = 0.0F;
};

/// The grid of `count` consecutive weights. A group of zeros gets the smallest scale and its zero code.
Step fitStep(const float* weights, std::int64_t count, const GridRule& rule);
/// Codes of `count` weights on one step.
void encode(const float* weights, std::int64_t count, const Step& step, const GridRule& rule,
            std::uint8_t* codes);

/// Scales and zeros of every group of `weight` [rows, columns], as float32 [rows, groups]; the same values as
/// fitStep gives, by tensor operations on any device. Per tensor: [1, 1].
struct Steps {
    at::Tensor scale;
    at::Tensor zero;
};
Steps fitSteps(const at::Tensor& weight, const GridRule& rule);
/// u of every weight, uint8, by tensor operations; `steps` already spread to the columns or [rows, 1].
at::Tensor encodeColumns(const at::Tensor& weight, const at::Tensor& scale, const at::Tensor& zero,
                         const GridRule& rule);

/// Rounds a whole matrix: raw loops over rows on the CPU (one pass for the extremes, one for the codes, about
/// 1.5 ns a weight and thread; the MSE grid 29 passes), tensor operations elsewhere. Reads 4 bytes and writes
/// 1 a weight. Polls `control` between panels of rows.
base::Result<Grid> roundMatrix(const at::Tensor& weight, const GridRule& rule,
                               const base::RunControl& control);
/// The same by tensor operations, whatever the device.
Grid roundMatrixByTensors(const at::Tensor& weight, const GridRule& rule);

} // namespace lapidary::engine::methods
