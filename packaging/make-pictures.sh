#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Remakes the README's pictures in resources/pictures from the built program: the window on the sample project and on the built-in model.
. "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"

window=$LAPIDARY_ROOT/build/release/bin/lapidary
folder=$LAPIDARY_ROOT/resources/pictures
[ -x "$window" ] || lapidary_fail "build first: packaging/run.sh"
mkdir -p "$folder"
# Caches and projects of their own: pictures do not depend on what this user did before.
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export XDG_CACHE_HOME=$home/cache XDG_DATA_HOME=$home/data XDG_CONFIG_HOME=$home/config XDG_RUNTIME_DIR=$home
export QT_QPA_PLATFORM=offscreen LANG=C.UTF-8

picture() {
  local name=$1
  shift
  "$window" "$@" --screenshot "$folder/$name.png" 2>/dev/null || lapidary_fail "$name.png could not be made"
}
picture measure sample --theme light --size 1440x900 --select blocks.12.attn.q
picture ranks --theme dark --size 1440x900 --metric rank:99:weighted --select blocks.5.attn.o,blocks.4.attn.o,blocks.3.attn.o
picture present --theme light --size 1280x720 --workspace present --metric inputs:peak --select blocks.2.mlp.down
