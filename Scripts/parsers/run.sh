#!/usr/bin/env bash
# Runs the parsers of KagamiData under libFuzzer, one after the other.
#
#   run.sh [PARSER …]     SECONDS_IN_ALL=60, or RUNS=1000000 for each
set -euo pipefail
cd "$(dirname "$0")/../.."
work="$PWD/.build-parsers"
mkdir -p "$work"
swift build --package-path Scripts/parsers -c release --scratch-path "$work" --product Parsers \
  -Xswiftc -sanitize=fuzzer -Xcc -fsanitize=fuzzer-no-link > "$work/build.log" 2>&1 || {
  tail -40 "$work/build.log"
  exit 1
}
program="$(swift build --package-path Scripts/parsers -c release --scratch-path "$work" --show-bin-path)/Parsers"
python3 Scripts/parsers/corpus.py "$work/seeds"
parsers=("$@")
[ ${#parsers[@]} -gt 0 ] || parsers=(safetensors torch npy npz idx gzip png csv)
limit=()
if [ -n "${RUNS:-}" ]; then
  limit=("-runs=$RUNS")
else
  limit=("-max_total_time=$((${SECONDS_IN_ALL:-60} / ${#parsers[@]}))")
fi
for parser in "${parsers[@]}"; do
  mkdir -p "$work/corpus/$parser" "$work/found/$parser"
  # A fault is libFuzzer's to report, not the runtime's. An input of at most 64 KiB may take four times that and 64 MiB.
  if ! SWIFT_BACKTRACE=enable=no KAGAMI_PARSER="$parser" "$program" "${limit[@]}" -max_len=65536 -malloc_limit_mb=80 -rss_limit_mb=600 \
    -timeout=20 -print_final_stats=1 -artifact_prefix="$work/found/$parser/" \
    "$work/corpus/$parser" "$work/seeds/$parser" > "$work/$parser.log" 2>&1
  then
    tail -30 "$work/$parser.log"
    echo "$parser: failed; the input is in $work/found/$parser"
    exit 1
  fi
  runs="$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$parser.log")"
  covered="$(grep -oE 'cov: [0-9]+' "$work/$parser.log" | tail -1 | grep -oE '[0-9]+')"
  echo "$parser: $runs inputs, $covered places of the code reached, no fault"
done
