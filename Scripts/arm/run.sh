#!/usr/bin/env bash
# Builds the C kernels and the program that compares them with known answers, and runs it: for ARM, under qemu
# where the processor is another; or for this processor, at each of its levels of instructions.
#
#   run.sh [native]
#
# CLANG names the compiler; without it, that of the Swift toolchain, whose linker knows other processors, too.
set -euo pipefail
cd "$(dirname "$0")/../.."

here="$(uname -m | sed 's/arm64/aarch64/')"
case "${1:-}" in
  "") machine=aarch64 ;;
  native) machine="$here" ;;
  *) echo "run.sh: '$1' is not native" >&2; exit 64 ;;
esac

if [ -z "${CLANG:-}" ]; then
  CLANG="$(dirname "$(readlink -f "$(command -v swift || echo swift)")")/clang"
  [ -x "$CLANG" ] || CLANG="$(command -v clang)" || {
    echo "clang is missing: install Swift, then try again." >&2
    exit 1
  }
fi
options=(-O2 -g -Werror -I Sources/CKernels/include)
linking=(-lm)
emulator=env
if [ "$machine" != "$here" ]; then
  # Where Debian's packages for other processors have their libraries.
  libc="${ARM_LIBC:-/usr/aarch64-linux-gnu}" libgcc="${ARM_LIBGCC:-/usr/lib/gcc-cross/aarch64-linux-gnu}"
  missing=""
  [ -e "$libc/lib/libc.a" ] || missing="$missing libc6-dev-arm64-cross"
  compgen -G "$libgcc/*/libgcc.a" >/dev/null || missing="$missing libgcc-12-dev-arm64-cross"
  emulator="$(command -v qemu-aarch64 || command -v qemu-aarch64-static)" || missing="$missing qemu-user"
  [ -z "$missing" ] || { echo "A Debian package is missing: install$missing, then try again." >&2; exit 1; }
  options+=(--target=aarch64-linux-gnu)
  linking+=(--target=aarch64-linux-gnu -fuse-ld=lld -static)
fi

build=".build/known-answers-$machine"
rm -rf "$build"
mkdir -p "$build"
# As SwiftPM compiles them for release, but with warnings as errors.
while read -r source; do
  name="${source#Sources/CKernels/}"
  "$CLANG" "${options[@]}" -DSWIFT_PACKAGE=1 -fblocks -fPIC -fno-omit-frame-pointer -c "$source" \
    -o "$build/kernels-${name//\//-}.o"
done < <(find Sources/CKernels -name '*.c')
for source in Scripts/arm/*.c; do
  "$CLANG" "${options[@]}" -Wall -Wextra -c "$source" -o "$build/$(basename "$source" .c).o"
done
"$CLANG" "$build"/*.o "${linking[@]}" -o "$build/known-answers"
"$emulator" "$build/known-answers"
