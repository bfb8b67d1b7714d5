#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sets everything up, builds the release preset and runs the whole suite. Real-model tests are skipped, and reported as
# skipped, where the model cannot be had. Arguments are passed on to ctest (`packaging/test.sh -R formats/`).
. "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"

lapidary_lock
lapidary_packages "${LAPIDARY_BUILD_PACKAGES[@]}"
lapidary_configure release ${CI:+-DLAPIDARY_WERROR=ON}
lapidary_build release
lapidary_unlock
"$LAPIDARY_ROOT/packaging/get-model.sh" >/dev/null ||
  lapidary_say "going on without the model: the tests that need it will be skipped"

report=$LAPIDARY_ROOT/build/release/test-results.xml
status=0
(cd "$LAPIDARY_ROOT" && ctest --preset release --output-junit "$report" "$@" </dev/null) || status=$?
python3 "$LAPIDARY_ROOT/packaging/count_tests.py" "$report" || status=1
exit "$status"
