# Sourced by ../check.sh: every expression of the dashboards, by both roads.
# shellcheck shell=bash disable=SC2153

EXPRESSIONS=0

# Gauges of maps that are gone, and rates after their end, have data only in the time of the demo: so each expression is
# asked over that time.
dashboard_returns_data() {
  say "asking Prometheus all that the dashboards ask"
  local classpath="$REPOSITORY/dashboards/target/classes:$REPOSITORY/cli/target/lib/*" job board expression
  for job in "$DEMO_JOB" direct; do
    for board in "$REPOSITORY"/dashboards/grafana/*.json; do
      java -cp "$classpath" "$E2E/DashboardExpressions.java" "$board" "$job" >"$WORK/expressions.txt" ||
        fail "the expressions of $board cannot be read"
      while IFS= read -r expression; do
        # The demo shares no map between threads, so nobody waits for one; and none of its maps has a limit.
        [[ $expression != *hashmap_lock_wait_* && $expression != *hashmap_entry_utilization* ]] || continue
        [[ $expression != *hashmap_deletion_* && $expression != *hashmap_entries_evicted_* ]] || continue # Nor layers.
        has_data "$expression" || fail "no data for $(basename "$board"): $expression"
        EXPRESSIONS=$((EXPRESSIONS + 1))
      done <"$WORK/expressions.txt"
    done
  done
  ((EXPRESSIONS > 200)) || fail "only $EXPRESSIONS expressions were found in the dashboards"
  passed
}

has_data() {
  get --data-urlencode "query=$1" --data-urlencode "start=$(($(date +%s) - 300))" --data-urlencode "end=$(date +%s)" \
    --data-urlencode step=1 "http://127.0.0.1:$PROMETHEUS/api/v1/query_range" |
    jq -e 'any(.data.result[].values[]; .[1] != "NaN")' >/dev/null
}
