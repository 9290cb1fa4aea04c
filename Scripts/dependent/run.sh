#!/usr/bin/env bash
# Builds a package that depends on this repository by its git URL and branch, as a user's does, and runs it:
# in release, or in debug under a sanitizer. What is committed is what it sees.
#
#   run.sh release|address|thread …
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
repository="$(git -C "$here" rev-parse --show-toplevel)"
# A branch of a name of its own, so that a detached or shallow checkout can be depended on, too.
branch="dependent-$$"
git -C "$repository" branch -q "$branch"
work="$repository/.build/dependent"
trap 'git -C "$repository" branch -qD "$branch"' EXIT
mkdir -p "$work"
rm -rf "$work/Sources" "$work/Package.resolved"
cp -r "$here/Sources" "$work/Sources"
sed -e "s|@URL@|file://$repository|" -e "s|@BRANCH@|$branch|" -e "s|@NAME@|$(basename "$repository")|" \
  "$here/Package.swift.in" > "$work/Package.swift"
cd "$work"

# build OPTIONS…: stops at a warning of the compiler. The linker's, of a sanitizer's own symbols, are not ours.
build() {
  if ! swift build "$@" > build.log 2>&1; then cat build.log; exit 1; fi
  if grep "warning:" build.log | grep -v "ld.gold:"; then echo "the build warns"; exit 1; fi
}

for mode in "$@"; do
  case "$mode" in
    release) options=(-c release --scratch-path release) ;;
    address | thread) options=(--sanitize="$mode" --scratch-path "$mode") ;;
    *) echo "run.sh: '$mode' is none of release, address, thread" >&2; exit 64 ;;
  esac
  build "${options[@]}"
  # What OpenBLAS, LAPACK and the runtime keep until the end is no leak of ours to judge.
  ASAN_OPTIONS="detect_leaks=0:abort_on_error=0" TSAN_OPTIONS="halt_on_error=0:exitcode=66" \
    "$(swift build "${options[@]}" --show-bin-path)/dependent"
done
