# Sourced by ../check.sh: the recording and alerting rules, by Prometheus' own tool.
# shellcheck shell=bash disable=SC2153

rules_pass_their_tests() {
  say "testing the rules of Prometheus"
  local promtool rules=$REPOSITORY/dashboards/prometheus
  promtool=$(dirname "$(<"$WORK/prometheus.path")")/promtool
  "$promtool" check rules --lint=all --lint-fatal "$rules/recording.yml" "$rules/alerts.yml" >"$WORK/rules.txt" 2>&1 ||
    fail "the rules are wrong: $(grep -v '^ *$' "$WORK/rules.txt" | tail -n 1)"
  "$promtool" test rules "$rules/tests.yml" >"$WORK/rules.txt" 2>&1 ||
    fail "a test of the rules failed: see $WORK/rules.txt, kept with KEEP=1"
  passed
}
