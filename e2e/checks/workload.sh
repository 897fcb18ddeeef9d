# Sourced by ../check.sh: the program that has what the demo lacks (Workload.java), by both roads.
# shellcheck shell=bash disable=SC2153

WORKLOAD_JOB=workload
WORKLOAD_SECONDS=25 # longer than the demo, so that all is asked while both have just run

# Its first second has more spans than the usual queue holds: what that drops has exemplars, but no trace.
start_workload() {
  say "starting the workload beside the demo"
  PROGRAMS_STARTED=$(date +%s) # what is asked is asked from here on, however long the machine takes
  OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:$OTLP_GRPC OTEL_EXPORTER_OTLP_PROTOCOL=grpc \
    OTEL_METRIC_EXPORT_INTERVAL=1000 OTEL_BSP_SCHEDULE_DELAY=500 OTEL_SERVICE_NAME=$WORKLOAD_JOB \
    OTEL_BSP_MAX_QUEUE_SIZE=20000 \
    program workload -Xmx600m -- Workload "$WORKLOAD_SECONDS" "$WORKLOAD_METRICS" "$WORK/workload"
}

workload_agrees_with_prometheus() {
  facts workload $((WORKLOAD_SECONDS * 3))
  say "comparing Prometheus with the workload"
  local job
  for job in "$WORKLOAD_JOB" workload-direct; do workload_agrees "$job"; done
  passed
}

# What the program has counted itself, and what follows from the way the map grows.
workload_agrees() {
  local known="hashmap_name=\"known\", job=\"$1\"" entries warm_up
  entries=$(fact workload .knownEntries)
  warm_up=$(fact workload .knownWarmUp)
  same "sum(last_over_time(hashmap_growths_total{$known}[10m]))" $(($(doublings "$entries") + $(doublings "$warm_up")))
  same "sum(last_over_time(hashmap_operations_total{$known, hashmap_operation=\"put\"}[10m]))" $((entries + warm_up))
  # Of the maps that are there: the one before of the same name is collected, which takes as long as it takes.
  same "sum(hashmap_entry_count{$known})" "$entries"
  same "sum(hashmap_bucket_count{$known})" $((1 << $(doublings "$entries")))
  same "max({__name__=~\"hashmap_entry_utilization(_ratio)?\", $known})" \
    "$(fact workload '.knownEntries / .knownLimit')"
  same "sum(last_over_time(hashmap_entries_evicted_total{hashmap_name=\"cache\", job=\"$1\"}[10m]))" "$(fact workload .evicted)"
  same "sum(last_over_time(hashmap_misuses_total{hashmap_name=\"carts\", job=\"$1\"}[10m]))" "$(fact workload .misuses)"
  same "sum(last_over_time(hashmap_operation_duration_seconds_count{hashmap_name=\"slow\", job=\"$1\"}[10m]))" \
    "$(fact workload .puts)"
  same "sum(last_over_time(mapscope_spans_lost_total{job=\"$1\"}[10m]))" 0
  # A machine that stops for a moment makes others slow too, so at least those.
  positive "sum(last_over_time(hashmap_operation_duration_seconds_count{hashmap_name=\"slow\", job=\"$1\"}[10m]))
    - sum(last_over_time(hashmap_operation_duration_seconds_bucket{hashmap_name=\"slow\", job=\"$1\", le=\"0.001\"}[10m]))
    >= $(fact workload .slowPuts)"
}

# doublings ENTRIES: growths of a map that starts with one bucket of 8 and holds 6.5 entries a bucket from then on.
doublings() {
  local b=0
  while (($1 > 8 && 2 * $1 > 13 * (1 << b))); do b=$((b + 1)); done
  echo "$b"
}

stop_workload() {
  touch "$WORK/workload/leave"
  eventually 30 "the workload has ended; its log: $WORK/workload.log" ended workload
}

ended() { ! running "$(<"$WORK/$1.pid")"; }
