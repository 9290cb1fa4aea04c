#!/usr/bin/env bash
# Runs the tests that touch memory and threads most under sanitizers: kernels, laws, gradients, subscripts.
#
#   sanitize.sh address|thread …
set -euo pipefail
cd "$(dirname "$0")/.."
tests='KagamiKernelsTests|ValueLawTests|LayoutLawTests|LeafTests|SubscriptTests|ConcurrencyTests|StateFollowing'

for sanitizer in "$@"; do
  echo "tests under $sanitizer sanitizer"
  # Tests of the pool count buffers that are kept, and AddressSanitizer keeps none.
  log=".build/sanitize-$sanitizer.log"
  if ! ASAN_OPTIONS="detect_leaks=0" TSAN_OPTIONS="exitcode=66" SWIFT_BACKTRACE="enable=no" \
    swift test --sanitize="$sanitizer" --scratch-path ".build-$sanitizer" --filter "$tests" \
    --skip 'MemoryPoolTests' > "$log" 2>&1
  then
    grep -vE 'ld.gold|passed after|started\.' "$log" | tail -60
    exit 1
  fi
  # A process that a test starts, and expects to fail, may have reported as well.
  if grep -E 'WARNING: ThreadSanitizer|ERROR: AddressSanitizer' "$log"; then exit 1; fi
  grep -E 'Test run with' "$log"
done
