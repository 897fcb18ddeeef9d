# Sourced by ../check.sh: what the demo printed and recorded, against what Prometheus has.
# shellcheck shell=bash disable=SC2153

AGREEMENTS=0

demo_agrees_with_prometheus() {
  say "comparing Prometheus with the demo"
  events_as_json
  local map
  for map in sessions-HashMap sessions-InstrumentedMap; do
    map_agrees "$map" "$DEMO_JOB"
    map_agrees "$map" direct
  done
  exporter_is_well "$DEMO_JOB"
  exporter_is_well direct
  passed
}

# events_as_json: each kind of event of the recording as a list of its values.
events_as_json() {
  local event
  for event in MapCreated Growth GrowWork OperationSample Boundary; do
    "$(java_home)/bin/jfr" print --json --events "mapscope.$event" "$WORK/demo/demo.jfr" |
      jq '[.recording.events[] | {type: .type} + .values]' >"$WORK/$event.json"
  done
}

# recorded EVENT MAP FILTER: of the events of a map, what the filter makes of their list.
recorded() {
  local number
  number=$(jq --arg name "$2" 'first(.[] | select(.name == $name) | .mapNumber)' "$WORK/MapCreated.json")
  jq -r --argjson map "$number" "$DURATION [.[] | select(.mapNumber == \$map)] | $3" "$WORK/$1.json"
}

# The jfr command prints time spans as PT0.001S, PT1M2S.
DURATION='def seconds: capture("PT((?<m>[0-9.]+)M)?((?<s>[0-9.]+)S)?") | ((.m // "0" | tonumber) * 60 + (.s // "0" | tonumber));'

# printed MAP FILTER: of what the demo printed about a map.
printed() { jq -r --arg name "$1" "first(.maps[] | select(.name == \$name)) | $2" "$WORK/demo/demo.json"; }

map_agrees() {
  local map=$1 of="hashmap_name=\"$1\", job=\"$2\""
  # Totals that the demo printed: exact.
  same "sum(last_over_time(hashmap_growths_total{$of}[10m]))" "$(printed "$map" .growths)"
  same "sum(last_over_time(hashmap_operations_total{$of, hashmap_operation=\"put\"}[10m]))" "$(printed "$map" .operations.put)"
  same "sum(last_over_time(hashmap_operations_total{$of, hashmap_operation=\"remove\"}[10m]))" "$(printed "$map" .operations.remove)"
  same "sum(last_over_time(hashmap_growth_duration_seconds_count{$of}[10m]))" "$(printed "$map" .growths)"
  # What the map told when it was full and at rest, alone of its name.
  positive "count_over_time((sum(hashmap_entry_count{$of}) == $(printed "$map" .entriesAtEnd))[10m:500ms])"
  # Totals of the recording: exact, sums of times to a millionth.
  same "sum(last_over_time(hashmap_entries_moved_total{$of}[10m]))" "$(recorded Growth "$map" '[.[].entriesMoved] | add')"
  same "sum(last_over_time(hashmap_chains_evacuated_total{$of}[10m]))" "$(recorded Growth "$map" '[.[].chainsEvacuated] | add')"
  same "sum(last_over_time(hashmap_growth_duration_seconds_sum{$of}[10m]))" "$(recorded Growth "$map" '[.[].elapsedTime | seconds] | add')"
  same "sum(last_over_time(hashmap_growth_stall_duration_seconds_sum{$of}[10m]))" "$(recorded Growth "$map" '[.[].longestStep | seconds] | add')"
  stalls_are_in_their_buckets "$map" "$of"
  same "sum(last_over_time(hashmap_operation_duration_seconds_count{$of}[10m]))" "$(recorded OperationSample "$map" length)"
  same "max_over_time(hashmap_bucket_count{$of}[10m])" "$(recorded Growth "$map" '[.[].bucketsAfter] | max')"
  # Gauges that have been there, by either of their names.
  positive "max_over_time(hashmap_memory_used_bytes{$of}[10m])"
  positive "max_over_time({__name__=~\"hashmap_load_factor(_ratio)?\", $of}[10m])"
  present "max_over_time({__name__=~\"hashmap_growth_progress(_ratio)?\", $of}[10m])"
  present "max_over_time(hashmap_hole_count{$of}[10m])"
  present "max_over_time(hashmap_overflow_bucket_count{$of}[10m])"
  if [[ $map == *Instrumented* ]]; then
    same "sum(last_over_time(hashmap_boundaries_total{$of}[10m]))" "$(recorded Boundary "$map" length)"
    positive "max_over_time(hashmap_overflow_bucket_count{$of}[10m])"
  fi
}

# Each bucket of the histogram counts the growths that it should, so the slowest is in the bucket that it belongs to.
stalls_are_in_their_buckets() {
  recorded Growth "$1" '[.[].longestStep | seconds]' >"$WORK/stalls.json"
  query "sum by (le) (last_over_time(hashmap_growth_stall_duration_seconds_bucket{$2}[10m]))" |
    jq -e --slurpfile stalls "$WORK/stalls.json" '.data.result | length > 10 and all(.[];
      (if .metric.le == "+Inf" then infinite else .metric.le | tonumber end) as $le
      | (.value[1] | tonumber) == ($stalls[0] | map(select(. <= $le)) | length))' >/dev/null ||
    fail "the stalls of $2 are in other buckets of Prometheus than they were recorded: $(jq -c . "$WORK/stalls.json")"
  AGREEMENTS=$((AGREEMENTS + 1))
}

exporter_is_well() {
  positive "sum(last_over_time(mapscope_events_received_total{job=\"$1\"}[10m]))"
  same "sum(last_over_time(mapscope_events_lost_total{job=\"$1\"}[10m]))" 0
  same "sum(last_over_time(mapscope_handler_failures_total{job=\"$1\"}[10m]))" 0
  present "last_over_time(mapscope_stream_lag_seconds{job=\"$1\"}[10m])"
}

# value QUERY: the one value that it returns.
value() { query "$1" | jq -er '.data.result | if length == 1 then .[0].value[1] else empty end'; }

# same QUERY EXPECTED: to a millionth, as sums of floating point numbers differ in the last places.
same() {
  SEEN=none
  eventually_seen "$1" "is_same $2" || fail "$1 is $SEEN in Prometheus, not $2"
  AGREEMENTS=$((AGREEMENTS + 1))
}

positive() {
  SEEN=none
  eventually_seen "$1" is_positive || fail "$1 is $SEEN in Prometheus, not positive"
  AGREEMENTS=$((AGREEMENTS + 1))
}

present() {
  SEEN=none
  eventually_seen "$1" is_present || fail "$1 is not in Prometheus"
  AGREEMENTS=$((AGREEMENTS + 1))
}

# eventually_seen QUERY TEST: until the value passes; Prometheus scrapes each second.
eventually_seen() {
  local deadline=$((SECONDS + 20))
  while ((SECONDS < deadline)); do
    SEEN=$(value "$1" || echo none)
    # shellcheck disable=SC2086 # a test and its argument
    if [[ $SEEN != none ]] && $2; then return 0; fi
    sleep 0.2
  done
  return 1
}

is_same() { awk -v a="$SEEN" -v b="$1" 'BEGIN { d = a - b; if (d < 0) d = -d; exit !(d <= 1e-6 * (b < 0 ? -b : b)) }'; }
is_positive() { awk -v a="$SEEN" 'BEGIN { exit !(a > 0) }'; }
is_present() { [[ $SEEN != NaN ]]; }
