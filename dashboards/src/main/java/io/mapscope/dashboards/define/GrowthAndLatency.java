package io.mapscope.dashboards.define;

import static io.mapscope.dashboards.define.Ask.INTERVAL;
import static io.mapscope.dashboards.define.Ask.increase;
import static io.mapscope.dashboards.define.Ask.quantile;
import static io.mapscope.dashboards.define.Ask.rate;
import static io.mapscope.dashboards.define.Ask.ratio;
import static io.mapscope.dashboards.define.Ask.where;

import java.util.List;

/** The home: whether it hurts, when, and which map is to blame. */
final class GrowthAndLatency {

  private static final String LATENCY = "hashmap_operation_duration_seconds_bucket";
  private static final String OPERATIONS = "hashmap_operation_duration_seconds_count";
  private static final String STALLS = "hashmap_growth_stall_duration_seconds_bucket";

  private GrowthAndLatency() {}

  static Board board() {
    return new Board(
        "growth-and-latency",
        "Hash map growth and latency",
        "Does it hurt, when, and which map is to blame?",
        "10s",
        true,
        List.of(hurting(), spikes(), cause(), evidence()));
  }

  private static Board.Row hurting() {
    return Board.row(
        "Is it hurting?",
        Panel.stat(5, "p99 now", "How long do the slowest hundredth of the operations take?")
            .tells(
                "How long the slowest hundredth of the sampled operations takes at least, on the"
                    + " chosen maps. Told to within one bucket of the histogram (1, 2, 5 in each"
                    + " decade).",
                "yellow from 0.1 ms, some hundred times what a lookup in memory takes; red from 1"
                    + " ms.")
            .unit("s")
            .asks(quantile("0.99", "le", rate(LATENCY)))
            .whenEmpty("no operations")
            .step("yellow", 1e-4)
            .step("red", 1e-3),
        Panel.stat(5, "Error budget left", "How much of what may be slow is used up?")
            .tells(
                "Of the operations of 30 days one in a thousand may be slower than 1 ms; the share"
                    + " of these that is left, of the map where least is left. Needs the recording"
                    + " rules.",
                "below a quarter; below 0 the objective is broken. The service levels say by which"
                    + " map.")
            .unit("percentunit")
            .asks("min(job_hashmap_name:hashmap_error_budget:left30d" + Ask.RECORDED + ")")
            .whenEmpty("no recording rules")
            .base("red")
            .step("yellow", 0)
            .step("green", 0.25),
        Panel.stat(4, "Growths in the last hour", "How often did maps grow?")
            .tells(
                "Doublings and same-size growths, of all chosen maps.",
                "more than a few for a map that has lived for long; it is made anew again and"
                    + " again, or its entries come and go.")
            .asks("sum(" + increase("hashmap_growths_total", "1h") + ")")
            .whenEmpty("no maps"),
        Panel.stat(5, "Slow operations during growth", "Is growth what makes operations slow?")
            .tells(
                "Of the sampled operations of the last hour that took more than 1 ms, the share"
                    + " whose map was growing; 0 when none was slow.",
                "far more than the share of time in which maps grow; then growth is the cause.")
            .unit("percentunit")
            .asks(slow("hashmap_growing=\"true\"") + " / clamp_min(" + slow("") + ", 1e-9)")
            .whenEmpty("no operations")
            .step("yellow", 0.1)
            .step("red", 0.5),
        Panel.stat(5, "Longest stall in the last hour", "How long did one write wait for a growth?")
            .tells(
                "The longest single step of any growth, as the upper bound of its bucket.",
                "yellow from 1 ms, red from 10 ms: some request paid that.")
            .unit("s")
            .asks(quantile("1", "le", increase(STALLS, "1h")))
            .whenEmpty("no growths")
            .step("yellow", 1e-3)
            .step("red", 1e-2));
  }

  /** Sampled operations of the last hour that were slower than the objective allows. */
  private static String slow(String matcher) {
    String narrow = matcher.isEmpty() ? "" : ", " + matcher;
    String all = increase(OPERATIONS, "1h").replace(Ask.MAP, Ask.MAP + narrow);
    String fast = increase(LATENCY, "1h").replace(Ask.MAP, Ask.MAP + narrow + ", le=\"0.001\"");
    return "(sum(" + all + ") - sum(" + fast + "))";
  }

  private static Board.Row spikes() {
    return Board.row(
        "Spikes",
        Panel.heatmap(12, "Operation duration", "When were operations far slower than the others?")
            .tells(
                "How the durations of sampled operations are spread, and how that moves. A diamond"
                    + " is one operation with its trace.",
                "a second band far above the first, or single cells high up while the band stays"
                    + " where it is; those are the stalls.")
            .asks("sum by (le) (" + increase(LATENCY, INTERVAL) + ")", "{{le}}"),
        lines(12, 10, "p99: growing and not growing", "Is it growth that makes them slow?")
            .tells(
                "The same operations, split by whether their map was growing.",
                "the orange line far above the blue one; then growth is what hurts, and the rows"
                    + " below say which map. Both lines high together: look at pauses of the"
                    + " collector and at the machine first.")
            .unit("s")
            .logarithmic()
            .points()
            .asks(
                quantile("0.99", "le", where(rate(LATENCY), "hashmap_growing=\"true\"")), "growing")
            .asks(
                quantile("0.99", "le", where(rate(LATENCY), "hashmap_growing=\"false\"")),
                "not growing")
            .color("growing", "orange")
            .color("not growing", "blue"),
        Panel.lines(12, "Operation duration p50, p99, p99.9", "Is all slower, or only the tail?")
            .tells(
                "Quantiles over all sampled operations of the chosen maps.",
                "p99.9 jumps while p50 stays: stalls. All rise together: more work or a slower"
                    + " machine.")
            .unit("s")
            .logarithmic()
            .asks(quantile("0.5", "le", rate(LATENCY)), "p50")
            .asks(quantile("0.99", "le", rate(LATENCY)), "p99")
            .asks(quantile("0.999", "le", rate(LATENCY)), "p99.9")
            .color("p50", "blue")
            .color("p99", "orange")
            .color("p99.9", "red"),
        Panel.lines(12, "Writes per second", "Did the load change?")
            .tells(
                "Puts and removes, counted exactly; lookups have no total.",
                "a drop to nothing at a spike above: everybody waited.")
            .unit("ops")
            .fromZero()
            .asks(
                "sum by (hashmap_operation) (" + rate("hashmap_operations_total") + ")",
                "{{hashmap_operation}}"));
  }

  private static Board.Row cause() {
    String moved = "sum by (hashmap_name) (" + rate("hashmap_chains_evacuated_total") + ")";
    String writes = "sum by (hashmap_name) (" + rate("hashmap_operations_total") + ")";
    return Board.row(
        "Cause",
        Panel.states(24, "Growing", "When was which map growing?")
            .tells(
                "When each map was growing, in at least one JVM; a growth between two scrapes is"
                    + " counted below and not seen here.",
                "orange that never ends, or orange exactly under the spikes.")
            .unit("none")
            .asks(
                "min by (hashmap_name) (" + ratio("hashmap_growth_progress") + ") < bool 1",
                "{{hashmap_name}}")
            .value("0", "not growing", "green")
            .value("1", "growing", "orange"),
        Panel.lines(8, "Growths by map and reason", "Which map grew, and why?")
            .tells(
                "Growths begun: load is a doubling, overflow one of the same size after many"
                    + " deletes, unknown one whose events were lost.",
                "the same map again and again; give it the capacity it reaches.")
            .fromZero()
            .asks(
                "sum by (hashmap_name, hashmap_growth_reason) ("
                    + increase("hashmap_growths_total", INTERVAL)
                    + ")",
                "{{hashmap_name}} ({{hashmap_growth_reason}})"),
        Panel.lines(8, "Growth duration", "How long did a growth take from start to end?")
            .tells(
                "From the start of a growth to its last chain. For a map that grows in steps that is"
                    + " as long as the writes take to come, and harms nobody.",
                "long for a map that grows at once: all of it is one stall.")
            .unit("s")
            .logarithmic()
            .points()
            .asks(
                quantile(
                    "0.99", "le, hashmap_name", rate("hashmap_growth_duration_seconds_bucket")),
                "{{hashmap_name}}"),
        Panel.lines(8, "Grow work per write", "What does a write pay for growths?")
            .tells(
                "Chains evacuated for each put or remove. At most 2 for a map that grows in steps,"
                    + " unless another budget was set.",
                "peaks in the thousands: one write moved them all.")
            .logarithmic()
            .asks(moved + " / (" + writes + " > 0)", "{{hashmap_name}}"),
        Panel.lines(12, "Chains evacuated per second", "How fast do growths proceed?")
            .tells("Old chains emptied.", "nothing while a map is growing: nobody writes to it.")
            .unit("cps")
            .fromZero()
            .asks(moved, "{{hashmap_name}}"),
        Panel.lines(12, "Entries moved per second", "What do growths cost?")
            .tells(
                "Entries carried to their new buckets.",
                "as many as are written, for long: the map is made anew or cleared and filled.")
            .unit("cps")
            .fromZero()
            .asks(
                "sum by (hashmap_name) (" + rate("hashmap_entries_moved_total") + ")",
                "{{hashmap_name}}"));
  }

  private static Board.Row evidence() {
    return Board.row(
        "Evidence",
        Stalls.beside(12),
        Stalls.collector(12),
        Stalls.table(12, increase(STALLS, "1h")),
        Stalls.slowestGrowths(12, "span.hashmap.name =~ \"${map:pipe}\""));
  }

  static Panel lines(int width, int height, String title, String question) {
    return Panel.lines(width, title, question).high(height);
  }
}
