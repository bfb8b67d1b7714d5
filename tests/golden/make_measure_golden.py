#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden values of tests/engine/measure_golden_test.cpp: what numpy in float64 makes of the activations that transformers
computes in float32 for the real model tinystories-656k.

    python3 make_measure_golden.py DATA_DIR > measure_tinystories.json

DATA_DIR holds models/tinystories-656k and calibration/exllamav3/tiny.utf8. Made with torch 2.13.0, transformers 5.23.0,
numpy 2.4. First 8 windows of 512 tokens (4,096 tokens).
"""
import json
import sys

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import AutoModelForCausalLM

WINDOW, WINDOWS = 512, 8
GROUPS = {"blocks.0.attn.in": (0, "self_attn.q_proj"), "blocks.1.attn.o": (1, "self_attn.o_proj"),
          "blocks.1.mlp.down": (1, "mlp.down_proj")}
SITES = {"blocks.0.attn.q": ("blocks.0.attn.in", 0, "self_attn.q_proj"), "blocks.0.attn.v": ("blocks.0.attn.in", 0, "self_attn.v_proj"),
         "blocks.1.mlp.down": ("blocks.1.mlp.down", 1, "mlp.down_proj")}
TRUE_KL = (("blocks.0.attn.v", "bits:2"), ("blocks.1.mlp.down", "2:4"), ("blocks.1.mlp.down", "ratio:0.4"))


def rounded(values):
    return [float(f"{v:.10g}") for v in np.asarray(values).ravel()]


def round_to_nearest(w, bits, group=64):
    rows, columns = w.shape
    blocks = w.reshape(rows, columns // group, group)
    largest = 2 ** (bits - 1) - 1
    scale = (np.abs(blocks).max(-1, keepdims=True) / largest).astype(np.float16).astype(np.float64)
    codes = np.clip(np.rint(blocks / np.where(scale > 0, scale, 1)), -largest, largest)
    return (codes * scale).reshape(rows, columns)


def wanda(w, c, keep, of):
    score = np.abs(w) * np.sqrt(np.diag(c))
    blocks = score.reshape(len(w), -1, of)
    order = np.argsort(-blocks, -1, kind="stable")
    mask = np.zeros_like(blocks, bool)
    np.put_along_axis(mask, order[..., :keep], True, -1)
    return w * mask.reshape(w.shape)


def root(c):
    values, vectors = np.linalg.eigh(c)
    return vectors * np.sqrt(np.maximum(values, 0)) @ vectors.T


def truncated(w, c, ratio):
    rank = max(1, int(ratio * w.size / sum(w.shape)))
    r = root(c)
    u, s, v = np.linalg.svd(w @ r, full_matrices=False)
    return (u[:, :rank] * s[:rank]) @ v[:rank] @ np.linalg.pinv(r)


def changed(w, c, setting):
    kind, value = setting.split(":")
    if kind == "bits":
        return round_to_nearest(w, int(value))
    if kind == "ratio":
        return truncated(w, c, float(value))
    return wanda(w, c, w.shape[1] // 2, w.shape[1]) if kind == "sparsity" else wanda(w, c, 2, 4)


def log_softmax(logits):
    z = logits - logits.max(-1, keepdims=True)
    return z - np.log(np.exp(z).sum(-1, keepdims=True))


def main():
    data = sys.argv[1]
    folder = f"{data}/models/tinystories-656k"
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    text = open(f"{data}/calibration/exllamav3/tiny.utf8", "rb").read().decode()
    ids = torch.tensor(Tokenizer.from_file(f"{folder}/tokenizer.json").encode(text).ids[:WINDOW * WINDOWS]).view(WINDOWS, WINDOW)

    seen = {name: [] for name in GROUPS}
    last = []
    for name, (block, module) in GROUPS.items():
        model.model.layers[block].get_submodule(module).register_forward_pre_hook(
            lambda _, x, name=name: seen[name].append(x[0].reshape(-1, x[0].shape[-1]).double().numpy()))
    model.lm_head.register_forward_pre_hook(lambda _, x: last.append(x[0].reshape(-1, x[0].shape[-1]).double().numpy()))

    def logits():
        with torch.inference_mode():
            return np.concatenate([model(row[None]).logits.double().numpy() for row in ids])

    dense = logits()
    inputs = {name: np.concatenate(rows) for name, rows in seen.items()}
    hidden = np.concatenate(last)
    moments = {name: x.T @ x / len(x) for name, x in inputs.items()}
    out = {"window": WINDOW, "windows": WINDOWS, "groups": {}, "sites": {}, "kl": []}
    for name, x in inputs.items():
        d = x - x.mean(0)
        out["groups"][name] = {
            "mean": rounded(x.mean(0)), "min": rounded(x.min(0)), "max": rounded(x.max(0)), "absmax": rounded(np.abs(x).max(0)),
            "kurtosis": rounded((d ** 4).mean(0) / (d ** 2).mean(0) ** 2), "p1": rounded(np.percentile(x, 1, 0)),
            "p99": rounded(np.percentile(x, 99, 0)), "mean_square": rounded(np.diag(moments[name])),
            "moment_row_5": rounded(moments[name][5])}
    for name, (group, block, module) in SITES.items():
        w = model.model.layers[block].get_submodule(module).weight.detach().double().numpy()
        c = moments[group]
        settings = [f"bits:{b}" for b in (2, 3, 4, 8)] + ["2:4", "sparsity:0.5"] + [f"ratio:{r}" for r in (0.2, 0.4, 0.6, 0.8, 0.9)]
        error = {s: float(np.sqrt(np.trace((changed(w, c, s) - w) @ c @ (changed(w, c, s) - w).T) / np.trace(w @ c @ w.T)))
                 for s in settings}
        out["sites"][name] = {"activation_weighted": rounded(np.linalg.svd(w @ root(c), compute_uv=False)), "relative_error": error}
    for name, setting in TRUE_KL:
        group, block, module = SITES[name]
        parameter = model.model.layers[block].get_submodule(module).weight
        kept = parameter.detach().clone()
        with torch.no_grad():
            parameter.copy_(torch.from_numpy(changed(kept.double().numpy(), moments[group], setting)).float())
        reference, other = log_softmax(dense), log_softmax(logits())
        kl = (np.exp(reference) * (reference - other)).sum(-1)[:, :-1].mean()
        out["kl"].append({"site": name, "setting": setting, "kl": float(kl)})
        with torch.no_grad():
            parameter.copy_(kept)
    flat = dense.reshape(-1, dense.shape[-1])
    flat = flat - flat.mean(1, keepdims=True)
    flat = flat - flat.mean(0)
    values, vectors = np.linalg.eigh(flat.T @ flat / len(flat))
    values, vectors = values[::-1], vectors[:, ::-1]
    width = hidden.shape[1]
    out["logits"] = {"total_variance": float(values.sum()), "explained": rounded(values[:width] / values.sum()),
                     "top_tokens": [np.argsort(-np.abs(vectors[:, k]))[:5].tolist() for k in range(4)],
                     "top_values": [rounded(np.sort(np.abs(vectors[:, k]))[::-1][:5]) for k in range(4)]}
    json.dump(out, sys.stdout, indent=None, separators=(",", ":"))
    print()


if __name__ == "__main__":
    main()
