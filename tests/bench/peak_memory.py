#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Peak memory of `run`, `eval` and `measure` on a random model with 120 blocks against one with 30 (issue "must be shown" 4).

    python3 tests/bench/peak_memory.py [WINDOWS]
"""
import json
import pathlib
import sys
import tempfile

from common import C4, Report, cli
from make_random_model import make

PLAN = {"format": "lapidary-plan", "version": 1, "dtype": "bf16",
        "base": {"quantization": {"method": "rtn", "bits": 4, "group": 64, "symmetric": True},
                 "sparsity": {"method": "wanda", "pattern": "2:4"}}}


def main():
    windows = sys.argv[1] if len(sys.argv) > 1 else "2"
    report = Report()
    peaks = {}
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        (scratch / "plan.json").write_text(json.dumps(PLAN))
        for blocks in (30, 120):
            model = scratch / f"random-{blocks}"
            make(model, blocks)
            text = ("--text", C4, "--windows", windows, "--window", "512")
            peaks["eval", blocks] = cli("eval", model, *text)["peak_rss_bytes"]
            peaks["run", blocks] = cli("run", scratch / "plan.json", model, "--out", scratch / f"out-{blocks}", *text)["peak_rss_bytes"]
            peaks["measure", blocks] = cli("measure", model, "--out", scratch / f"p{blocks}.lapidary", *text)["peak_rss_bytes"]
    for job in ("eval", "run", "measure"):
        small, large = peaks[job, 30], peaks[job, 120]
        report.check(job, large <= 1.1 * small, f"30 blocks {small / 1e6:.0f} MB, 120 blocks {large / 1e6:.0f} MB, ratio {large / small:.3f}")
    report.finish()


if __name__ == "__main__":
    main()
