#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The main job on a real model, step by step, each with the command it runs, so that it can be repeated by hand:
# inspect, measure, plan, run, evaluate. What is finished is kept; an interrupted tour goes on where it stopped.
# Started by packaging/run.sh: first-tour.sh PROGRAM MODEL
. "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"

program=$1
model=$2
plan=$LAPIDARY_ROOT/resources/plans/first-tour.json
calibration=$LAPIDARY_ROOT/resources/text/tour-calibration.txt
evaluation=$LAPIDARY_ROOT/resources/text/tour-evaluation.txt
results=${LAPIDARY_TOUR:-$LAPIDARY_ROOT/build/first-tour}
windows=(--windows 4 --window 512)

mkdir -p "$results"
# Results of another plan, text or model do not belong to this tour.
key=$(sha256sum "$plan" "$calibration" "$evaluation" | sha256sum | cut -d ' ' -f 1)-$(stat -c %s "$model")
if [ "$(cat "$results/.key" 2>/dev/null)" != "$key" ]; then
  rm -rf "$results"/{inspect,plan,run,before,after}.json "$results"/model.lapidary* "$results"/compressed*
  printf '%s\n' "$key" >"$results/.key"
fi

# step TITLE RESULT ARGS…: runs the program with its standard output in RESULT; nothing where RESULT is complete.
step() {
  local title=$1 result=$2
  shift 2
  printf '\n== %s\n' "$title"
  if [ -s "$result" ]; then
    printf '   done before: %s\n' "$result"
    return 0
  fi
  printf '   lapidary-cli'
  printf ' %q' "$@"
  printf '\n'
  "$program" "$@" >"$result.partial" </dev/null || {
    rm -f "$result.partial"
    lapidary_fail "this step did not finish; start packaging/run.sh again to go on from here"
  }
  mv "$result.partial" "$result"
}

step "1 of 6: what is in the model" "$results/inspect.json" inspect "$model" --json
step "2 of 6: measure it into a project file" "$results/measure.json" measure "$model" --out "$results/model.lapidary" \
  --text "$calibration" "${windows[@]}" --json
step "3 of 6: check the plan, count its bytes" "$results/plan.json" plan check "$plan" "$model" --json
step "4 of 6: compress" "$results/run.json" run "$plan" "$model" --out "$results/compressed" --resume \
  --text "$calibration" "${windows[@]}" --json
step "5 of 6: perplexity before" "$results/before.json" eval "$model" --text "$evaluation" --window 256 --json
step "6 of 6: perplexity after, and divergence from the original" "$results/after.json" eval "$results/compressed" \
  --text "$evaluation" --window 256 --reference "$model" --json

python3 - "$results" <<'PYTHON'
import json, sys
folder = sys.argv[1]
inspect, plan, run, before, after = (
    json.load(open(f"{folder}/{name}.json")) for name in ("inspect", "plan", "run", "before", "after"))
mb = lambda count: f"{count / 1e6:.1f} MB"
print(f"""
The model: {inspect['architecture']}, {inspect['parameters'] / 1e6:.1f} million parameters, {inspect['blocks']} blocks
  as found                    {mb(plan['bytes_source'])}
  at 16 bits                  {mb(plan['bytes_before'])}
  compressed                  {mb(run['bytes_after'])}, {plan['bits_per_weight']:.2f} bits per weight of the blocks
  perplexity before, after    {before['perplexity']:.2f}, {after['perplexity']:.2f}
  divergence from the original {after['kl_mean']:.3f} nats, the same first choice in {100 * after['top1_agreement']:.1f} %

The results are in {folder}:
  model.lapidary   everything measured (packaging/run.sh --cli show FILE --what spectra)
  compressed/      the compressed model, with its plan in lapidary-plan.json
  *.json           what each step printed""")
PYTHON
