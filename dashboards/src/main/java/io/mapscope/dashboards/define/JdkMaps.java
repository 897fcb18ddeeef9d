package io.mapscope.dashboards.define;

import static io.mapscope.dashboards.define.Ask.INTERVAL;
import static io.mapscope.dashboards.define.Ask.increase;
import static io.mapscope.dashboards.define.Ask.jdk;
import static io.mapscope.dashboards.define.Ask.quantile;
import static io.mapscope.dashboards.define.Ask.rate;

import java.util.List;

/** The first screen for maps that nobody instrumented: of these only growths are known. */
final class JdkMaps {

  private static final String STALLS = "hashmap_growth_stall_duration_seconds_bucket";

  private JdkMaps() {}

  static Board board() {
    return new Board(
        "jdk-maps",
        "Growth of the JDK's maps",
        "Which maps of the JDK, in programs as they are, have stopped somebody by growing?",
        "10s",
        true,
        List.of(hurting(), spikes(), evidence()));
  }

  private static Board.Row hurting() {
    return Board.row(
        "Is it hurting?",
        Panel.stat(6, "Growths in the last hour", "How often did maps grow?")
            .tells(
                "Growths of java.util's maps that were recorded, which are those above the"
                    + " threshold.",
                "many, in a program that has run for long.")
            .asks("sum(" + jdk(increase("hashmap_growths_total", "1h")) + ")")
            .whenEmpty("no maps of the JDK"),
        Panel.stat(6, "Longest stall in the last hour", "How long did one write wait for a growth?")
            .tells(
                "A map of the JDK grows at once, so the growth is the stall; upper bound of its"
                    + " bucket.",
                "yellow from 1 ms, red from 10 ms.")
            .unit("s")
            .asks(quantile("1", "le", jdk(increase(STALLS, "1h"))))
            .whenEmpty("no growths")
            .step("yellow", 1e-3)
            .step("red", 1e-2),
        Panel.stat(6, "Time lost in the last hour", "How long did writes wait in sum?")
            .tells(
                "The sum of all stalls.",
                "seconds: construct the maps below with the capacity they reach.")
            .unit("s")
            .asks("sum(" + jdk(increase("hashmap_growth_stall_duration_seconds_sum", "1h")) + ")")
            .whenEmpty("no growths")
            .step("yellow", 0.1)
            .step("red", 1),
        Panel.stat(6, "Longest GC pause in the last hour", "Was it the collector instead?")
            .tells(
                "Of any chosen JVM, upper bound of its bucket.",
                "longer than the longest stall: look at the collector first.")
            .unit("s")
            .asks(
                "histogram_quantile(1, sum by (le) ("
                    + Ask.healthIncrease("mapscope_gc_pause_duration_seconds_bucket", "1h")
                    + "))")
            .whenEmpty("no pauses")
            .step("yellow", 0.05)
            .step("red", 0.2));
  }

  private static Board.Row spikes() {
    return Board.row(
        "Spikes",
        Stalls.heatmap(12, jdk(increase(STALLS, "1h"))),
        GrowthAndLatency.lines(12, 10, "Growths by map", "Which map grew?")
            .tells(
                "A map is named after the line that inserted the one entry too many.",
                "the same line again and again.")
            .fromZero()
            .asks(
                "sum by (hashmap_name) (" + jdk(increase("hashmap_growths_total", INTERVAL)) + ")",
                "{{hashmap_name}}"));
  }

  private static Board.Row evidence() {
    return Board.row(
        "Evidence",
        Panel.lines(12, "Growth duration", "How long did each growth take?")
            .tells(
                "The slowest of the interval, by map.",
                "from 1 ms; each doubling takes twice as long.")
            .unit("s")
            .logarithmic()
            .points()
            .asks(
                quantile(
                    "1", "le, hashmap_name", jdk(rate("hashmap_growth_duration_seconds_bucket"))),
                "{{hashmap_name}}"),
        Stalls.collector(12),
        Stalls.table(12, jdk(increase(STALLS, "1h"))),
        Stalls.slowestGrowths(
            12,
            "span.hashmap.implementation =~ \"java[.]util[.].+\" && span.hashmap.name =~"
                + " \"${map:pipe}\""));
  }
}
