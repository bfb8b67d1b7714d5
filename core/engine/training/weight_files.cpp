// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/training/weight_files.h"

#include "core/engine/tensor/scalar_types.h"
#include "core/formats/safetensors.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/randn.h>
#include <c10/core/GradMode.h>
#include <cmath>
#include <cstring>

namespace lapidary::engine {

using base::Status;

namespace {

/// Draws the tensors one after another, in the order in which they are asked for.
class Start final {
public:
    Start(const formats::ModelConfig& config, const StartOptions& options)
        : m_config(config)
        , m_generator(at::make_generator<at::CPUGeneratorImpl>(options.seed)) {}

    std::vector<std::pair<std::string, at::Tensor>> weights() {
        add("model.embed_tokens.weight", m_config.vocabulary, m_config.hidden, 0.02);
        for (std::int64_t i = 0; i < m_config.blocks; ++i)
            addBlock("model.layers." + std::to_string(i) + ".", static_cast<std::size_t>(i));
        m_weights.emplace_back("model.norm.weight", at::ones({m_config.hidden}));
        if (!m_config.tiedHead)
            add("lm_head.weight", m_config.vocabulary, m_config.hidden, 0.02);
        return std::move(m_weights);
    }

private:
    void addBlock(const std::string& prefix, std::size_t i) {
        const std::int64_t hidden = m_config.hidden;
        const std::int64_t width = m_config.heads[i] * m_config.headDim;
        const std::int64_t kvWidth = m_config.kvHeads[i] * m_config.headDim;
        const std::int64_t ffn = m_config.ffn[i];
        addReader(prefix + "self_attn.q_proj.weight", width);
        addReader(prefix + "self_attn.k_proj.weight", kvWidth);
        addReader(prefix + "self_attn.v_proj.weight", kvWidth);
        addWriter(prefix + "self_attn.o_proj.weight", width);
        addReader(prefix + "mlp.gate_proj.weight", ffn);
        addReader(prefix + "mlp.up_proj.weight", ffn);
        addWriter(prefix + "mlp.down_proj.weight", ffn);
        addGain(prefix + "input_layernorm.weight", hidden);
        addGain(prefix + "post_attention_layernorm.weight", hidden);
    }

    void add(const std::string& name, std::int64_t out, std::int64_t in, double deviation) {
        m_weights.emplace_back(name, at::randn({out, in}, m_generator) * deviation);
    }
    void addReader(const std::string& name, std::int64_t out) {
        add(name, out, m_config.hidden, 1.0 / std::sqrt(static_cast<double>(m_config.hidden)));
    }
    void addWriter(const std::string& name, std::int64_t in) {
        add(name, m_config.hidden, in,
            1.0 / std::sqrt(2.0 * static_cast<double>(m_config.blocks) * static_cast<double>(in)));
    }
    void addGain(const std::string& name, std::int64_t size) {
        m_weights.emplace_back(name, at::ones({size}));
    }

    const formats::ModelConfig& m_config;
    at::Generator m_generator;
    std::vector<std::pair<std::string, at::Tensor>> m_weights;
};

std::vector<std::byte> bytesOf(const at::Tensor& values) {
    std::vector<std::byte> bytes(values.nbytes());
    std::memcpy(bytes.data(), values.const_data_ptr(), bytes.size());
    return bytes;
}

} // namespace

std::vector<std::pair<std::string, at::Tensor>> startWeights(const formats::ModelConfig& config,
                                                             const StartOptions& options) {
    const c10::NoGradGuard noGrad;
    return Start(config, options).weights();
}

Status writeWeights(base::FileSystem& files, const std::filesystem::path& folder,
                    const formats::ModelConfig& config,
                    const std::vector<std::pair<std::string, at::Tensor>>& tensors, formats::DType dtype,
                    const base::RunControl& control) {
    LAPIDARY_CHECK(formats::checkHuggingFaceConfig(config));
    std::vector<formats::TensorToWrite> toWrite;
    for (const auto& [name, values] : tensors) {
        const at::Tensor stored = values.detach().to(at::kCPU, scalarType(dtype)).contiguous();
        toWrite.push_back({name, dtype, stored.sizes().vec(), stored.nbytes(),
                           [stored]() -> base::Result<std::vector<std::byte>> { return bytesOf(stored); }});
    }
    LAPIDARY_TRY(const std::string hash, formats::writeSafetensors(files, folder / "model.safetensors",
                                                                   toWrite, {{"format", "pt"}}, control));
    const base::OrderedJson json = formats::huggingFaceConfig(config, std::string(torchDtypeName(dtype)));
    return base::writeFileAtomically(files, folder / "config.json", json.dump(2) + "\n");
}

} // namespace lapidary::engine
