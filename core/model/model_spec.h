// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/formats/checkpoint.h"
#include "core/model/site_id.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lapidary::model {

enum class SiteKind { Q, K, V, O, Gate, Up, Down, Router, Embed, Head };

/// "q", "k", … "down", "router", "embed", "head": the names used by a rule's `kinds`.
std::string_view kindName(SiteKind kind);

/// One linear map. `tensor` is its name in the checkpoint; the engine un-permutes rows of `ropeHeads` heads
/// where the file stores rotary pairs interleaved (GGUF q and k of llama), so that rows are in Hugging Face
/// order everywhere else.
struct Site {
    SiteId id;
    SiteKind kind = SiteKind::Q;
    int block = -1; // -1: embed and head
    std::string tensor;
    std::string biasTensor; // empty: none
    std::int64_t out = 0;
    std::int64_t in = 0;
    formats::DType dtype = formats::DType::F32; // as found
    std::uint64_t bytes = 0;                    // as found
    InputGroupId inputGroup;
    std::int64_t ropeHeads = 0;
    /// Name in Hugging Face layout without the ending ".weight": `model.layers.17.mlp.down_proj`.
    std::string hfModule;
    int expert = -1; // of a mixture; -1: no part of an expert

    std::int64_t parameters() const { return out * in; }
    /// A linear map of a block. A router is none: it is small, decides which experts are asked, and like
    /// embed and head it changes only where it is named.
    bool isBlockLinear() const { return block >= 0 && kind != SiteKind::Router; }
};

struct InputGroup {
    InputGroupId id;
    std::int64_t width = 0;
    std::vector<SiteId> sites;
};

/// A tensor that is no site: norms and biases.
struct PlainTensor {
    std::string tensor; // in the checkpoint
    std::string hfName; // full name in Hugging Face layout
    std::int64_t elements = 0;
    std::int64_t ropeHeads = 0; // as Site::ropeHeads (biases of q and k)
};

struct Block {
    int index = 0;
    std::int64_t heads = 0;
    std::int64_t kvHeads = 0;
    std::int64_t headDim = 0;
    std::int64_t ffn = 0;
    std::int64_t slidingWindow = 0; // 0: full attention
    /// q, k, v, o, gate, up, down; in a block of experts q, k, v, o, router, gate, up, down of the shared
    /// expert where there is one, then gate, up, down of each expert in turn.
    std::vector<Site> sites;
    std::vector<InputGroup>
        groups; // attn.in, attn.o, mlp.in, mlp.down: the order in which the forward meets them
    PlainTensor attentionNorm;
    PlainTensor mlpNorm;
    std::vector<PlainTensor> qkNorms; // q, then k; empty where the network has none
    std::vector<PlainTensor> biases;
    std::optional<PlainTensor> sharedExpertGate; // of qwen2_moe: [1, hidden]

    /// The first of this kind: in a block of experts only q, k, v, o and the router are one of their kind.
    const Site& site(SiteKind kind) const;
};

/// What a model IS. Blocks in order; embed and head are sites of their own; a tied head has no tensor
/// (`head.tensor` equals `embed.tensor`) and counts once.
struct ModelSpec {
    formats::ModelConfig config;
    std::string
        fingerprint; // SHA-256 over config, tensor names, dtypes, shapes and sizes: equal models, equal text
    std::vector<Block> blocks;
    Site embed;
    Site head;
    bool tiedHead = false;
    PlainTensor finalNorm;
    std::uint64_t parameters = 0; // everything, tied once
    std::uint64_t bytes = 0;      // as found, tied once

    const Site* find(const SiteId& id) const;
    /// Its place in allSites(); nothing where it is not there.
    std::optional<std::size_t> placeOf(const SiteId& id) const;
    std::size_t siteCount() const; // of allSites()
    const InputGroup* findGroup(const InputGroupId& id) const;
    /// All sites: embed, block sites in order, head (left out where tied).
    std::vector<const Site*> allSites() const;
    std::vector<const Site*> blockSites() const;
    /// Norms and biases.
    std::vector<const PlainTensor*> plainTensors() const;
};

/// Finds every tensor that the config promises and checks its shape. Errors name the tensor, its shape and
/// the expected one. Tensors that nothing needs are ignored. Works for checkpoints written by `run` (their
/// sites' parts stand in `Checkpoint::sites`). Takes mixtures of experts, which the engine does not compute:
/// checkComputable() says so.
base::Result<ModelSpec> describeModel(const formats::Checkpoint& checkpoint);

/// Whether the engine computes such a network; the error names `path` and says what it cannot do.
base::Status checkComputable(const ModelSpec& model, const std::string& path);

} // namespace lapidary::model
