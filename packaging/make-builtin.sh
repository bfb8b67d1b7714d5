#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# packaging/make-builtin.sh          remakes resources/builtin: trains the built-in model (13 minutes of one core), measures it
#                                    into its recorded project, builds the programs with both in them
# packaging/make-builtin.sh --check  trains it and compares with what lies in resources/builtin; changes nothing there
# packaging/make-builtin.sh --project  measures the model that is there anew
# Files are put in place when all of them are made. The model comes out with the same bytes on the same kind of processor.
. "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"

what=all
case "$#:${1:-}" in
  0:) ;;
  1:--check) what=check ;;
  1:--project) what=project ;;
  *)
    sed -n '/^# packaging/,/^# Files/p' "${BASH_SOURCE[0]}" | sed '$d; s/^# //' >&2
    [ "${1:-}" = --help ] && exit 0
    exit 2
    ;;
esac
resources=$LAPIDARY_ROOT/resources/builtin
work=$LAPIDARY_ROOT/build/builtin
model_files=(config.json model.safetensors tokenizer.json tokenizer_config.json calibration.txt evaluation.txt)
export OMP_WAIT_POLICY=passive

build() {
  lapidary_lock
  lapidary_build release "$@"
  lapidary_unlock
}

# put FILE…: copies made files to their place, each by a rename.
put() {
  local file
  for file; do
    cp "$file" "$resources/.${file##*/}.partial"
    mv -f "$resources/.${file##*/}.partial" "$resources/${file##*/}"
  done
}

lapidary_lock
lapidary_packages "${LAPIDARY_BUILD_PACKAGES[@]}"
lapidary_configure release -DLAPIDARY_TOOLS=ON
lapidary_unlock
mkdir -p "$work"

if [ "$what" != project ]; then
  build lapidary-builtin-maker
  rm -rf "$work/model"
  "$LAPIDARY_ROOT/build/release/bin/lapidary-builtin-maker" --out "$work/model" | tee "$work/figures.txt"
fi
if [ "$what" = check ]; then
  for file in "${model_files[@]}"; do
    cmp "$work/model/$file" "$resources/$file" || lapidary_fail "$file comes out different on this machine"
  done
  lapidary_say "all ${#model_files[@]} files are the same, byte for byte"
  exit 0
fi
[ "$what" = project ] || put "${model_files[@]/#/$work/model/}"

# The programs have the model in them; a project of the model before does no harm here.
build programs
rm -f "$work/builtin.lapidary"*
XDG_CACHE_HOME=$work/cache "$LAPIDARY_ROOT/build/release/bin/lapidary-cli" measure builtin --out "$work/builtin.lapidary" \
  --text builtin --measure-kl --device cpu
put "$work/builtin.lapidary"
build programs
lapidary_say "made $resources; figures of the model: $work/figures.txt"
