# Sourced by check.sh: the Collector away for a while, when AWAY says for how many seconds.
# shellcheck shell=bash disable=SC2153,SC2154

# The demo runs longer than that for each of its maps, and the Collector goes when the second, which has spans, is under
# way. A new Collector begins its file anew, so spans in it that are older than itself have waited in the demo.
collector_away() {
  local demo gone back
  say "running the demo with the Collector away for $AWAY s"
  OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:$OTLP_GRPC OTEL_EXPORTER_OTLP_PROTOCOL=grpc \
    "$REPOSITORY/bin/mapscope" demo --seconds $((AWAY + 20)) --entries 1000000 --out "$WORK/away" \
    --linger 5 >"$WORK/away.txt" 2>"$WORK/away.err" &
  demo=$!
  sleep $((AWAY + 25))
  gone=$(date +%s%N)
  kill -KILL -- "-$(<"$WORK/collector.pid")"
  sleep "$AWAY"
  back=$(date +%s%N)
  start collector "$(<"$WORK/collector.path")" --config "$WORK/collector.yaml"
  healthy collector "http://127.0.0.1:$COLLECTOR_HEALTH"
  wait "$demo" || fail "the demo failed: $(tail -n 1 "$WORK/away.err")"
  sed 's/^/e2e:   /' "$WORK/away.txt" >&2
  grep -qE 'spans to http.*: [1-9][0-9,]* exported, 0 failed, 0 dropped' "$WORK/away.txt" ||
    fail "spans did not wait for the Collector"
  eventually 20 "spans of the time without a Collector have arrived" waited_between "$gone" "$back"
  passed
}

# waited_between FROM TO: whether the new Collector has a span that began between.
waited_between() {
  jq -r '.resourceSpans[]?.scopeSpans[].spans[].startTimeUnixNano' "$WORK/telemetry.jsonl" |
    awk -v from="$1" -v to="$2" '$1 >= from && $1 < to { found = 1 } END { exit !found }'
}
