// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/host/host_kernels.h"

#include <ATen/core/Tensor.h>

namespace lapidary::engine {

/// x [rows, in] w [out, in]^T + bias (may be undefined), float32 contiguous on the host, by register tiles
/// over packed strips of w, on all threads. Sums over `in` go in float32 in pieces of at most 640.
at::Tensor hostLinear(const HostKernels& kernels, const at::Tensor& x, const at::Tensor& w,
                      const at::Tensor& bias);

/// Causal attention as `causalAttention` for many tokens: query, key and value float32 on the host with
/// contiguous heads' rows (last stride 1). Scores of a few queries at a time, kept whole over the positions
/// they see; nothing of size tokens x positions.
at::Tensor hostAttention(const HostKernels& kernels, const at::Tensor& query, const at::Tensor& key,
                         const at::Tensor& value, std::int64_t slidingWindow);

/// RMS norm, SwiGLU and rotary turn over the rows of contiguous float32 tensors on the host.
at::Tensor hostRmsNorm(const HostKernels& kernels, const at::Tensor& x, const at::Tensor& gain, double eps);
at::Tensor hostSwiGlu(const HostKernels& kernels, const at::Tensor& gate, const at::Tensor& up);
/// x [batch, tokens, heads, dim] by cos, sin [tokens, dim].
at::Tensor hostRotate(const HostKernels& kernels, const at::Tensor& x, const at::Tensor& cos,
                      const at::Tensor& sin);

/// The kernels where all tensors are float32 on the host and none takes part in a gradient; else null.
const HostKernels* hostKernelsFor(std::initializer_list<const at::Tensor*> tensors);

} // namespace lapidary::engine
