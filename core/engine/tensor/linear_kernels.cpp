// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/tensor/linear_kernels.h"

#include "core/engine/host/host_linear.h"

#include <ATen/core/List.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/ops/linear.h>
#include <c10/core/Scalar.h>
#include <optional>
#include <string_view>

namespace lapidary::engine {

namespace {

/// Below this the call costs more than the product, and torch's matrix-vector kernel is best.
constexpr std::int64_t kFewRows = 32;

using PointwiseLinear = at::Tensor(const at::Tensor&, const at::Tensor&, const std::optional<at::Tensor>&,
                                   std::string_view, c10::List<std::optional<at::Scalar>>,
                                   std::optional<std::string_view>);

/// oneDNN's float32 product. at::linear itself goes there only when reduced precision is allowed; this
/// operator, made for compiled graphs, always does.
const c10::TypedOperatorHandle<PointwiseLinear>* oneDnnLinear() {
    using Handle = c10::TypedOperatorHandle<PointwiseLinear>;
    static const std::optional<Handle> kHandle = [] {
        const auto found = c10::Dispatcher::singleton().findSchema({"mkldnn::_linear_pointwise", ""});
        return found && found->hasKernelForDispatchKey(c10::DispatchKey::CPU)
                   ? std::optional<Handle>(found->typed<PointwiseLinear>())
                   : std::nullopt;
    }();
    return kHandle ? &*kHandle : nullptr;
}

bool takesHostRoute(const at::Tensor& x, const at::Tensor& w, const at::Tensor& bias) {
    return hostKernelsFor({&x, &w, &bias}) != nullptr && x.dim() > 0 && x.numel() >= kFewRows * x.size(-1);
}

} // namespace

std::string_view linearRouteName(LinearRoute route) {
    switch (route) {
    case LinearRoute::Torch:
        return "torch";
    case LinearRoute::OneDnn:
        return "onednn";
    case LinearRoute::Packed:
        return "packed";
    }
    return "";
}

bool isLinearRouteAvailable(LinearRoute route) {
    switch (route) {
    case LinearRoute::Torch:
        return true;
    case LinearRoute::OneDnn:
        return oneDnnLinear() != nullptr;
    case LinearRoute::Packed:
        return hostKernels() != nullptr;
    }
    return false;
}

at::Tensor linearBy(LinearRoute route, const at::Tensor& x, const at::Tensor& w, const at::Tensor& bias) {
    const std::optional<at::Tensor> given = bias.defined() ? std::optional(bias) : std::nullopt;
    switch (route) {
    case LinearRoute::Torch:
        return at::linear(x, w, given);
    case LinearRoute::OneDnn:
        return oneDnnLinear()->call(x, w, given, "none", c10::List<std::optional<at::Scalar>>(),
                                    std::nullopt);
    case LinearRoute::Packed:
        return hostLinear(*hostKernels(), x, w, bias.defined() ? bias.contiguous() : bias);
    }
    return {};
}

LinearRoute linearRoute() {
    return isLinearRouteAvailable(LinearRoute::Packed) ? LinearRoute::Packed : LinearRoute::Torch;
}

at::Tensor linear(const at::Tensor& x, const at::Tensor& w, const at::Tensor& bias) {
    if (!takesHostRoute(x, w, bias))
        return at::linear(x, w, bias.defined() ? std::optional(bias) : std::nullopt);
    std::vector<std::int64_t> shape = x.sizes().vec();
    shape.back() = w.size(0);
    const at::Tensor rows = x.reshape({-1, x.size(-1)}).contiguous();
    return linearBy(linearRoute(), rows, w.contiguous(), bias).view(shape);
}

} // namespace lapidary::engine
