#!/usr/bin/env bash
# Trains on four hosts that are network namespaces of this machine, loses one, and goes on without it: once any host is
# cut off, once the one of mpirun, and once a rank makes no progress any more.
#
#   run.sh [OPTION …] PROGRAM [ARGUMENT …]     as scenario.py describes them
#   run.sh [OPTION …] stand-in                 a small program instead, which only sums
set -euo pipefail
cd "$(dirname "$0")/../.."
missing=""
for tool in ip tc unshare setsid cc mpirun; do
  command -v "$tool" > /dev/null || missing="$missing $tool"
done
[ -z "$missing" ] || {
  echo "Missing:$missing. Install iproute2, util-linux, gcc and openmpi-bin, then try again." >&2
  exit 1
}
[ "$(id -u)" -eq 0 ] || { echo "Network namespaces need root: run this as root." >&2; exit 1; }
if [ "${*: -1}" = stand-in ]; then
  mkdir -p .build/hosts
  mpicc="$(command -v mpicc.openmpi || command -v mpicc)" || { echo "mpicc is missing: install libopenmpi-dev." >&2; exit 1; }
  "$mpicc" -O2 -o .build/hosts/loop Scripts/hosts/loop.c
  set -- "${@:1:$#-1}" --checkpoint checkpoint .build/hosts/loop
fi
Scripts/hosts/scenario.py --cut 3 "$@"
Scripts/hosts/scenario.py --cut 1 "$@"
Scripts/hosts/scenario.py --cut 3 --freeze "$@"
