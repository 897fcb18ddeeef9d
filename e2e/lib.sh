# Sourced by ./run: a work folder, free ports, and servers that are stopped however the run ends.
# shellcheck shell=bash

E2E=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
CACHE=${MAPSCOPE_E2E_CACHE:-${HOME:?set HOME or MAPSCOPE_E2E_CACHE}/.cache/mapscope-e2e}
PORTS=(OTLP_GRPC OTLP_HTTP COLLECTOR_HEALTH COLLECTOR_METRICS COLLECTOR_PROMETHEUS
  PROMETHEUS JAEGER_OTLP JAEGER_HTTP JAEGER_GRPC PROGRAM_METRICS WORKLOAD_METRICS
  A1_GRPC A1_HTTP A1_HEALTH A2_GRPC A2_HTTP A2_HEALTH LB_GRPC LB_1 LB_2 LB_HEALTH
  G1_GRPC G1_HTTP G1_HEALTH G2_GRPC G2_HTTP G2_HEALTH S_GRPC S_HTTP S_PROMETHEUS S_HEALTH)
STARTED=() # process groups, in the order of their start

say() { echo "e2e: $*" >&2; }

fail() {
  say "$*"
  exit 1
}

begin() {
  WORK=$(mktemp -d "${TMPDIR:-/tmp}/mapscope-e2e.XXXXXX")
  trap end EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  trap 'exit 129' HUP
}

end() {
  local status=$?
  trap '' INT TERM HUP # a second Ctrl-C does not leave half of them running
  stop_all
  if [[ ${KEEP:-} == 1 ]]; then say "kept $WORK"; else rm -rf "$WORK"; fi
  exit "$status"
}

# choose_ports: sets each name in PORTS to a free port. A run owns a block of ports while it holds the block's lock, so
# that runs side by side do not meet; the blocks are below the range from which the kernel gives ports to clients.
choose_ports() {
  local base i
  mkdir -p "$CACHE/lock"
  for ((base = 20000; base < 30000; base += ${#PORTS[@]})); do
    exec {PORT_LOCK}>"$CACHE/lock/ports-$base"
    if flock -n "$PORT_LOCK" && all_free "$base"; then
      for i in "${!PORTS[@]}"; do printf -v "${PORTS[i]}" %d $((base + i)); done
      return
    fi
    exec {PORT_LOCK}>&-
  done
  fail "no ${#PORTS[@]} free ports in a row between 20000 and 30000: stop what listens there"
}

all_free() {
  local port
  for ((port = $1; port < $1 + ${#PORTS[@]}; port++)); do
    if (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then return 1; fi
  done
}

# render TEMPLATE: writes it into the work folder with @NAME@ replaced, and prints where.
render() {
  local name script="s|@WORK@|$WORK|g;"
  for name in "${PORTS[@]}"; do script+="s|@$name@|${!name}|g;"; done
  sed "$script" "$1" >"$WORK/${1##*/}"
  echo "$WORK/${1##*/}"
}

# render_rules: the rules for Prometheus, evaluated each second, as a test has no days.
render_rules() {
  local file
  for file in recording alerts; do
    sed 's/interval: .*/interval: 1s/' "$E2E/../dashboards/prometheus/$file.yml" >"$WORK/$file.yml"
  done
}

# start NAME COMMAND...: in the background and in a process group of its own, so that stopping it stops its children too.
start() {
  setsid "${@:2}" >"$WORK/$1.log" 2>&1 </dev/null &
  STARTED+=($!)
  echo $! >"$WORK/$1.pid"
  # On a busy machine it may not have its group yet, and would seem to have ended, and not be stopped.
  until running $! || ! kill -0 $! 2>/dev/null; do sleep 0.01; done
}

# obtain NAME [ARGUMENT...]: the output of servers/NAME. Started like a server because a first build takes minutes, and
# bash would not heed a signal before its end.
obtain() {
  local script=$E2E/servers/$1
  setsid "$script" >"$WORK/$1.path" </dev/null &
  STARTED+=($!)
  wait $! || exit 1 # it has said why
  unset 'STARTED[-1]'
}

# eventually SECONDS WHAT COMMAND...: until COMMAND succeeds, or fails the run.
eventually() {
  local deadline=$((SECONDS + $1))
  until "${@:3}" >/dev/null 2>&1; do
    ((SECONDS < deadline)) || fail "not within $1 s: $2"
    sleep 0.1
  done
}

# healthy NAME URL: waits for a server just started; when it died instead, shows its last words.
healthy() {
  eventually 30 "$1 is healthy; its log: $(printf %s "$WORK/$1.log")" answers_or_died "$@"
  running "$(<"$WORK/$1.pid")" || fail "$1 ended at once: $(tail -n 3 "$WORK/$1.log" | cut -c 1-500)"
}

answers_or_died() { ! running "$(<"$WORK/$1.pid")" || get "$2"; }

get() { curl -fsS --max-time 20 "$@"; }

running() { kill -0 -- "-$1" 2>/dev/null; }

# The last started is the first stopped: programs, then what they send to.
stop_all() {
  local i tries
  for ((i = ${#STARTED[@]} - 1; i >= 0; i--)); do
    kill -TERM -- "-${STARTED[i]}" 2>/dev/null || continue
    for ((tries = 0; tries < 100; tries++)); do
      running "${STARTED[i]}" || continue 2
      sleep 0.1
    done
    kill -KILL -- "-${STARTED[i]}" 2>/dev/null || true
  done
  STARTED=()
}
