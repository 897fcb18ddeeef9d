# Sourced by ../check.sh: from a point on a panel to its trace.
# shellcheck shell=bash disable=SC2153

EXEMPLARS=0

# exemplars_of EXPRESSION BOARD: has some, and each names a trace that the store has.
exemplars_of() {
  eventually 10 "exemplars of $2: $1" has_exemplars "$1"
  jq -r '.data[].exemplars[].labels.trace_id' "$WORK/exemplars.json" | sort -u >>"$WORK/exemplar-traces.txt"
  EXEMPLARS=$((EXEMPLARS + 1))
}

has_exemplars() {
  get --data-urlencode "query=$1" --data-urlencode "start=$PROGRAMS_STARTED" --data-urlencode "end=$(date +%s)" \
    "http://127.0.0.1:$PROMETHEUS/api/v1/query_exemplars" >"$WORK/exemplars.json" &&
    jq -e 'any(.data[].exemplars[]; .labels.trace_id | test("^[0-9a-f]{32}$"))' "$WORK/exemplars.json"
}

exemplars_lead_to_traces() {
  ((EXEMPLARS > 0)) || fail "no target of the dashboards asks for exemplars"
  local traces
  sort -u "$WORK/exemplar-traces.txt" -o "$WORK/exemplar-traces.txt"
  traces=$(wc -l <"$WORK/exemplar-traces.txt")
  say "looking for $traces traces of exemplars in Jaeger"
  eventually 30 "Jaeger has the traces of all exemplars; the first missing: $WORK/missing-traces.txt" no_trace_is_missing
  EXEMPLAR_TRACES=$traces
  passed
}

# What is found is not asked for again.
no_trace_is_missing() {
  [[ -f $WORK/missing-traces.txt ]] || cp "$WORK/exemplar-traces.txt" "$WORK/missing-traces.txt"
  local found
  found=$(sed "s|.*|url = \"http://127.0.0.1:$JAEGER_HTTP/api/v3/traces/&\"\noutput = /dev/null|" "$WORK/missing-traces.txt" |
    curl -sS --max-time 20 -Z --parallel-max 8 -w '%{http_code} %{url_effective}\n' -K - |
    sed -n 's|^200 .*/||p' | sort -u)
  comm -23 "$WORK/missing-traces.txt" <(echo "$found") >"$WORK/still-missing.txt"
  mv "$WORK/still-missing.txt" "$WORK/missing-traces.txt"
  [[ ! -s $WORK/missing-traces.txt ]]
}
