# Sourced by ../check.sh: every expression of the dashboard, by both roads.
# shellcheck shell=bash disable=SC2153

EXPRESSIONS=0

# Gauges of maps that are gone, and rates after their end, have data only in the time of the demo: so each expression is
# asked over that time.
dashboard_returns_data() {
  say "asking Prometheus all that the dashboard asks"
  local classpath="$REPOSITORY/dashboards/target/classes:$REPOSITORY/cli/target/lib/*" job expression
  for job in "$DEMO_JOB" direct; do
    java -cp "$classpath" "$E2E/DashboardExpressions.java" \
      "$REPOSITORY/dashboards/grafana/growth-and-latency.json" "$job" >"$WORK/expressions.txt" ||
      fail "the dashboard's expressions cannot be read"
    while IFS= read -r expression; do
      # The demo shares no map between threads, so nobody waits for one.
      [[ $expression != *hashmap_lock_wait_* ]] || continue
      has_data "$expression" || fail "no data for the dashboard's $expression"
      EXPRESSIONS=$((EXPRESSIONS + 1))
    done <"$WORK/expressions.txt"
  done
  ((EXPRESSIONS > 40)) || fail "only $EXPRESSIONS expressions were found in the dashboard"
  passed
}

has_data() {
  get --data-urlencode "query=$1" --data-urlencode "start=$(($(date +%s) - 300))" --data-urlencode "end=$(date +%s)" \
    --data-urlencode step=1 "http://127.0.0.1:$PROMETHEUS/api/v1/query_range" |
    jq -e 'any(.data.result[].values[]; .[1] != "NaN")' >/dev/null
}
