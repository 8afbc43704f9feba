# Shared by the scripts in this folder: where the project is, and how a script speaks to a person.
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export project

# Debian's emscripten looks for acorn here; linking fails without it.
export NODE_PATH=/usr/share/nodejs

# One cache for every checkout: object files do not depend on where the project lies.
export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$project}
export CCACHE_NOHASHDIR=1

say() { printf '%s\n' "$*" >&2; }
fail() { say "kundkonto: $*"; exit 1; }

# step SENTENCE COMMAND...: runs the command with its output kept aside; shows it only when it fails.
step() {
  local sentence=$1 log
  shift
  mkdir -p "$project/build/logs"
  log="$project/build/logs/$(printf '%s' "$sentence" | tr -cs 'A-Za-z0-9' '-').log"
  say "$sentence"
  if ! "$@" >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    fail "This did not work: $sentence. The whole output is in ${log#"$project"/}. Running the same command again goes on from here."
  fi
}
