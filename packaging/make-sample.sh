#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# packaging/make-sample.sh   remakes resources/sample/sample.lapidary: measures SmolLM2-135M (the model of packaging/get-model.sh) on the
#                            tour's text, runs the tour's plan on it with before and after, builds the programs with the project in them
# Needs 3 minutes of two cores. No path of this machine gets into the file.
. "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"

if [ "$#" -ne 0 ]; then
  sed -n '/^# packaging/,/^# Needs/p' "${BASH_SOURCE[0]}" | sed 's/^# //' >&2
  [ "$1" = --help ] && exit 0
  exit 2
fi
sample=$LAPIDARY_ROOT/resources/sample
work=$LAPIDARY_ROOT/build/sample
calibration=resources/text/tour-calibration.txt
evaluation=resources/text/tour-evaluation.txt
windows=(--windows 4 --window 512)
export OMP_WAIT_POLICY=passive

build_programs() {
  lapidary_lock
  lapidary_build release programs
  lapidary_unlock
}

lapidary_lock
lapidary_packages "${LAPIDARY_BUILD_PACKAGES[@]}"
lapidary_configure release
lapidary_unlock
build_programs
model=$("$LAPIDARY_ROOT/packaging/get-model.sh")
program=$LAPIDARY_ROOT/build/release/bin/lapidary-cli

# Names of files as seen from here are what the record keeps.
rm -rf "$work"
mkdir -p "$work/resources"
cp -r "$LAPIDARY_ROOT/resources/text" "$LAPIDARY_ROOT/resources/plans" "$work/resources/"
cd "$work"
"$program" measure "$model" --out sample.lapidary --text "$calibration" "${windows[@]}" --device cpu
"$program" run resources/plans/first-tour.json "$model" --out SmolLM2-135M-compressed --text "$calibration" "${windows[@]}" \
  --evaluate "$evaluation" --evaluate-window 256 --measure spectra,logits --project sample.lapidary --device cpu
! grep -q --text --fixed-strings -e "$LAPIDARY_ROOT" -e "$LAPIDARY_CACHE" sample.lapidary ||
  lapidary_fail "the project $work/sample.lapidary has a path of this machine in it"

mkdir -p "$sample"
cp sample.lapidary "$sample/.sample.lapidary.partial"
mv -f "$sample/.sample.lapidary.partial" "$sample/sample.lapidary"
build_programs
lapidary_say "made $sample/sample.lapidary, $(stat -c %s "$sample/sample.lapidary") bytes"
