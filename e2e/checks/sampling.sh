# Sourced by ../check.sh: what the shipped gateway keeps, and what it counts before.
# shellcheck shell=bash disable=SC2153

# The spans of the demo once more, out of its recording, and some that are made to meet each policy. The gateway scraped.
sampling_keeps_slow_growths() {
  say "sending the demo's recording through the gateway's sampling"
  MAPSCOPE_SAMPLE_PERCENT=0 tier sampling "$S_HEALTH" gateway.yaml metrics-scrape.yaml <<EOF
receivers: {otlp: {protocols: {grpc: {endpoint: "127.0.0.1:$S_GRPC"}, http: {endpoint: "127.0.0.1:$S_HTTP"}}}}
processors: {tail_sampling: {decision_wait: 5s}}
connectors: {span_metrics: {metrics_flush_interval: 1s}}
exporters:
  file: {path: "$WORK/kept.jsonl", flush_interval: 100ms}
  prometheus: {endpoint: "127.0.0.1:$S_PROMETHEUS"}
extensions: {health_check: {endpoint: "127.0.0.1:$S_HEALTH"}}
service:
  pipelines: {traces/keep: {exporters: [file]}}
  telemetry: {metrics: {level: none, readers: []}}
EOF
  OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:$S_GRPC OTEL_EXPORTER_OTLP_PROTOCOL=grpc OTEL_SERVICE_NAME=sampled \
    "$REPOSITORY/bin/mapscope" export "$WORK/demo/demo.jfr" --out "$WORK/sampled" >"$WORK/sampled.txt" 2>&1 ||
    fail "the export failed: $(tail -n 1 "$WORK/sampled.txt")"
  made_spans early | post_spans
  pause 8 # The decision is made, and the first half of a growth that lasts longer is gone.
  made_spans late | post_spans
  wanted_spans >"$WORK/wanted.spans"
  eventually 20 "the gateway keeps what it should; compare wanted.spans and kept.spans in $WORK" kept_as_wanted
  pause 8 # What it should not keep would have come by now.
  kept_as_wanted || fail "the gateway keeps more than it should: $(comm -13 "$WORK/wanted.spans" "$WORK/kept.spans" | head -n 1)"
  eventually 20 "the gateway has counted every span before sampling" all_were_counted
  stop sampling
  passed
}

# made_spans early|late: NAME TRACE SPAN NANOSECONDS ATTRIBUTES as OTLP. In traces 1 to 4 one span is wanted, and with it the trace;
# nothing of 5 and 6; of 7, a growth that lasts longer than the gateway waits, what comes late is judged anew.
made_spans() {
  {
    if [[ $1 == early ]]; then
      echo 'request 1 1 9000000 {}'
      echo 'hashmap.grow_work 1 2 1500000 {}'
      echo 'hashmap.growth 2 1 1200000 {"hashmap.growth.method":"java.util.HashMap.resize()"}'
      echo 'hashmap.growth 3 1 61000000000 {"hashmap.growth.longest_step":0.00001}'
      echo 'hashmap.put 4 1 1000000 {}'
      echo 'request 5 1 9000000000 {}'
      echo 'hashmap.grow_work 5 2 900000 {}'
      echo 'hashmap.growth 6 1 900000000 {"hashmap.growth.longest_step":0.0009}'
      echo 'hashmap.grow_work 7 2 30000 {}'
    else
      echo 'hashmap.growth 7 1 5000000000 {"hashmap.growth.longest_step":0.002}'
      echo 'hashmap.grow_work 1 3 30000 {}'
    fi
  } | jq -cnR 'def hex($n; $length): ("0" * $length + ($n | tostring))[-$length:];
    [inputs | split(" ") | {name: .[0], traceId: ("e2e" + hex(.[1]; 29)), spanId: ("e2e" + hex(.[2]; 13)), kind: 1,
      startTimeUnixNano: "1760000000000000000", endTimeUnixNano: ("17600000" + hex(.[3]; 11)),
      attributes: (.[4] | fromjson | to_entries | map({key, value: (if .value | type == "number"
        then {doubleValue: .value} else {stringValue: .value} end)}))}]
    | {resourceSpans: [{resource: {attributes: [{key: "service.name", value: {stringValue: "made"}}]},
        scopeSpans: [{scope: {name: "e2e"}, spans: .}]}]}'
}

post_spans() {
  tee -a "$WORK/made.jsonl" | get -o "$WORK/post.txt" -H 'Content-Type: application/json' --data-binary @- \
    "http://127.0.0.1:$S_HTTP/v1/traces" || fail "the gateway does not take made spans"
}

# The policies once more, over whole traces: those of the demo are all there before the decision.
wanted_spans() {
  {
    jq -sr "$FLAT"'[.[].resourceSpans[].scopeSpans[].spans[] | flat] | group_by(.trace)[]
      | select(any(.[];
          (.name == "hashmap.growth" and .attributes["hashmap.growth.longest_step"] >= 0.001)
          or (.name == "hashmap.growth" and .nanos >= 60e9)
          or ((.name | IN("hashmap.grow_work", "hashmap.put", "hashmap.delete")) and .nanos >= 1e6)))[]
      | .trace + " " + .span' "$WORK/sampled/spans.jsonl"
    made 1 1
    made 1 2
    made 1 3
    made 2 1
    made 3 1
    made 4 1
    made 7 1
  } | sort
}

made() { printf 'e2e%029d e2e%013d\n' "$1" "$2"; }

kept_as_wanted() {
  span_keys "$WORK/kept.jsonl" >"$WORK/kept.spans"
  cmp -s "$WORK/wanted.spans" "$WORK/kept.spans"
}

all_were_counted() {
  local sent
  sent=$(cat "$WORK/sampled/spans.jsonl" "$WORK/made.jsonl" | jq '.resourceSpans[].scopeSpans[].spans | length' |
    awk '{ n += $1 } END { print n }')
  get "http://127.0.0.1:$S_PROMETHEUS/metrics" |
    awk -v sent="$sent" '/^traces_span_metrics_calls_total/ { n += $NF } END { exit !(n == sent) }'
}
