# Sourced by ../check.sh: the shipped configurations of the Collector, by the Collector itself. Needs no server.
# shellcheck shell=bash

PIPELINES=$E2E/../dashboards/collector

configurations_are_valid() {
  say "validating the Collector's configurations"
  local file valid=0
  valid_configuration agent.yaml
  valid_configuration loadbalancer.yaml
  for file in "$PIPELINES"/metrics-*.yaml; do
    valid_configuration gateway.yaml "${file##*/}"
    valid=$((valid + 1))
  done
  ((valid == 2)) || fail "$valid ways for the gateway's metrics were found, not 2"
  # The sum of what was named: a file that nobody validates would be noticed here.
  for file in "$PIPELINES"/*.yaml; do
    case ${file##*/} in
      agent.yaml | loadbalancer.yaml | gateway.yaml | metrics-*.yaml) ;;
      compose.yaml | tempo.yaml | grafana-datasources.yaml) ;; # not the Collector's
      *) fail "${file##*/} in dashboards/collector is validated by nobody: name it in e2e/checks/configurations.sh" ;;
    esac
  done
  "$(dirname "$(<"$WORK/prometheus.path")")/promtool" check config --syntax-only "$PIPELINES/prometheus.yml" \
    >"$WORK/validate.txt" 2>&1 || fail "dashboards/collector/prometheus.yml: $(tail -n 1 "$WORK/validate.txt")"
}

# valid_configuration FILE...: those of one Collector.
valid_configuration() {
  local options=() file
  for file in "$@"; do options+=(--config "$PIPELINES/$file"); done
  MAPSCOPE_QUEUE=$WORK/queue "$(<"$WORK/collector.path")" validate "${options[@]}" >"$WORK/validate.txt" 2>&1 ||
    fail "dashboards/collector/$*: $(grep -v '^ *$' "$WORK/validate.txt" | tail -n 1 | cut -c 1-300)"
}
