# SPDX-License-Identifier: GPL-3.0-or-later
# Functions that packaging/run.sh, test.sh, get-model.sh and .ci/run share; sourced, never run. Everything they say goes to
# standard error, so that a caller's standard output stays its own. Each step looks first and does nothing where its
# result is there.
#
# Environment: CMAKE_PREFIX_PATH (a libtorch of your own: no venv is made), LAPIDARY_TORCH_INDEX (package index of torch),
# LAPIDARY_JOBS (parallel compilers), XDG_CACHE_HOME.

set -euo pipefail

LAPIDARY_ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
LAPIDARY_CACHE=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/lapidary
LAPIDARY_TORCH_VERSION=2.13.0
LAPIDARY_VENV=$LAPIDARY_CACHE/venv
LAPIDARY_BUILD_PACKAGES=(g++ cmake ninja-build ccache pkg-config libhdf5-dev libpcre2-dev libutf8proc-dev libeigen3-dev libgtest-dev
  libgmock-dev nlohmann-json3-dev libssl-dev libcli11-dev python3 python3-venv ca-certificates
  qt6-base-dev qt6-svg-dev qt6-tools-dev qt6-l10n-tools qt6-translations-l10n libqcustomplot-dev fonts-dejavu-core)
LAPIDARY_CHECK_PACKAGES=(git clang-format clang-tidy)

lapidary_say() { printf 'lapidary: %s\n' "$*" >&2; }

lapidary_fail() {
  lapidary_say "$*"
  exit 1
}

# lapidary_missing PACKAGE...: those of the packages that dpkg does not list as installed, one a line.
lapidary_missing() {
  comm -23 <(printf '%s\n' "$@" | sort) \
    <(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null | sed -n 's/ installed$//p' | sort -u)
}

# lapidary_packages PACKAGE...: installs what is missing with apt; says first what that is.
lapidary_packages() {
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    command -v cmake >/dev/null && command -v ninja >/dev/null && return 0
    lapidary_fail "no apt on this system: install the equivalents of these Debian packages, then start again: $*"
  fi
  local missing as_root=()
  missing=$(lapidary_missing "$@")
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null ||
      lapidary_fail "these packages are missing and there is no sudo; as root: apt-get install --no-install-recommends" $missing
    as_root=(sudo)
    # Without a terminal nobody can type a password: sudo then fails at once instead of waiting.
    [ -t 0 ] || as_root+=(-n)
  fi
  lapidary_say "installing with apt:" $missing
  as_root+=(env DEBIAN_FRONTEND=noninteractive)
  "${as_root[@]}" apt-get update -q >&2 </dev/null || lapidary_say "apt-get update failed; trying with the lists that are there"
  "${as_root[@]}" apt-get install -q -y --no-install-recommends $missing >&2 </dev/null ||
    lapidary_fail "apt could not install these packages; its own words are above"
}

# lapidary_python: prints the Python of the private venv, which it makes where it is missing.
lapidary_python() {
  local python=$LAPIDARY_VENV/bin/python3 candidate
  if ! "$python" -m pip --version >/dev/null 2>&1; then
    for candidate in /usr/bin/python3 python3; do
      "$candidate" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))' 2>/dev/null && break
      candidate=
    done
    if [ -z "$candidate" ]; then
      lapidary_packages python3 python3-venv ca-certificates
      candidate=/usr/bin/python3
    fi
    lapidary_say "making a private Python environment in $LAPIDARY_VENV"
    rm -rf "$LAPIDARY_VENV"
    mkdir -p "$LAPIDARY_CACHE"
    "$candidate" -m venv "$LAPIDARY_VENV" >&2 || lapidary_fail "$candidate could not make $LAPIDARY_VENV"
  fi
  printf '%s\n' "$python"
}

# lapidary_torch_source: what the stamp of the venv must say: version and index.
lapidary_torch_source() { printf '%s %s\n' "$LAPIDARY_TORCH_VERSION" "${LAPIDARY_TORCH_INDEX:-configured}"; }

# lapidary_prefix: prints the folder where CMake finds libtorch; installs torch into the private venv where needed.
lapidary_prefix() {
  if [ -n "${CMAKE_PREFIX_PATH:-}" ]; then
    printf '%s\n' "$CMAKE_PREFIX_PATH"
    return 0
  fi
  local stamp=$LAPIDARY_VENV/lapidary-torch.stamp
  if [ "$(cat "$stamp" 2>/dev/null)" != "$(lapidary_torch_source)" ]; then
    lapidary_install_torch
    lapidary_torch_source >"$stamp"
  fi
  set -- "$LAPIDARY_VENV"/lib/python3*/site-packages/torch
  [ -d "$1/lib" ] || lapidary_fail "there is no torch in $LAPIDARY_VENV; remove that folder and start again"
  printf '%s\n' "$1"
}

# Pinned by version, not by hash: the file differs from index to index (CPU or CUDA build).
lapidary_install_torch() {
  local python pip options=(--no-input --disable-pip-version-check) build
  [ -t 2 ] || options+=(--quiet)
  python=$(lapidary_python)
  pip=("$python" -m pip)
  [ -z "${LAPIDARY_TORCH_INDEX:-}" ] || options+=(--index-url "$LAPIDARY_TORCH_INDEX")
  lapidary_say "looking up torch $LAPIDARY_TORCH_VERSION in the ${LAPIDARY_TORCH_INDEX:+chosen }package index" \
    "(the public index serves its CUDA build, 3 GB to download with its libraries; LAPIDARY_TORCH_INDEX=URL chooses an" \
    "index of CPU builds, CMAKE_PREFIX_PATH=FOLDER a libtorch that is there)"
  build=$("${pip[@]}" install "${options[@]}" --quiet --dry-run --ignore-installed --no-deps --report - \
    "torch==$LAPIDARY_TORCH_VERSION" 2>/dev/null </dev/null | "$python" -c '
import json, sys
found = json.load(sys.stdin)["install"][0]
needs = " ".join(found["metadata"].get("requires_dist", []))
print("cuda" if "nvidia-" in needs or "cuda-" in needs else "cpu")') ||
    lapidary_fail "torch $LAPIDARY_TORCH_VERSION is not to be had from the package index (no network?);" \
      "set LAPIDARY_TORCH_INDEX or CMAKE_PREFIX_PATH and start again"
  # A CPU build needs nothing beside it for C++; a CUDA build needs the libraries of its dependencies.
  if [ "$build" = cuda ]; then
    lapidary_say "this index serves the CUDA build: downloading several GB (interrupt now to choose another)"
  else
    lapidary_say "this index serves the CPU build: downloading about 200 MB"
    options+=(--no-deps)
  fi
  "${pip[@]}" install "${options[@]}" --force-reinstall "torch==$LAPIDARY_TORCH_VERSION" >&2 </dev/null ||
    lapidary_fail "pip could not install torch $LAPIDARY_TORCH_VERSION; its own words are above"
}

# lapidary_lock, lapidary_unlock: one set-up at a time in this checkout.
lapidary_lock() {
  command -v flock >/dev/null || return 0
  mkdir -p "$LAPIDARY_ROOT/build"
  exec 9>"$LAPIDARY_ROOT/build/.setup.lock"
  flock -n 9 || {
    lapidary_say "waiting for another set-up in this checkout to finish"
    flock 9
  }
}
lapidary_unlock() { exec 9>&-; }

# lapidary_jobs: parallel compilers: one a core, each with 1.5 GiB of memory.
lapidary_jobs() {
  local cores gib
  [ -z "${LAPIDARY_JOBS:-}" ] || { printf '%s\n' "$LAPIDARY_JOBS"; return 0; }
  cores=$(nproc)
  gib=$(awk '/MemAvailable/ { print int($2 / 1572864) }' /proc/meminfo 2>/dev/null || echo 2)
  [ "${gib:-0}" -ge 1 ] || gib=1
  printf '%s\n' "$((cores < gib ? cores : gib))"
}

# lapidary_configure PRESET [OPTION...]: configures build/PRESET unless it was configured the same way before, by the same
# presets (CMake itself sees later changes of the lists, but not of the presets).
lapidary_configure() {
  local preset=$1 folder=$LAPIDARY_ROOT/build/$1 prefix wanted stamp
  shift
  prefix=$(lapidary_prefix)
  wanted="$prefix $* $(sha256sum <"$LAPIDARY_ROOT/CMakePresets.json")"
  stamp=$folder/lapidary-configure.stamp
  [ -f "$folder/build.ninja" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return 0
  lapidary_say "configuring build/$preset"
  (cd "$LAPIDARY_ROOT" && cmake --preset "$preset" "-DCMAKE_PREFIX_PATH=$prefix" "$@" >&2 </dev/null) ||
    lapidary_fail "cmake could not configure build/$preset; its own words are above"
  printf '%s\n' "$wanted" >"$stamp"
}

# lapidary_build PRESET [TARGET...]
lapidary_build() {
  local preset=$1
  shift
  (cd "$LAPIDARY_ROOT" && cmake --build --preset "$preset" -j "$(lapidary_jobs)" ${1:+--target "$@"} >&2 </dev/null) ||
    lapidary_fail "the build of build/$preset failed; the compiler's own words are above"
}
