// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstdint>

namespace lapidary::engine {

struct HostKernels;

/// What is needed of the logits of some positions, gathered from tiles of the vocabulary so that positions x
/// vocabulary never exists: log-sum-exp, the target's logit and the argmax, with a reference also its own
/// and the divergence. One pass, running maximum (Milakov and Gimelshein 2018). Sums over a tile in float32,
/// over tiles in float64.
class HeadScores final {
public:
    /// targets int64 [rows], on the device of the logits.
    HeadScores(const at::Tensor& targets, bool withReference);

    /// Logits [rows, n] float32 of the tokens firstToken .. firstToken + n - 1; the reference's beside them
    /// where there is one. Tiles come in ascending order, each once.
    void add(const at::Tensor& logits, std::int64_t firstToken);
    void add(const at::Tensor& logits, const at::Tensor& reference, std::int64_t firstToken);

    /// float64 [rows] on the host: negative log likelihood of the targets in nats.
    at::Tensor nll() const;
    /// float64 [rows]: KL(reference || model) = sum_v p_r(v) (l_r(v) - l_m(v)) - lse_r + lse_m.
    at::Tensor divergence() const;
    /// bool [rows]: both have their largest logit at the same token (the first one of equals).
    at::Tensor agreement() const;

private:
    /// Running log-sum-exp and argmax of one model's logits.
    struct Side {
        at::Tensor maximum; // float32 [rows]
        at::Tensor sum;     // float64 [rows], of exp(logit - maximum)
        at::Tensor argmax;  // int64 [rows]
        at::Tensor logSumExp() const;
    };
    static Side makeSide(const at::Tensor& targets);
    void addTile(const at::Tensor& logits, const at::Tensor* reference, std::int64_t firstToken);
    void addOnHost(const HostKernels& kernels, const at::Tensor& logits, const at::Tensor* reference,
                   std::int64_t firstToken);
    void addAnywhere(const at::Tensor& logits, const at::Tensor* reference, std::int64_t firstToken);

    at::Tensor m_targets;
    at::Tensor m_targetLogit; // float32 [rows]
    Side m_model;
    Side m_reference;   // undefined tensors without one
    at::Tensor m_cross; // float64 [rows]: sum of exp(l_r - max_r) (l_r - l_m)
};

} // namespace lapidary::engine
