// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <string_view>

namespace lapidary::engine {

/// A way to compute x w^T + b in float32 on the host: at::linear (MKL in the wheels), oneDNN, or our own
/// register tiles over packed weights (host/). Results differ by float32 rounding only.
enum class LinearRoute { Torch, OneDnn, Packed };

std::string_view linearRouteName(LinearRoute route);
bool isLinearRouteAvailable(LinearRoute route);

/// x [rows, in] contiguous, w [out, in] contiguous, both float32 on the host, no gradient; bias may be
/// undefined. `route` must be available.
at::Tensor linearBy(LinearRoute route, const at::Tensor& x, const at::Tensor& w, const at::Tensor& bias);

/// x [..., in] times w [out, in] transposed, plus bias, in float32 accuracy on linearRoute() where the host
/// computes without gradient; else at::linear. Differentiable.
at::Tensor linear(const at::Tensor& x, const at::Tensor& w, const at::Tensor& bias = {});

/// The route that `linear` takes in this process: our own tiles where there are kernels for the processor
/// (AVX2, AVX-512), else torch's. It depends on the processor alone: a choice by measurement would differ
/// between runs on a busy machine, and with it the last bits of a resumed compression.
LinearRoute linearRoute();

} // namespace lapidary::engine
