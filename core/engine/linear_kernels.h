// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <string_view>

namespace lapidary::engine {

/// A way to compute x w^T + b in float32 on the host: at::linear (MKL in the wheels), oneDNN, or our own
/// register tiles over packed weights (host/). `linear` takes the one that a short measurement at
/// first use finds fastest on this processor; results differ by float32 rounding only.
enum class LinearRoute { Torch, OneDnn, Packed };

std::string_view linearRouteName(LinearRoute route);
bool isLinearRouteAvailable(LinearRoute route);

/// x [rows, in] contiguous, w [out, in] contiguous, both float32 on the host, no gradient; bias may be
/// undefined. `route` must be available.
at::Tensor linearBy(LinearRoute route, const at::Tensor& x, const at::Tensor& w, const at::Tensor& bias);

/// x [..., in] times w [out, in] transposed, plus bias, on the fastest route that keeps float32 accuracy on
/// this processor (measured once at start: torch's default, oneDNN …). Differentiable.
at::Tensor linear(const at::Tensor& x, const at::Tensor& w, const at::Tensor& bias = {});

/// The route of this process: some 60 ms of products at first use.
LinearRoute fastestLinearRoute();

} // namespace lapidary::engine
