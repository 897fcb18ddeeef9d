# Sourced by ../check.sh: the shipped tiers of Collectors, with one agent restarted and the gateways away for a while.
# shellcheck shell=bash disable=SC2153,SC2154

# Four JVMs -> two agents -> load balancer -> two gateways -> Jaeger, and Prometheus by remote write. The configurations are the
# shipped ones; what stands after them are addresses, times that a test can wait for, and that sampling keeps the rest too.
GATEWAYS_AWAY=${AWAY:-15}
TIER_SPANS=0

tiers_deliver_each_span_once() {
  say "running four JVMs on two tiers, with the gateways away for $GATEWAYS_AWAY s"
  local jvm
  start_gateway 1 "$G1_GRPC" "$G1_HTTP" "$G1_HEALTH"
  start_gateway 2 "$G2_GRPC" "$G2_HTTP" "$G2_HEALTH"
  start_load_balancer
  start_agent 1 "$A1_GRPC" "$A1_HTTP" "$A1_HEALTH"
  start_agent 2 "$A2_GRPC" "$A2_HTTP" "$A2_HEALTH"
  for jvm in 1 2; do start_jvm "$jvm" "$A1_GRPC"; done
  for jvm in 3 4; do start_jvm "$jvm" "$A2_GRPC"; done
  eventually 60 "spans have come through the tiers" stored_of_each_jvm
  stop gateway-1
  stop gateway-2
  pause $((GATEWAYS_AWAY / 2))
  stop agent-1
  start_agent 1 "$A1_GRPC" "$A1_HTTP" "$A1_HEALTH"
  pause $((GATEWAYS_AWAY - GATEWAYS_AWAY / 2))
  start_gateway 1 "$G1_GRPC" "$G1_HTTP" "$G1_HEALTH"
  start_gateway 2 "$G2_GRPC" "$G2_HTTP" "$G2_HEALTH"
  for jvm in 1 2 3 4; do touch "$WORK/fleet-$jvm/leave"; done
  for jvm in 1 2 3 4; do jvm_has_delivered "$jvm"; done
  each_span_is_stored_once
  for jvm in 1 2 3 4; do totals_agree "$jvm"; done
  for jvm in agent-1 agent-2 load-balancer gateway-1 gateway-2; do stop "$jvm"; done
  passed
}

start_jvm() {
  OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:$2 OTEL_EXPORTER_OTLP_PROTOCOL=grpc \
    OTEL_METRIC_EXPORT_INTERVAL=1000 OTEL_BSP_SCHEDULE_DELAY=200 OTEL_SERVICE_NAME=fleet-$1 \
    program "fleet-$1" -Xmx128m -XX:TieredStopAtLevel=1 -- Fleet "$WORK/fleet-$1"
}

# tier NAME HEALTH FILE...: a Collector of the shipped files and of what comes by standard input.
tier() {
  local name=$1 health=$2 options=() file
  shift 2
  cat >"$WORK/$name.yaml"
  for file in "$@"; do options+=(--config "$PIPELINES/$file"); done
  MAPSCOPE_QUEUE=$WORK/queue-$name start "$name" "$(<"$WORK/collector.path")" "${options[@]}" --config "$WORK/$name.yaml"
  healthy "$name" "http://127.0.0.1:$health"
}

RETRY='retry_on_failure: {initial_interval: 500ms, max_interval: 1s}'
NO_TELEMETRY='service: {telemetry: {metrics: {level: none, readers: []}}}'

start_agent() {
  MAPSCOPE_NEXT=127.0.0.1:$LB_GRPC tier "agent-$1" "$4" agent.yaml <<EOF
receivers: {otlp: {protocols: {grpc: {endpoint: "127.0.0.1:$2"}, http: {endpoint: "127.0.0.1:$3"}}}}
exporters: {otlp_grpc: {$RETRY}}
extensions: {health_check: {endpoint: "127.0.0.1:$4"}}
$NO_TELEMETRY
EOF
}

start_load_balancer() {
  MAPSCOPE_GATEWAY_1=127.0.0.1:$G1_GRPC MAPSCOPE_GATEWAY_2=127.0.0.1:$G2_GRPC \
    tier load-balancer "$LB_HEALTH" loadbalancer.yaml <<EOF
receivers:
  otlp: {protocols: {grpc: {endpoint: "127.0.0.1:$LB_GRPC"}}}
  otlp/1: {protocols: {grpc: {endpoint: "127.0.0.1:$LB_1"}}}
  otlp/2: {protocols: {grpc: {endpoint: "127.0.0.1:$LB_2"}}}
exporters:
  load_balancing/traces: {resolver: {static: {hostnames: ["127.0.0.1:$LB_1", "127.0.0.1:$LB_2"]}}}
  load_balancing/metrics: {resolver: {static: {hostnames: ["127.0.0.1:$LB_1", "127.0.0.1:$LB_2"]}}}
  otlp_grpc/1: {$RETRY}
  otlp_grpc/2: {$RETRY}
extensions: {health_check: {endpoint: "127.0.0.1:$LB_HEALTH"}}
$NO_TELEMETRY
EOF
}

start_gateway() {
  MAPSCOPE_TRACE_STORE=127.0.0.1:$JAEGER_OTLP MAPSCOPE_SAMPLE_PERCENT=100 \
    MAPSCOPE_REMOTE_WRITE=http://127.0.0.1:$PROMETHEUS/api/v1/write \
    tier "gateway-$1" "$4" gateway.yaml metrics-remote-write.yaml <<EOF
receivers: {otlp: {protocols: {grpc: {endpoint: "127.0.0.1:$2"}, http: {endpoint: "127.0.0.1:$3"}}}}
exporters: {otlp_grpc/traces: {$RETRY}}
connectors: {span_metrics: {metrics_flush_interval: 1s}}
extensions: {health_check: {endpoint: "127.0.0.1:$4"}}
$NO_TELEMETRY
EOF
}

stored_of_each_jvm() {
  local jvm
  for jvm in 1 2 3 4; do
    get "http://127.0.0.1:$JAEGER_HTTP/api/services" | jq -e --arg name "fleet-$jvm" '.data | index($name)' || return 1
  done
}

jvm_has_delivered() {
  facts "fleet-$1" 60
  # One destination is its own file, of which the spans themselves are known; the other is the agent.
  [[ $(fact "fleet-$1" '[.spans[] | select(.failed > 0 or .dropped > 0)] | length') == 0 &&
    $(fact "fleet-$1" '.spans | length') == 2 &&
    $(fact "fleet-$1" '[.spans[].exported] | unique | length') == 1 ]] ||
    fail "fleet-$1 could not hand over all its spans: $(fact "fleet-$1" '.spans | tojson')"
  span_keys "$WORK/fleet-$1/spans.jsonl" >"$WORK/fleet-$1.spans"
  [[ $(wc -l <"$WORK/fleet-$1.spans") == $(fact "fleet-$1" '.spans[0].exported') ]] ||
    fail "fleet-$1 has counted $(fact "fleet-$1" '.spans[0].exported') spans, and written $(wc -l <"$WORK/fleet-$1.spans")"
}

# span_keys FILE: trace and span of each span in lines of OTLP, with as many lines as there are copies.
span_keys() { jq -r '.resourceSpans[].scopeSpans[].spans[] | .traceId + " " + .spanId' "$1" | sort; }

each_span_is_stored_once() {
  sort "$WORK"/fleet-?.spans >"$WORK/sent.spans"
  TIER_SPANS=$(wc -l <"$WORK/sent.spans")
  ((TIER_SPANS > 1000)) || fail "the four JVMs have sent only $TIER_SPANS spans"
  cut -d ' ' -f 1 "$WORK/sent.spans" | uniq >"$WORK/sent.traces"
  # The longer they were away, the more there is to come, and to ask for.
  eventually $((60 + GATEWAYS_AWAY)) "each of $TIER_SPANS spans is stored; compare sent.spans and stored.spans in $WORK" all_are_stored
  [[ -z $(uniq -d "$WORK/stored.spans") ]] ||
    fail "$(uniq -d "$WORK/stored.spans" | wc -l) of $TIER_SPANS spans are stored twice"
  cmp -s "$WORK/sent.spans" "$WORK/stored.spans" || fail "other spans are stored than were sent"
  CHECKS=$((CHECKS + 1))
}

# Raw, or Jaeger would leave out copies.
all_are_stored() {
  sed "s|.*|url = \"http://127.0.0.1:$JAEGER_HTTP/api/v3/traces/&?raw_traces=true\"|" "$WORK/sent.traces" |
    curl -sS --max-time 20 -K - | jq -r '.result.resourceSpans[]?.scopeSpans[].spans[] | .traceId + " " + .spanId' |
    sort >"$WORK/stored.spans"
  [[ -z $(comm -23 "$WORK/sent.spans" "$WORK/stored.spans") ]]
}

# What each JVM has done itself, and what follows from it: a map of 300 entries has grown six times.
totals_agree() {
  local job="job=\"fleet-$1\"" maps growths
  maps=$(fact "fleet-$1" .maps)
  growths=$((maps * $(doublings 300)))
  same "sum(last_over_time(hashmap_operations_total{$job, hashmap_operation=\"put\"}[10m]))" "$(fact "fleet-$1" .puts)"
  same "sum(last_over_time(hashmap_growths_total{$job}[10m]))" "$growths"
  same "sum(last_over_time(hashmap_growth_duration_seconds_count{$job}[10m]))" "$growths"
  same "sum(last_over_time(mapscope_events_lost_total{$job}[10m]))" 0
}

# stop NAME: as an operator would, and waits for its end.
stop() {
  kill -TERM -- "-$(<"$WORK/$1.pid")"
  eventually 30 "$1 has ended; its log: $WORK/$1.log" ended "$1"
}

# pause SECONDS: like a server, as bash would not heed Ctrl-C before its end.
pause() {
  start pause sleep "$1"
  wait "$(<"$WORK/pause.pid")"
  unset 'STARTED[-1]'
}
