#!/usr/bin/env bash
# Runs the tests that touch memory and threads most under sanitizers: kernels, laws, gradients, subscripts.
#
#   sanitize.sh address|thread …
set -euo pipefail
cd "$(dirname "$0")/.."
tests='KagamiKernelsTests|ValueLawTests|LayoutLawTests|LeafTests|SubscriptTests|ConcurrencyTests|StateFollowing'

for sanitizer in "$@"; do
  echo "tests under $sanitizer sanitizer"
  # Tests of allocations count what the pool does, which AddressSanitizer's memory replaces; stops end a
  # process within the test, for which the runtime takes longer than all the rest.
  log=".build/sanitize-$sanitizer.log"
  if ! ASAN_OPTIONS="detect_leaks=0" TSAN_OPTIONS="exitcode=66" SWIFT_BACKTRACE="enable=no" \
    swift test --sanitize="$sanitizer" --scratch-path ".build-$sanitizer" --filter "$tests" \
    --skip 'MemoryPoolTests' > "$log" 2>&1
  then
    grep -vE 'ld.gold|passed after|started\.' "$log" | tail -60
    exit 1
  fi
  # A report ends the process that made it; one of a process within a test would be missed.
  if grep -E 'WARNING: ThreadSanitizer|ERROR: AddressSanitizer' "$log"; then exit 1; fi
  grep -E 'Test run with' "$log"
done
