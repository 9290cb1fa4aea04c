#!/usr/bin/env bash
# Counts the instructions of a training step under callgrind and compares them with the committed figure
# of this Swift version: a change of more than 2 % fails. With --write the figure is replaced.
#
# usage: count_instructions.sh BENCHMARKS FIGURES [--write]
set -euo pipefail

figures="$2"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
# Old valgrinds give up over the debug information of new compilers.
benchmarks="$folder/benchmarks"
strip -g -o "$benchmarks" "$1"
version="$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9.]+).*/\1/p' | head -1)"

count() {
  # valgrind hides 512-bit vectors, so the figure is that of the kernels for AVX2.
  local report
  report="$(OPENBLAS_CORETYPE=Haswell OPENBLAS_NUM_THREADS=1 valgrind --tool=callgrind \
    --callgrind-out-file=/dev/null "$benchmarks" --counted-steps "$1" 2>&1 >/dev/null)" || {
    echo "$report" >&2
    exit 1
  }
  sed -nE 's/.*Collected : ([0-9]+).*/\1/p' <<<"$report"
}

few="$(count 2)"
many="$(count 6)"
[ -n "$few" ] && [ -n "$many" ] && [ "$many" -gt "$few" ] || {
  echo "callgrind counted nothing" >&2
  exit 1
}
found=$(((many - few) / 4))
echo "Swift $version: $found instructions a step at batch 4"

if [ "${3:-}" = "--write" ]; then
  python3 - "$figures" "$version" "$found" <<'PY'
import json, os, sys
path, version, found = sys.argv[1], sys.argv[2], int(sys.argv[3])
figures = json.load(open(path)) if os.path.exists(path) else {}
figures[version] = found
json.dump(figures, open(path, "w"), indent=2, sort_keys=True)
open(path, "a").write("\n")
PY
  exit 0
fi

python3 - "$figures" "$version" "$found" <<'PY'
import json, sys
path, version, found = sys.argv[1], sys.argv[2], int(sys.argv[3])
expected = json.load(open(path)).get(version)
if expected is None:
    sys.exit(f"{path} has no figure for Swift {version}: add it with make bench-instructions WRITE=1")
change = found / expected - 1
print(f"expected {expected}: {change:+.2%}")
if abs(change) > 0.02:
    sys.exit("more than 2 % off: find out why, or write the new figure with make bench-instructions WRITE=1")
PY
