#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills `run` at random moments, resumes it, compares hashes; measures how long a cancel takes in each stage (issue "must
be shown" 6).

    python3 tests/bench/kill_and_resume.py [KILLS]              random model of SmolLM2's widths, 4 blocks, 2 windows
    python3 tests/bench/kill_and_resume.py --smollm2            one kill and resume, and cancels, on SmolLM2
"""
import json
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

from common import C4, CLI, SMOLLM2, Report, cli, folder_hash
from make_random_model import make

PLAN = {"format": "lapidary-plan", "version": 1, "dtype": "bf16", "seed": 5,
        "base": {"quantization": {"method": "gptq", "bits": 3, "group": 64, "symmetric": False}},
        "rules": [{"name": "sparse", "kinds": ["gate", "up"], "settings": {"sparsity": {"method": "wanda", "pattern": "2:4"}}},
                  {"name": "low", "kinds": ["down"], "settings": {"quantization": None, "low_rank": {"method": "svd-llm", "ratio": 0.8}}}]}


def start(arguments):
    return subprocess.Popen([str(CLI), *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def killed_and_resumed(report, model, plan, scratch, text, kills, seed):
    whole = ("run", plan, model, "--out", scratch / "whole", *text)
    begin = time.perf_counter()
    cli(*whole)
    seconds = time.perf_counter() - begin
    expected = folder_hash(scratch / "whole")
    generator = random.Random(seed)
    for k in range(kills):
        out = scratch / f"killed-{k}"
        arguments = ("run", plan, model, "--out", out, "--resume", *text)
        moments = []
        for _ in range(1 + k % 3):  # some runs are killed twice or three times
            moments.append(generator.uniform(0.02, 1.0) * seconds)
            process = start(arguments)
            time.sleep(moments[-1])
            process.kill()
            process.wait()
        cli(*arguments) if not out.exists() else None
        report.check(f"killed after {', '.join(f'{m:.2f}' for m in moments)} s of {seconds:.2f}", folder_hash(out) == expected)


def cancels(report, job, arguments, moments):
    """Ctrl-C at several moments: how long until the program has ended."""
    slowest = 0.0
    for moment in moments:
        process = start(arguments)
        time.sleep(moment)
        if process.poll() is not None:
            continue
        begin = time.perf_counter()
        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=60)
        slowest = max(slowest, time.perf_counter() - begin)
        report.check(f"{job}: exit code after a cancel at {moment:.1f} s", code == 130, f"{code}")
    report.check(f"{job}: cancel within 2 s", slowest <= 2.0, f"slowest {slowest:.2f} s")


def main():
    report = Report()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        plan = scratch / "plan.json"
        plan.write_text(json.dumps(PLAN))
        if "--smollm2" in sys.argv:
            text = ("--text", C4, "--windows", "2")
            killed_and_resumed(report, SMOLLM2, plan, scratch, text, 1, 7)
            moments = [0.5, 1.5, 3, 5, 8, 12, 17, 23]
            cancels(report, "run", ("run", plan, SMOLLM2, "--out", scratch / "cancelled", "--resume", *text), moments)
            cancels(report, "eval", ("eval", SMOLLM2, "--text", C4), moments)
            for moment in moments:
                cancels(report, "measure", ("measure", SMOLLM2, "--out", scratch / f"m{moment}.lapidary", *text), [moment])
        else:
            model = scratch / "random-4"
            make(model, 4)
            kills = int(sys.argv[1]) if len(sys.argv) > 1 else 20
            killed_and_resumed(report, model, plan, scratch, ("--text", C4, "--windows", "2"), kills, 11)
    report.finish()


if __name__ == "__main__":
    main()
