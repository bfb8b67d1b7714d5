#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`eval` against transformers in fp32 on two threads, the same windows, interleaved (issue "must be shown" 3).

    python3 tests/bench/eval_vs_transformers.py [WINDOWS] [ROUNDS]
"""
import pathlib
import statistics
import sys
import tempfile
import time

import torch
from transformers import AutoModelForCausalLM

from common import SMOLLM2, WIKITEXT, Report, cli


def main():
    windows = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    torch.set_num_threads(2)
    report = Report()
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch) / "hf"
        cli("convert", SMOLLM2, "--out", folder, "--format", "hf", "--dtype", "f32")
        model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    ids = torch.tensor(cli("tokenize", SMOLLM2, "--text", WIKITEXT)["ids"])

    def transformers_pass():
        start = time.perf_counter()
        total = 0.0
        with torch.inference_mode():
            for w in range(windows):
                x = ids[w * 2048:(w + 1) * 2048]
                logits = model(x[None]).logits[0, :-1]
                total += torch.nn.functional.cross_entropy(logits, x[1:], reduction="sum").item()
        return time.perf_counter() - start, total / (windows * 2047)

    transformers_pass()
    ratios, mine, theirs = [], [], []
    for _ in range(rounds):
        theirs_seconds, theirs_nll = transformers_pass()
        result = cli("eval", SMOLLM2, "--text", WIKITEXT, "--windows", windows, "--threads", 2)
        mine.append(result["seconds"])
        theirs.append(theirs_seconds)
        ratios.append(theirs_seconds / result["seconds"])
        print(f"transformers {theirs_seconds:.2f} s, lapidary {result['seconds']:.2f} s, ratio {ratios[-1]:.2f}; "
              f"nll {theirs_nll:.6f} and {result['nll']:.6f}", flush=True)
    report.close("mean nll", result["nll"], theirs_nll, 1e-5)
    tokens = windows * 2048
    report.check("speed", statistics.median(ratios) >= 1.5,
                 f"median ratio {statistics.median(ratios):.2f} (at least 1.5); {tokens / statistics.median(mine):.0f} and "
                 f"{tokens / statistics.median(theirs):.0f} tokens/s")
    report.finish()


if __name__ == "__main__":
    main()
