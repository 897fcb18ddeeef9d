# Sourced by ./run: what is run against the servers, and what must come out. The ports are in the variables that
# lib.sh names in PORTS, scratch files go to $WORK, and a failed check calls fail.
# shellcheck shell=bash disable=SC2153

check() {
  send_smoke
  eventually 20 "Jaeger has the span with its link" link_is_kept
  eventually 20 "Prometheus has the gauge" gauge_is_there
  nothing_was_refused
}

TRACE=5b8efff798038103d269b633813fc60c
GROWTH=eee19b7ec3c1b174
STEP=eee19b7ec3c1b175

send_smoke() {
  local now resource
  now=$(date +%s)000000000
  resource='{"attributes":[{"key":"service.name","value":{"stringValue":"smoke"}},{"key":"service.instance.id","value":{"stringValue":"one"}}]}'
  post traces '{"resourceSpans":[{"resource":'"$resource"',"scopeSpans":[{"spans":[
    {"traceId":"'$TRACE'","spanId":"'$GROWTH'","name":"hashmap.growth","kind":1,
     "startTimeUnixNano":"'"$now"'","endTimeUnixNano":"'$((now + 1500123))'"},
    {"traceId":"'$TRACE'","spanId":"'$STEP'","name":"hashmap.grow_work","kind":1,
     "startTimeUnixNano":"'"$now"'","endTimeUnixNano":"'$((now + 20001))'",
     "links":[{"traceId":"'$TRACE'","spanId":"'$GROWTH'"}]}]}]}]}'
  post metrics '{"resourceMetrics":[{"resource":'"$resource"',"scopeMetrics":[{"metrics":[
    {"name":"hashmap.memory.used","unit":"By","gauge":{"dataPoints":[{"asDouble":4096,"timeUnixNano":"'"$now"'",
     "attributes":[{"key":"hashmap.name","value":{"stringValue":"orders"}}]}]}}]}]}]}'
}

post() { get -o /dev/null -H 'Content-Type: application/json' -d "$2" "http://127.0.0.1:$OTLP_HTTP/v1/$1"; }

link_is_kept() {
  get "http://127.0.0.1:$JAEGER_HTTP/api/v3/traces/$TRACE" | jq -e --arg growth $GROWTH --arg step $STEP '
    [.result.resourceSpans[].scopeSpans[].spans[] | select(.spanId == $step) | .links[].spanId] == [$growth]'
}

gauge_is_there() {
  query 'hashmap_memory_used_bytes{hashmap_name="orders", job="smoke", instance="one"}' |
    jq -e '.data.result[0].value[1] == "4096"'
}

query() { get --data-urlencode "query=$1" "http://127.0.0.1:$PROMETHEUS/api/v1/query"; }

# The Collector counts what it turned away or could not deliver; a counter that never counted is absent.
nothing_was_refused() {
  local lost
  lost=$(get "http://127.0.0.1:$COLLECTOR_METRICS/metrics" |
    awk '/^otelcol_(receiver_refused|receiver_failed|exporter_send_failed|exporter_enqueue_failed)_/ && $NF > 0')
  [[ -z $lost ]] || fail "the Collector lost telemetry: $lost"
}
