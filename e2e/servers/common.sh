# Sourced by the scripts beside it: the cache folder, and how a server gets into it.
# shellcheck shell=bash disable=SC2034

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
CACHE=${MAPSCOPE_E2E_CACHE:-${HOME:?set HOME or MAPSCOPE_E2E_CACHE}/.cache/mapscope-e2e}
NAME=$(basename "$0")

# Progress is for people: a pipe gets the path on stdout, and on failure one line on stderr.
say() { if [[ -t 2 ]]; then echo "$NAME: $*" >&2; fi; }

fail() {
  echo "$NAME: $*" >&2
  exit 1
}

# ensure FOLDER FILE FUNCTION: prints the path of FILE in the cache's FOLDER. When it is not there, FUNCTION fills a
# new folder (its working directory, and $PART), which takes the name FOLDER only when complete: an interrupted build
# leaves nothing that looks finished. What is built is part of FOLDER's name, so that a change builds anew.
ensure() {
  local folder=$CACHE/$1 file=$1/$2
  if [[ ! -x $CACHE/$file ]]; then
    mkdir -p "$CACHE/log" "$CACHE/lock"
    exec 9>"$CACHE/lock/$1"
    flock -n 9 || { say "waiting for another build of it" && flock 9; }
    if [[ ! -x $CACHE/$file ]]; then
      PART=$folder.part TARGET=$folder
      remove_part # of a build that was killed: the lock says that nobody works on it
      trap remove_part EXIT
      mkdir "$PART"
      say "building once into $folder"
      # Not as a condition, in which bash would ignore set -e.
      set +e
      (set -e && cd "$PART" && "$3") >"$CACHE/log/$1" 2>&1
      local status=$?
      set -e
      ((status == 0)) || fail "$(reason "$CACHE/log/$1")"
      mv -T "$PART" "$folder"
    fi
  fi
  echo "$CACHE/$file"
}

# Go's module cache writes folders that cannot be emptied before this.
remove_part() { if [[ -d $PART ]]; then chmod -R u+w "$PART" && rm -rf "$PART"; fi; }

# A script says what is missing as MISSING: ...; anything else is in the log.
reason() {
  sed -n 's/^MISSING: //p' "$1" | tail -n 1 | grep . ||
    echo "the build failed ($(grep -v '^[[:space:]]*$' "$1" | tail -n 1 | cut -c 1-200)): see $1, then run $0 again"
}

missing() {
  echo "MISSING: $*"
  exit 1
}
