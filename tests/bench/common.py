# SPDX-License-Identifier: GPL-3.0-or-later
"""What the benchmark and interop scripts share. They need numpy, torch, transformers and safetensors beside the built
lapidary-cli; the shared test data are found as the tests find them."""
import hashlib
import json
import os
import pathlib
import resource
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
CLI = pathlib.Path(os.environ.get("LAPIDARY_CLI", ROOT / "build/release/bin/lapidary-cli"))
DATA = pathlib.Path(os.environ.get("LAPIDARY_TEST_DATA", ROOT / "../shared/data")).resolve()
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache"))
SMOLLM2 = pathlib.Path(os.environ.get("LAPIDARY_MODEL", CACHE / "lapidary/models/SmolLM2-135M-Instruct.Q4_1.gguf"))
WIKITEXT = DATA / "text/wikitext-2-raw/wiki.test.raw"
C4 = DATA / "calibration/exllamav3/c4.utf8"
TINYSTORIES = DATA / "models/tinystories-656k"


def cli(*arguments, check=True):
    """Runs lapidary-cli with --json and gives its object; prints its errors."""
    done = subprocess.run([str(CLI), *map(str, arguments), "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if check and done.returncode != 0:
        sys.exit(f"lapidary-cli {' '.join(map(str, arguments))}: exit {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout) if done.returncode == 0 else done


def second_half(path, out):
    """The second half of a text from a character boundary on, as the reference values use it."""
    raw = pathlib.Path(path).read_bytes()
    at = len(raw) // 2
    while at < len(raw) and raw[at] & 0xC0 == 0x80:
        at += 1
    out.write_bytes(raw[at:])
    return out


def folder_hash(folder):
    total = hashlib.sha256()
    for path in sorted(p for p in pathlib.Path(folder).rglob("*") if p.is_file()):
        total.update(str(path.relative_to(folder)).encode() + b"\n" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def children_peak_bytes():
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


class Report:
    """Collects checks, prints them, and exits with 1 if one failed."""

    def __init__(self):
        self.failed = 0

    def check(self, what, ok, detail=""):
        self.failed += not ok
        print(f"{'ok  ' if ok else 'FAIL'} {what}  {detail}", flush=True)

    def close(self, what, found, expected, relative):
        error = abs(found - expected) / abs(expected)
        self.check(what, error <= relative, f"found {found:.6f}, expected {expected:.6f}, relative {error:.1e} (limit {relative:.0e})")

    def finish(self):
        sys.exit(1 if self.failed else 0)
