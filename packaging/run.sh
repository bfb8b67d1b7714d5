#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# packaging/run.sh                does all the set-up, then the first tour: the main job on a real model
# packaging/run.sh --cli ARGS…    builds if needed and passes ARGS to lapidary-cli; standard output is only the program's
. "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"

program=$LAPIDARY_ROOT/build/release/bin/lapidary-cli

# set_up [LOG]: packages, libtorch, configuration, build of the programs; with LOG its details go there.
set_up() {
  lapidary_lock
  lapidary_packages "${LAPIDARY_BUILD_PACKAGES[@]}"
  lapidary_configure release ${CI:+-DLAPIDARY_WERROR=ON}
  if [ "$#" -eq 0 ]; then
    lapidary_build release programs
  else
    [ -x "$program" ] || lapidary_say "building lapidary-cli, some minutes the first time (details: $1)"
    (lapidary_build release programs) >"$1" 2>&1 || {
      tail -n 30 "$1" >&2
      lapidary_fail "the build failed; the whole log is $1"
    }
  fi
  lapidary_unlock
}

case "${1:-}" in
  --cli)
    shift
    mkdir -p "$LAPIDARY_ROOT/build"
    set_up "$LAPIDARY_ROOT/build/run-build.log"
    exec "$program" "$@"
    ;;
  '')
    set_up
    model=$("$LAPIDARY_ROOT/packaging/get-model.sh")
    exec "$LAPIDARY_ROOT/packaging/first-tour.sh" "$program" "$model"
    ;;
  *)
    sed -n 's/^# packaging/packaging/p' "${BASH_SOURCE[0]}" >&2
    [ "$1" = --help ] && exit 0
    exit 2
    ;;
esac
