// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/forward/block_forward.h"

#include "core/engine/forward/attention.h"
#include "core/engine/host/host_linear.h"
#include "core/engine/tensor/device.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/rsqrt.h>
#include <ATen/ops/silu.h>
#include <algorithm>

namespace lapidary::engine {

using model::SiteKind;

namespace {

/// x [batch, tokens, heads, dim] turned by the angles of its positions (cos, sin [tokens, dim]), halves of a
/// head as pairs.
at::Tensor rotated(const at::Tensor& x, const at::Tensor& cos, const at::Tensor& sin) {
    const HostKernels* kernels = hostKernelsFor({&x});
    if (kernels != nullptr && x.is_contiguous())
        return hostRotate(*kernels, x, cos, sin);
    const std::int64_t half = x.size(-1) / 2;
    const at::Tensor turned = at::cat({-x.narrow(-1, half, half), x.narrow(-1, 0, half)}, -1);
    return x * cos.unsqueeze(1) + turned * sin.unsqueeze(1);
}

at::Tensor swiGlu(const at::Tensor& gate, const at::Tensor& up) {
    const HostKernels* kernels = hostKernelsFor({&gate, &up});
    if (kernels != nullptr && gate.is_contiguous() && up.is_contiguous())
        return hostSwiGlu(*kernels, gate, up);
    return at::silu(gate) * up;
}

/// One block's pass. Members are what its parts share.
class Pass final {
public:
    Pass(const model::Block& block, const BlockWeights& weights, const BlockContext& context)
        : m_block(block)
        , m_weights(weights)
        , m_context(context)
        , m_eps(context.spec.config.normEps) {}

    at::Tensor attention(const at::Tensor& hidden) const {
        const at::Tensor x = probed(0, rmsNorm(hidden, m_weights.attentionNorm, m_eps));
        const std::int64_t tokens = x.size(1);
        const at::Tensor cos = m_context.rope.cos.narrow(0, m_context.position, tokens);
        const at::Tensor sin = m_context.rope.sin.narrow(0, m_context.position, tokens);
        const auto turned = [&](SiteKind kind, const at::Tensor& gain) {
            return rotated(normed(heads(apply(kind, x)), gain), cos, sin).transpose(1, 2);
        };
        const at::Tensor query = turned(SiteKind::Q, m_weights.qNorm);
        at::Tensor key = turned(SiteKind::K, m_weights.kNorm);
        at::Tensor value = heads(apply(SiteKind::V, x)).transpose(1, 2);
        extendCache(key, value);
        pollCancel(m_context.control);
        const at::Tensor mixed = causalAttention(query, key, value, m_block.slidingWindow);
        return apply(SiteKind::O, probed(1, mixed));
    }

    at::Tensor mlp(const at::Tensor& hidden) const {
        const at::Tensor x = probed(2, rmsNorm(hidden, m_weights.mlpNorm, m_eps));
        const at::Tensor gate = apply(SiteKind::Gate, x);
        const at::Tensor gated = swiGlu(gate, apply(SiteKind::Up, x));
        return apply(SiteKind::Down, probed(3, gated));
    }

private:
    at::Tensor apply(SiteKind kind, const at::Tensor& x) const {
        pollCancel(m_context.control);
        return m_weights.linears.at(kind).apply(x);
    }

    const at::Tensor& probed(std::size_t group, const at::Tensor& x) const {
        if (m_context.probe != nullptr)
            (*m_context.probe)(m_block.groups.at(group), x);
        return x;
    }

    /// [batch, tokens, heads * dim] -> [batch, tokens, heads, dim].
    at::Tensor heads(const at::Tensor& x) const {
        return x.reshape({x.size(0), x.size(1), -1, m_block.headDim});
    }

    at::Tensor normed(const at::Tensor& x, const at::Tensor& gain) const {
        return gain.defined() ? rmsNorm(x, gain, m_eps) : x;
    }

    /// New keys and values go behind the cached ones, and the whole is used.
    void extendCache(at::Tensor& key, at::Tensor& value) const {
        KeyValueCache* cache = m_context.cache;
        if (cache == nullptr)
            return;
        if (cache->keys.defined()) {
            key = at::cat({cache->keys, key}, 2);
            value = at::cat({cache->values, value}, 2);
        }
        cache->keys = key;
        cache->values = value;
    }

    const model::Block& m_block;
    const BlockWeights& m_weights;
    const BlockContext& m_context;
    double m_eps;
};

} // namespace

at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& gain, double eps) {
    const HostKernels* kernels = hostKernelsFor({&x, &gain});
    if (kernels != nullptr && x.is_contiguous() && gain.is_contiguous())
        return hostRmsNorm(*kernels, x, gain, eps);
    const at::Tensor meanSquare = x.pow(2).mean(-1, true);
    return gain * (x * at::rsqrt(meanSquare + eps));
}

at::Tensor forwardBlock(const model::Block& block, const BlockWeights& weights, const at::Tensor& hidden,
                        const BlockContext& context) {
    const Pass pass(block, weights, context);
    const at::Tensor between = hidden + pass.attention(hidden);
    return between + pass.mlp(between);
}

double blockFlops(const model::Block& block, std::int64_t tokens) {
    double flops = 0.0;
    for (const model::Site& site : block.sites)
        flops += 2.0 * static_cast<double>(site.parameters()) * static_cast<double>(tokens);
    const std::int64_t reach =
        block.slidingWindow > 0 ? std::min(block.slidingWindow, tokens) : (tokens + 1) / 2;
    return flops + 4.0 * static_cast<double>(block.heads * block.headDim) * static_cast<double>(tokens) *
                       static_cast<double>(reach);
}

} // namespace lapidary::engine
