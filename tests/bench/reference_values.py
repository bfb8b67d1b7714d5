#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole-text figures of `eval`, `tokenize` and `generate` against the reference values of transformers (issue "must be
shown" 1). Minutes for SmolLM2.

    python3 tests/bench/reference_values.py [--skip-smollm2]
"""
import hashlib
import json
import pathlib
import sys
import tempfile

import numpy as np

from common import DATA, SMOLLM2, TINYSTORIES, WIKITEXT, Report, cli, second_half


def ids_hash(ids):
    return hashlib.sha256(np.asarray(ids, "<i4").tobytes()).hexdigest()


def check_model(report, name, model, text, reference):
    ids = cli("tokenize", model, "--text", text)["ids"]
    report.check(f"{name}: token ids of the whole text", ids_hash(ids) == reference["ids_sha256_int32_le"], f"{len(ids)} tokens")
    result = cli("eval", model, "--text", text, "--window", reference["window"])
    report.close(f"{name}: perplexity", result["perplexity"], reference["perplexity"], 1e-4)
    report.check(f"{name}: counts", (result["windows"], result["scored"]) == (reference["windows"], reference["scored"]),
                 f"{result['windows']} windows, {result['scored']} scored")
    for case in reference["greedy"]:
        made = cli("generate", model, "--prompt", case["prompt"], "--tokens", len(case["new_ids"]))
        report.check(f"{name}: greedy {case['prompt']!r}", made["token_ids"] == case["new_ids"][: len(made["token_ids"])]
                     and len(made["token_ids"]) == len(case["new_ids"]), repr(made["text"][:50]))


def main():
    report = Report()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        tiny_text = second_half(DATA / "calibration/exllamav3/tiny.utf8", scratch / "tiny-second-half")
        check_model(report, "tinystories-656k", TINYSTORIES, tiny_text, json.load(open(DATA / "reference/tinystories-656k.json")))
        if "--skip-smollm2" not in sys.argv:
            reference = json.load(open(DATA / "reference/smollm2-135m-instruct.json"))
            check_model(report, "SmolLM2 GGUF", SMOLLM2, WIKITEXT, reference)
            cli("convert", SMOLLM2, "--out", scratch / "hf", "--format", "hf", "--dtype", "f32")
            check_model(report, "SmolLM2 hf f32", scratch / "hf", WIKITEXT, reference)
    report.finish()


if __name__ == "__main__":
    main()
