package io.mapscope.dashboards.define;

import static io.mapscope.dashboards.define.Ask.RECORDED;
import static io.mapscope.dashboards.define.Ask.map;
import static io.mapscope.dashboards.define.Ask.rate;
import static io.mapscope.dashboards.define.Ask.where;

import java.util.List;

/** Whether the objective is kept: one operation in a thousand may be slower than 1 ms. */
final class ServiceLevels {

  private static final String SLOW = "job_hashmap_name:hashmap_operations_slow:ratio_rate";

  private ServiceLevels() {}

  static Board board() {
    return new Board(
        "service-levels",
        "Hash map service levels",
        "Are 99.9 % of the operations done within 1 ms, and for how long will they?",
        "30s",
        true,
        List.of(budget(), burning(), guarding(), alerts()));
  }

  private static Board.Row budget() {
    return Board.row(
        "Budget",
        Panel.stat(6, "Error budget left, worst map", "How much of what may be slow is left?")
            .tells(
                "Of 30 days, of the map where least is left.",
                "below a quarter; below 0 the objective is broken.")
            .unit("percentunit")
            .asks("min(job_hashmap_name:hashmap_error_budget:left30d" + RECORDED + ")")
            .whenEmpty("no recording rules")
            .base("red")
            .step("yellow", 0)
            .step("green", 0.25),
        Panel.stat(6, "Slow operations in 30 days", "What share was slower than 1 ms?")
            .tells("Of the worst map.", "above 0.1 %, which is the objective.")
            .unit("percentunit")
            .asks("max(" + SLOW + "30d" + RECORDED + ")")
            .whenEmpty("no recording rules")
            .step("yellow", 0.0005)
            .step("red", 0.001),
        Panel.stat(6, "Burn rate of the last hour", "How fast is the budget used up?")
            .tells(
                "1 uses up the budget in just 30 days; of the worst map.",
                "from 1; from 14.4 on somebody is paged.")
            .unit("none")
            .asks("max(" + SLOW + "1h" + RECORDED + ") / 0.001")
            .whenEmpty("no recording rules")
            .step("yellow", 1)
            .step("red", 14.4),
        Panel.stat(6, "Alerts firing", "Is somebody being paged?")
            .tells("Alerts of Mapscope that are firing.", "any.")
            .asks(
                "count(ALERTS{alertname=~\"Mapscope.+\", alertstate=\"firing\", job=~\"$job\"}) or"
                    + " vector(0)")
            .step("red", 1),
        Panel.lines(12, "Error budget left by map", "Which map uses it up?")
            .tells(
                "The share of 30 days' budget that is left.",
                "a slope that reaches 0 before the 30 days are over.")
            .unit("percentunit")
            .asks(
                "job_hashmap_name:hashmap_error_budget:left30d" + RECORDED,
                "{{job}} {{hashmap_name}}"),
        Panel.lines(12, "Operations per second", "How much is there to be slow?")
            .tells(
                "All sampled operations, and those slower than 1 ms, of which budget and burn rates"
                    + " are made.",
                "the slow ones rise while all stay level.")
            .unit("ops")
            .logarithmic()
            .asks("sum(job_hashmap_name:hashmap_operations:rate5m" + RECORDED + ")", "sampled")
            .asks("sum(job_hashmap_name:hashmap_operations_slow:rate5m" + RECORDED + ")", "slow"));
  }

  private static Board.Row burning() {
    return Board.row(
        "Burn rates",
        burn("14.4", "1h", "5m", "2 % of the budget in an hour; pages."),
        burn("6", "6h", "30m", "5 % in six hours; pages."),
        burn("3", "1d", "2h", "10 % in a day; a ticket."),
        burn("1", "3d", "6h", "10 % in three days; a ticket."));
  }

  private static Panel burn(String factor, String longer, String shorter, String meaning) {
    return Panel.lines(
            12,
            "Burn rate over " + longer + " and " + shorter,
            "Is " + factor + " times the budget used?")
        .tells(
            "The share of slow operations relative to the one in a thousand, of the worst map, over"
                + " both windows of the alert.",
            "both above " + factor + ", the dashed line: " + meaning)
        .unit("none")
        .fromZero()
        .asks("max(" + SLOW + longer + RECORDED + ") / 0.001", longer)
        .asks("max(" + SLOW + shorter + RECORDED + ") / 0.001", shorter)
        .color(longer, "red")
        .color(shorter, "blue")
        .threshold(Double.parseDouble(factor));
  }

  private static Board.Row guarding() {
    String count = map("hashmap_breaker_count");
    return Board.row(
        "Guarding",
        Panel.states(24, "Circuit breakers", "Which breakers were open, and when?")
            .tells(
                "The state of the breaker around each map; of maps that share a name, the worst.",
                "open: operations are rejected, so that they are not slow.")
            .unit("none")
            .asks(
                "max by (hashmap_name) (2 * sgn("
                    + where(count, "hashmap_breaker_state=\"open\"")
                    + ") or sgn("
                    + where(count, "hashmap_breaker_state=\"half-open\"")
                    + "))",
                "{{hashmap_name}}")
            .value("0", "closed", "green")
            .value("1", "half-open", "yellow")
            .value("2", "open", "red")
            .whenEmpty("no breakers"),
        Panel.lines(8, "Breaker transitions per minute", "Do breakers open again and again?")
            .tells(
                "Changes of breakers, by the state they changed to.",
                "open and half-open by turns: the map has not recovered.")
            .fromZero()
            .asks(
                "60 * sum by (hashmap_name, hashmap_breaker_state) ("
                    + rate("hashmap_breaker_transitions_total")
                    + ")",
                "{{hashmap_name}} {{hashmap_breaker_state}}")
            .whenEmpty("no breakers"),
        Panel.lines(8, "Rejected operations per second", "How many are turned away?")
            .tells(
                "Operations rejected by open breakers, told when a breaker changes its state.",
                "as many as there are operations at all.")
            .unit("ops")
            .fromZero()
            .asks(
                "sum by (hashmap_name) (" + rate("hashmap_breaker_rejections_total") + ")",
                "{{hashmap_name}}")
            .whenEmpty("no breakers"),
        Panel.lines(8, "Deadline misses per second", "Are deadlines kept?")
            .tells(
                "Operations that were late or given up, by what became of them.",
                "any left running: their callers do not know how they ended.")
            .unit("ops")
            .fromZero()
            .asks(
                "sum by (hashmap_name, hashmap_deadline_outcome) ("
                    + rate("hashmap_deadline_misses_total")
                    + ")",
                "{{hashmap_name}} {{hashmap_deadline_outcome}}")
            .whenEmpty("no misses"));
  }

  private static Board.Row alerts() {
    String alerts = "ALERTS{alertname=~\"Mapscope.+\", job=~\"$job\", alertstate=";
    return Board.row(
        "Alerts",
        Panel.states(24, "Alerts", "Which alerts were pending or firing, and when?")
            .tells(
                "Each alert that was not quiet; the runbook of each is dashboards/runbooks in the"
                    + " repository.",
                "red.")
            .unit("none")
            .asks(
                "max by (alertname) (("
                    + alerts
                    + "\"firing\"} + 1) or "
                    + alerts
                    + "\"pending\"}) or label_replace(vector(0), \"alertname\", \"(all others)\","
                    + " \"\", \"\")",
                "{{alertname}}")
            .value("0", "quiet", "green")
            .value("1", "pending", "yellow")
            .value("2", "firing", "red"));
  }
}
