#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# packaging/run.sh [FILE…]        does all the set-up, then opens the window (on the built-in model, or on FILE); without a
#                                 display the first tour: the main job on a real model, from the command line
# packaging/run.sh --tour         the first tour, display or not
# packaging/run.sh --cli ARGS…    builds if needed and passes ARGS to lapidary-cli; standard output is only the program's
. "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"

program=$LAPIDARY_ROOT/build/release/bin/lapidary-cli
window=$LAPIDARY_ROOT/build/release/bin/lapidary

tour() {
  local model
  model=$("$LAPIDARY_ROOT/packaging/get-model.sh")
  exec "$LAPIDARY_ROOT/packaging/first-tour.sh" "$program" "$model"
}

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
  --tour)
    set_up
    tour
    ;;
  --help)
    sed -n 's/^# //p' "${BASH_SOURCE[0]}" | sed -n '2,5p' >&2
    ;;
  *)
    set_up
    if [ "$#" -gt 0 ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]; then
      exec "$window" "$@"
    fi
    lapidary_say "there is no display: the main job from the command line instead of the window"
    tour
    ;;
esac
