# Sourced by ../check.sh: what the recording has, against what the trace store has.
# shellcheck shell=bash disable=SC2153

spans_are_in_the_trace_store() {
  say "comparing Jaeger with the recording"
  local map
  for map in sessions-HashMap sessions-InstrumentedMap; do
    growth_has_its_trace "$map"
  done
  passed
}

# Flattens spans to their ids, times and attributes, from a file or an answer of Jaeger's.
FLAT='def flat: {name, trace: .traceId, span: .spanId, parent: (.parentSpanId // ""), links: [.links[]? | .traceId + .spanId],
    start: .startTimeUnixNano, nanos: ((.endTimeUnixNano | tonumber) - (.startTimeUnixNano | tonumber)),
    end: .endTimeUnixNano, attributes: ([.attributes[] | {(.key): (.value | to_entries[0].value)}] | add)};'

# span_ids FILE: name, ids, parent and links of each span; times are left to span_times.
span_ids() {
  jq -rS '.resourceSpans[].scopeSpans[].spans[] | [.name, .traceId, .spanId, .parentSpanId, [.links[]?.spanId]] | tojson' "$1" | sort
}

span_times() { jq -r '.resourceSpans[].scopeSpans[].spans[] | .traceId + .spanId + " " + .startTimeUnixNano' "$1" | sort; }

# same_times FILE FILE: to a microsecond, as the JDK converts ticks of a chunk that is being written less exactly.
same_times() {
  paste -d' ' <(span_times "$1") <(span_times "$2") |
    awk '{ d = substr($2, 8) - substr($4, 8); if (d > 1000 || d < -1000) { print; exit 1 } }'
}

# The last growth of which a slow step was recorded: its span, the step's span below it, the link between them.
growth_has_its_trace() {
  local map=$1 growth step trace
  growth=$(recorded GrowWork "$map" '[.[].growth] | max')
  [[ $growth != null ]] || fail "no slow step of $map was recorded: the load is too small for this machine"
  trace=$(jq -r --arg map "$map" --arg growth "$growth" "$FLAT"'
    .resourceSpans[].scopeSpans[].spans[] | flat | select(.name == "hashmap.growth"
      and .attributes["hashmap.name"] == $map and .attributes["hashmap.growth.number"] == $growth) | .trace' \
    "$WORK/demo/spans.jsonl")
  [[ -n $trace ]] || fail "growth $growth of $map has no span in spans.jsonl"
  eventually 20 "Jaeger has the trace of growth $growth of $map" fetch_trace "$trace"
  span_agrees "the growth $growth of $map" hashmap.growth \
    "$(recorded Growth "$map" "first(.[] | select(.growth == $growth)) | .elapsedTime | seconds")"
  step=$(recorded GrowWork "$map" "[.[] | select(.growth == $growth) | .duration | seconds] | max")
  span_agrees "the longest step of growth $growth of $map" hashmap.grow_work "$step"
  steps_belong_to_their_growth "$map"
}

fetch_trace() {
  get "http://127.0.0.1:$JAEGER_HTTP/api/v3/traces/$1" |
    jq -e "$FLAT"' [.result.resourceSpans[].scopeSpans[].spans[] | flat]' >"$WORK/trace.json" &&
    jq -e 'any(.[]; .name == "hashmap.growth") and any(.[]; .name == "hashmap.grow_work")' "$WORK/trace.json"
}

# span_agrees WHAT NAME SECONDS: the longest span of a name lasts as long as the recording says, to a microsecond:
# the recorder's clock counts ticks and its file rounds both ends to nanoseconds.
span_agrees() {
  local nanos
  nanos=$(jq --arg name "$2" '[.[] | select(.name == $name) | .nanos] | max' "$WORK/trace.json")
  awk -v a="$nanos" -v b="$3" 'BEGIN { d = a - b * 1e9; exit !(d < 1000 && d > -1000) }' ||
    fail "$1 lasts $nanos ns in Jaeger and $3 s in the recording"
  AGREEMENTS=$((AGREEMENTS + 1))
}

steps_belong_to_their_growth() {
  jq -e '(.[] | select(.name == "hashmap.growth")) as $growth
    | all(.[] | select(.name == "hashmap.grow_work");
        .parent == $growth.span and (.links | index($growth.trace + $growth.span)))' "$WORK/trace.json" >/dev/null ||
    fail "a step of $1 is not below its growth, or not linked to it"
}
