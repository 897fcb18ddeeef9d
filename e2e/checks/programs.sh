# Sourced by ../check.sh: programs of our own, compiled once against what was built.
# shellcheck shell=bash disable=SC2153

LIBRARIES=$E2E/../cli/target/lib
GUARDING_LIBRARIES=$E2E/../examples/guarding/target/lib

compile_programs() {
  [[ -d $LIBRARIES ]] || fail "cli is not built: run 'mvn -q -DskipTests package' in the top folder"
  CLASSPATH_OF_PROGRAMS="$WORK/classes:$E2E/../dashboards/target/classes:$LIBRARIES/*"
  # Behind the others: of what both have, the command's is taken.
  CLASSPATH_OF_PROGRAMS+=":$GUARDING_LIBRARIES/*"
  "$(java_home)/bin/javac" -d "$WORK/classes" -cp "$CLASSPATH_OF_PROGRAMS" "$E2E"/*.java >"$WORK/javac.txt" 2>&1 ||
    fail "the programs of e2e do not compile: $(grep -m 1 error "$WORK/javac.txt")"
}

java_home() { echo "${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}"; }

# program NAME OPTION... -- CLASS ARGUMENT...: started like a server; its last words are in $WORK/NAME.log.
program() {
  local name=$1 options=()
  shift
  while [[ $1 != -- ]]; do
    options+=("$1")
    shift
  done
  start "$name" "$(java_home)/bin/java" -XX:+UseSerialGC "${options[@]}" -cp "$CLASSPATH_OF_PROGRAMS" "${@:2}"
}

# facts NAME: waits for what a program has to tell, or for its end.
facts() {
  local file=$WORK/$1/facts.json
  eventually "$2" "$1 has told its facts; its log: $WORK/$1.log" told_or_ended "$1"
  [[ -s $file ]] || fail "$1 has failed: $(grep -m 1 -E 'Exception|Error' "$WORK/$1.log" || tail -n 1 "$WORK/$1.log")"
}

told_or_ended() { [[ -s $WORK/$1/facts.json ]] || ! running "$(<"$WORK/$1.pid")"; }

fact() { jq -r "$2" "$WORK/$1/facts.json"; }
