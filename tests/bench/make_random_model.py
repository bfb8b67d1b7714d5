#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a random model of SmolLM2-135M's widths with a chosen number of blocks, bf16, with SmolLM2's tokenizer.

    python3 tests/bench/make_random_model.py OUT BLOCKS
"""
import json
import pathlib
import shutil
import sys
import tempfile

import torch
from safetensors.torch import save_file

from common import SMOLLM2, cli

HIDDEN, HEADS, KV, HEAD, FFN, VOCABULARY = 576, 9, 3, 64, 1536, 49152


def make(out, blocks):
    out = pathlib.Path(out)
    with tempfile.TemporaryDirectory() as scratch:
        source = pathlib.Path(scratch) / "hf"
        cli("convert", SMOLLM2, "--out", source, "--format", "hf", "--dtype", "bf16")
        out.mkdir(parents=True)
        for name in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "generation_config.json"):
            shutil.copy(source / name, out / name)
        config = json.loads((source / "config.json").read_text())
    config["num_hidden_layers"] = blocks
    (out / "config.json").write_text(json.dumps(config, indent=1))
    generator = torch.Generator().manual_seed(blocks)

    def normal(*shape):
        return (torch.randn(*shape, generator=generator) * (0.7 / shape[-1] ** 0.5)).bfloat16()

    tensors = {"model.embed_tokens.weight": normal(VOCABULARY, HIDDEN) * 10, "model.norm.weight": torch.ones(HIDDEN).bfloat16()}
    for b in range(blocks):
        p = f"model.layers.{b}."
        for norm in ("input_layernorm", "post_attention_layernorm"):
            tensors[f"{p}{norm}.weight"] = torch.ones(HIDDEN).bfloat16()
        for name, rows, columns in (("self_attn.q_proj", HEADS * HEAD, HIDDEN), ("self_attn.k_proj", KV * HEAD, HIDDEN),
                                    ("self_attn.v_proj", KV * HEAD, HIDDEN), ("self_attn.o_proj", HIDDEN, HEADS * HEAD),
                                    ("mlp.gate_proj", FFN, HIDDEN), ("mlp.up_proj", FFN, HIDDEN), ("mlp.down_proj", HIDDEN, FFN)):
            tensors[f"{p}{name}.weight"] = normal(rows, columns)
    save_file(tensors, out / "model.safetensors", {"format": "pt"})


if __name__ == "__main__":
    make(sys.argv[1], int(sys.argv[2]))
