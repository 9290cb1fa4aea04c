#!/usr/bin/env bash
# Stands in for ssh: runs a command on one of the hosts that are network namespaces here.
#
#   enter.sh [-OPTION …] HOST COMMAND …
#
# As with ssh, the command is a line for a shell, and goes on where this process is killed.
set -euo pipefail
while [[ "${1:-}" == -* ]]; do shift; done
host="$1"
shift
exec ip netns exec "$host" unshare --uts setsid --fork --wait sh -c 'hostname "$0" && exec sh -c "$1"' "$host" "$*"
