# Sourced by ../check.sh: every expression of the dashboards and of the rules, by both roads.
# shellcheck shell=bash disable=SC2153

EXPRESSIONS=0
RULES=0

# Gauges of maps that are gone, and rates after their end, have data only in the time of the programs: so each expression is
# asked over that time. The demo and the workload together have all that there is to see.
dashboard_returns_data() {
  say "asking Prometheus all that the dashboards and rules ask"
  local jobs board exemplars expression
  for jobs in "$DEMO_JOB|$WORKLOAD_JOB" "direct|workload-direct"; do
    for board in "$REPOSITORY"/dashboards/grafana/*.json; do
      "$(java_home)/bin/java" -XX:TieredStopAtLevel=1 -cp "$CLASSPATH_OF_PROGRAMS" DashboardExpressions "$board" "$jobs" \
        >"$WORK/expressions.txt" || fail "the expressions of $board cannot be read"
      while IFS=$'\t' read -r exemplars expression; do
        eventually 10 "data for $(basename "$board"): $expression" has_data "$expression"
        EXPRESSIONS=$((EXPRESSIONS + 1))
        [[ $exemplars != true ]] || exemplars_of "$expression" "$(basename "$board")"
      done <"$WORK/expressions.txt"
    done
  done
  ((EXPRESSIONS > 200)) || fail "only $EXPRESSIONS expressions were found in the dashboards"
  rules_return_data
  passed
}

# has_data EXPRESSION [JOB]: some value that is a number, of the job when one is named.
has_data() {
  get --data-urlencode "query=$1" --data-urlencode "start=$PROGRAMS_STARTED" --data-urlencode "end=$(date +%s)" \
    --data-urlencode step=1 "http://127.0.0.1:$PROMETHEUS/api/v1/query_range" |
    jq -e --arg job "${2:-}" 'any(.data.result[] | select($job == "" or .metric.job == $job) | .values[];
      .[1] != "NaN")' >/dev/null
}

# Of an alert, what it compares: a threshold that is not passed leaves nothing. Those that the workload sets off are asked whole.
rules_return_data() {
  local rule name expression job
  get "http://127.0.0.1:$PROMETHEUS/api/v1/rules" | jq -c '.data.groups[].rules[]' >"$WORK/asked-rules.jsonl"
  while IFS= read -r rule; do
    name=$(jq -r .name <<<"$rule")
    expression=$(jq -r .query <<<"$rule")
    [[ $(jq -r .health <<<"$rule") == ok ]] || fail "Prometheus cannot evaluate $name: $(jq -r .lastError <<<"$rule")"
    if [[ $(jq -r .type <<<"$rule") == alerting && $name == MapscopeEventsLost ]]; then # nothing is lost here
      expression=${expression% > 0}
    fi
    for job in "$DEMO_JOB" "$WORKLOAD_JOB" direct workload-direct; do
      # The demo has no misuse, no limit, and by the luck of the day nothing slow.
      if [[ $job != workload* && $(jq -r .type <<<"$rule") == alerting && $name != MapscopeEventsLost ]]; then continue; fi
      eventually 10 "data of $job for the rule $name: $expression" has_data "$expression" "$job"
    done
    RULES=$((RULES + 1))
  done <"$WORK/asked-rules.jsonl"
  ((RULES > 15)) || fail "only $RULES rules were found in Prometheus"
}
