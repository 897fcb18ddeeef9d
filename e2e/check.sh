# Sourced by ./run: what is run against the servers, and what must come out. The ports are in the variables that
# lib.sh names in PORTS, scratch files go to $WORK, and a failed check calls fail.
# shellcheck shell=bash disable=SC2153

. "$E2E/checks/agreement.sh"
. "$E2E/checks/spans.sh"
. "$E2E/checks/dashboard.sh"
. "$E2E/checks/away.sh"
. "$E2E/checks/rules.sh"
. "$E2E/checks/configurations.sh"
. "$E2E/checks/programs.sh"
. "$E2E/checks/workload.sh"
. "$E2E/checks/exemplars.sh"
. "$E2E/checks/tiers.sh"
. "$E2E/checks/sampling.sh"

REPOSITORY=$(cd "$E2E/.." && pwd)
DEMO_JOB=mapscope-demo
CHECKS=0

# Before any server is started.
check_files() {
  rules_pass_their_tests
  configurations_are_valid
  compile_programs
}

check() {
  start_workload
  run_demo
  workload_agrees_with_prometheus
  demo_agrees_with_prometheus
  dashboard_returns_data
  exemplars_lead_to_traces
  stop_workload
  spans_are_in_the_trace_store
  recording_goes_by_http
  nothing_was_refused
  tiers_deliver_each_span_once
  sampling_keeps_slow_growths
  if [[ -n ${AWAY:-} ]]; then collector_away; fi
  say "$CHECKS checks, $AGREEMENTS values compared, $EXPRESSIONS dashboard expressions and $RULES rules with data by both roads," \
    "$EXEMPLARS targets with exemplars to $EXEMPLAR_TRACES traces, $TIER_SPANS spans stored once with the gateways away for $GATEWAYS_AWAY s"
}

passed() { CHECKS=$((CHECKS + 1)); }

# Small enough for a minute, large enough for growths of tens of milliseconds. It lingers so that Prometheus, which
# scrapes each second, sees the last totals on the direct road too.
run_demo() {
  say "running the demo"
  OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:$OTLP_GRPC OTEL_EXPORTER_OTLP_PROTOCOL=grpc \
    OTEL_METRIC_EXPORT_INTERVAL=1000 \
    "$REPOSITORY/bin/mapscope" demo --seconds 8 --entries 1000000 --out "$WORK/demo" \
    --port "$PROGRAM_METRICS" --linger 5 >"$WORK/demo.txt" 2>"$WORK/demo.err" ||
    fail "the demo failed: $(tail -n 1 "$WORK/demo.err")"
  sed 's/^/e2e:   /' "$WORK/demo.txt" >&2
  for file in demo.jfr index.html spans.jsonl metrics.jsonl demo.json; do
    [[ -s $WORK/demo/$file ]] || fail "the demo left no $file"
  done
  passed
}

# The second way of OTLP, and the command for a recording.
recording_goes_by_http() {
  OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:$OTLP_HTTP OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf \
    OTEL_SERVICE_NAME=from-recording \
    "$REPOSITORY/bin/mapscope" export "$WORK/demo/demo.jfr" --out "$WORK/export" >"$WORK/export.txt" 2>&1 ||
    fail "the export failed: $(tail -n 1 "$WORK/export.txt")"
  eventually 20 "the Collector has taken spans by HTTP" accepted_by_http
  local live recorded
  live=$(span_ids "$WORK/demo/spans.jsonl")
  recorded=$(span_ids "$WORK/export/spans.jsonl")
  [[ -n $live && $live == "$recorded" ]] || fail "the recording gave other spans than the running program"
  same_times "$WORK/demo/spans.jsonl" "$WORK/export/spans.jsonl" ||
    fail "the recording gave other times than the running program"
  passed
}

accepted_by_http() {
  get "http://127.0.0.1:$COLLECTOR_METRICS/metrics" | grep -E 'otelcol_receiver_accepted_spans.*transport="http"' |
    awk '{ exit $NF > 0 ? 0 : 1 }'
}

query() { get --data-urlencode "query=$1" "http://127.0.0.1:$PROMETHEUS/api/v1/query"; }

# The Collector counts what it turned away or could not deliver; a counter that never counted is absent.
nothing_was_refused() {
  local lost
  lost=$(get "http://127.0.0.1:$COLLECTOR_METRICS/metrics" |
    awk '/^otelcol_(receiver_refused|receiver_failed|exporter_send_failed|exporter_enqueue_failed)_/ && $NF > 0')
  [[ -z $lost ]] || fail "the Collector lost telemetry: $lost"
  passed
}
