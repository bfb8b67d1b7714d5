#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Wanda 2:4 + RTN run over all blocks against the two forward passes it needs (issue "must be shown" 3): the report's
own times of the passes, and `eval` (one pass and the head) on the same windows beside it.

    python3 tests/bench/run_vs_forward.py [WINDOWS] [ROUNDS]
"""
import json
import pathlib
import statistics
import sys
import tempfile

from common import C4, SMOLLM2, Report, cli

PLAN = {"format": "lapidary-plan", "version": 1, "dtype": "bf16",
        "base": {"sparsity": {"method": "wanda", "pattern": "2:4"},
                 "quantization": {"method": "rtn", "bits": 4, "group": 64, "symmetric": True}}}


def main():
    windows = sys.argv[1] if len(sys.argv) > 1 else "8"
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    report = Report()
    ratios = []
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        (scratch / "plan.json").write_text(json.dumps(PLAN))
        (scratch / "dense.json").write_text(json.dumps({"format": "lapidary-plan", "version": 1, "dtype": "bf16"}))
        text = ("--text", C4, "--windows", windows)
        for r in range(rounds):
            # A plan without settings is exactly one forward pass over the calibration windows.
            pass_seconds = cli("run", scratch / "dense.json", SMOLLM2, "--out", scratch / f"d{r}", *text)["seconds"]["forward"]
            run = cli("run", scratch / "plan.json", SMOLLM2, "--out", scratch / f"o{r}", *text)["seconds"]
            ratios.append(run["total"] / (2 * pass_seconds))
            print(f"one pass {pass_seconds:.1f} s; run {run}; ratio {ratios[-1]:.2f}", flush=True)
    report.check("run over two forward passes", statistics.median(ratios) <= 2.0, f"median {statistics.median(ratios):.2f} (at most 2)")
    report.finish()


if __name__ == "__main__":
    main()
