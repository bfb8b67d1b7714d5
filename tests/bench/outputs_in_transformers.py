#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What other programs make of our outputs (issue "must be shown" 5): a mixed plan on SmolLM2 has the predicted bytes; its
`hf` output in transformers has the perplexity of our `eval` within 1e-4; a 4-bit plan's `compressed-tensors` output
loads with the compressed-tensors package, within 1e-3; AutoTokenizer gives our ids.

    python3 tests/bench/outputs_in_transformers.py [CALIBRATION_WINDOWS] [SCORED_WINDOWS]
"""
import json
import math
import pathlib
import sys
import tempfile

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from common import C4, SMOLLM2, WIKITEXT, Report, cli

MIXED = {"format": "lapidary-plan", "version": 1, "dtype": "bf16",
         "base": {"quantization": {"method": "gptq", "bits": 4, "group": 64, "symmetric": False}},
         "rules": [
             {"name": "low rank", "match": "blocks.*.mlp.down", "blocks": "0-9",
              "settings": {"quantization": None, "low_rank": {"method": "svd-llm", "ratio": 0.9}}},
             {"name": "sparse", "match": "blocks.*.mlp.*", "blocks": "10-29",
              "settings": {"quantization": None, "sparsity": {"method": "wanda", "pattern": "2:4", "update": "optimal"}}}]}
FOUR_BIT = {"format": "lapidary-plan", "version": 1, "dtype": "bf16",
            "base": {"quantization": {"method": "rtn", "bits": 4, "group": 64, "symmetric": True}}}


def perplexity(folder, ids, windows, **options):
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, **options).eval()
    total = 0.0
    with torch.inference_mode():
        for w in range(windows):
            x = ids[w * 2048:(w + 1) * 2048]
            total += torch.nn.functional.cross_entropy(model(x[None]).logits[0, :-1].double(), x[1:], reduction="sum").item()
    return math.exp(total / (windows * 2047))


def main():
    calibration = sys.argv[1] if len(sys.argv) > 1 else "2"
    windows = int(sys.argv[2]) if len(sys.argv) > 2 else 4
    torch.set_num_threads(2)
    report = Report()
    text = WIKITEXT.read_text()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        for name, plan in (("mixed", MIXED), ("four", FOUR_BIT)):
            (scratch / f"{name}.json").write_text(json.dumps(plan))
        run = ("--text", C4, "--windows", calibration)
        native = cli("run", scratch / "mixed.json", SMOLLM2, "--out", scratch / "native", *run)
        check = cli("plan", "check", scratch / "mixed.json", SMOLLM2)
        report.check("mixed plan: bytes as predicted", native["bytes_after"] == check["bytes_after"],
                     f"{native['bytes_after']} and {check['bytes_after']}; files {native['file_bytes_after']}")
        on_disk = sum(p.stat().st_size for p in (scratch / "native").glob("*.safetensors"))
        report.check("mixed plan: file bytes", native["file_bytes_after"] == on_disk, f"{on_disk}")

        cli("run", scratch / "mixed.json", SMOLLM2, "--out", scratch / "hf", "--format", "hf", *run)
        tokenizer = AutoTokenizer.from_pretrained(scratch / "hf")
        theirs = tokenizer(text)["input_ids"]
        ours = cli("tokenize", scratch / "hf", "--text", WIKITEXT)["ids"]
        report.check("AutoTokenizer's ids", theirs == ours, f"{len(theirs)} and {len(ours)}")
        ids = torch.tensor(ours)
        mine = cli("eval", scratch / "hf", "--text", WIKITEXT, "--windows", windows)["perplexity"]
        report.close("hf output in transformers", perplexity(scratch / "hf", ids, windows), mine, 1e-4)
        print("native output:", cli("eval", scratch / "native", "--text", WIKITEXT, "--windows", windows)["perplexity"])

        cli("run", scratch / "four.json", SMOLLM2, "--out", scratch / "ct", "--format", "compressed-tensors", *run)
        predicted = cli("plan", "check", scratch / "four.json", SMOLLM2, "--format", "compressed-tensors")["bytes_after"]
        stored = sum(p.stat().st_size for p in (scratch / "ct").glob("*.safetensors"))
        report.check("compressed-tensors: bytes", stored >= predicted and stored - predicted < 200_000, f"{predicted} predicted, files {stored}")
        cli("run", scratch / "four.json", SMOLLM2, "--out", scratch / "four-hf", "--format", "hf", "--dtype", "f32", *run)
        mine = cli("eval", scratch / "four-hf", "--text", WIKITEXT, "--windows", windows)["perplexity"]
        report.close("compressed-tensors output in transformers", perplexity(scratch / "ct", ids, windows), mine, 1e-3)
    report.finish()


if __name__ == "__main__":
    main()
