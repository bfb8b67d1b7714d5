#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tests/golden/tiny_models: random networks of each supported kind in Hugging Face layout, and what transformers
computes on them (fp32, CPU, eager attention).

    python3 make_tiny_models.py OUT_DIR

Made with torch 2.13.0 and transformers 5.23.0. Weights are stored in bf16 to keep the files small; both sides compute on
those values in float32. Each folder holds config.json, model.safetensors and golden.json: ids [windows][window], nll
[windows][window - 1], and the logits of the last position of the first window.
"""
import json
import sys
from pathlib import Path

import torch
from transformers import LlamaConfig, LlamaForCausalLM, MistralConfig, MistralForCausalLM, Qwen2Config, Qwen2ForCausalLM
from transformers import Qwen3Config, Qwen3ForCausalLM

COMMON = dict(vocab_size=96, hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4,
              num_key_value_heads=2, max_position_embeddings=64, rms_norm_eps=1e-5, bos_token_id=1, eos_token_id=2,
              attn_implementation="eager")


def rope(kind, **parameters):
    return {"rope_parameters": {"rope_type": kind, "rope_theta": 10000.0, **parameters}}


MODELS = {
    "qwen2": (Qwen2ForCausalLM, Qwen2Config, dict(tie_word_embeddings=True)),
    "qwen3": (Qwen3ForCausalLM, Qwen3Config, dict(head_dim=16, tie_word_embeddings=False)),
    "mistral": (MistralForCausalLM, MistralConfig, dict(sliding_window=7, head_dim=8, tie_word_embeddings=False)),
    "llama3": (LlamaForCausalLM, LlamaConfig, dict(
        tie_word_embeddings=True, attention_bias=True, mlp_bias=True,
        **rope("llama3", factor=4.0, low_freq_factor=1.0, high_freq_factor=4.0, original_max_position_embeddings=16))),
    "yarn": (LlamaForCausalLM, LlamaConfig, dict(
        tie_word_embeddings=True, head_dim=16,
        **rope("yarn", factor=4.0, original_max_position_embeddings=16))),
    "linear": (LlamaForCausalLM, LlamaConfig, dict(tie_word_embeddings=True, **rope("linear", factor=2.5))),
}


def make(folder, model_class, config_class, extra, seed):
    torch.manual_seed(seed)
    config = config_class(**{**COMMON, **extra})
    model = model_class(config).eval()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            # Gains near one, everything else large enough that attention is far from uniform.
            noise = torch.randn_like(parameter)
            parameter.copy_(1 + 0.2 * noise if "norm" in name else 0.3 * noise)
            parameter.copy_(parameter.to(torch.bfloat16).float())
    ids = torch.randint(0, config.vocab_size, (3, 40))
    with torch.no_grad():
        logits = model(ids).logits.double()
    nll = torch.logsumexp(logits[:, :-1], -1) - logits[:, :-1].gather(-1, ids[:, 1:, None])[..., 0]
    model.to(torch.bfloat16).save_pretrained(folder)
    for other in folder.iterdir():
        if other.name not in ("config.json", "model.safetensors"):
            other.unlink()
    golden = {"ids": ids.tolist(), "nll": [[round(x, 6) for x in row] for row in nll.tolist()],
              "last_logits": [round(x, 6) for x in logits[0, -1].tolist()]}
    (folder / "golden.json").write_text(json.dumps(golden) + "\n")


def main():
    out = Path(sys.argv[1])
    torch.set_num_threads(1)
    for seed, (name, (model_class, config_class, extra)) in enumerate(MODELS.items()):
        folder = out / name
        folder.mkdir(parents=True, exist_ok=True)
        make(folder, model_class, config_class, extra, seed)


if __name__ == "__main__":
    main()
