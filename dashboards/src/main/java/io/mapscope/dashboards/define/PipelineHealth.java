package io.mapscope.dashboards.define;

import static io.mapscope.dashboards.define.Ask.PROGRAM;
import static io.mapscope.dashboards.define.Ask.health;
import static io.mapscope.dashboards.define.Ask.healthIncrease;

import java.util.List;

/** Whether what the other dashboards show is complete. */
final class PipelineHealth {

  private PipelineHealth() {}

  static Board board() {
    return new Board(
        "pipeline-health",
        "Mapscope pipeline health",
        "Is what the other dashboards show complete, and if not, where was it lost?",
        "10s",
        false,
        List.of(now(), exporter(), delivery(), collector()));
  }

  private static Board.Row now() {
    return Board.row(
        "Is it complete?",
        Panel.stat(6, "Time since the last data", "Does every JVM still report?")
            .tells(
                "Since the events of the most silent JVM last became more; maps tell of themselves"
                    + " each second. Looks back an hour.",
                "from half a minute: the JVM, its exporter, the Collector or the network is away.")
            .unit("s")
            .asks(
                "max(time() - max by (job, instance) (max_over_time(timestamp((sum by (job,"
                    + " instance) ("
                    + healthIncrease("mapscope_events_received_total", "$__rate_interval")
                    + ")) > 0)[1h:5s])))")
            .whenEmpty("no data for an hour")
            .step("yellow", 30)
            .step("red", 120),
        Panel.stat(6, "Lost events in the last hour", "Is what is shown complete?")
            .tells(
                "Committed by maps and not mapped, less those that came late after all.",
                "any; the panels below say why. Counters stay exact, spans and samples are missing.")
            .asks(
                "sum("
                    + healthIncrease("mapscope_events_lost_total", "1h")
                    + ") - sum("
                    + healthIncrease("mapscope_events_late_total", "1h")
                    + ")")
            .step("red", 1),
        Panel.stat(6, "Stream lag now", "How old is what is shown?")
            .tells(
                "From the end of an event to its arrival, the longest of the last batch.",
                "from 2 s: the exporter does not keep up. Half a second to one is Flight Recorder's.")
            .unit("s")
            .asks("max(mapscope_stream_lag_seconds{" + PROGRAM + "})")
            .step("yellow", 2)
            .step("red", 10),
        Panel.stat(6, "Handler failures in the last hour", "Does the exporter itself fail?")
            .tells(
                "Events whose handler has failed; the first of each kind is in the program's log.",
                "any, which is an error in Mapscope: please report it.")
            .asks("sum(" + healthIncrease("mapscope_handler_failures_total", "1h") + ")")
            .step("red", 1));
  }

  private static Board.Row exporter() {
    return Board.row(
        "Exporter",
        Panel.lines(8, "Events received per second", "Does the exporter see anything?")
            .tells("By type of event.", "nothing, while the program runs and has maps.")
            .unit("cps")
            .fromZero()
            .asks(
                "sum by (mapscope_event_type) (" + health("mapscope_events_received_total") + ")",
                "{{mapscope_event_type}}"),
        Panel.lines(8, "Events lost per second", "Is anything missing, and why?")
            .tells(
                "Gaps in the numbers of maps' events, events not held in time, events whose handler"
                    + " failed.",
                "any, for long: fewer events by a higher threshold, or more memory for Flight"
                    + " Recorder.")
            .unit("cps")
            .fromZero()
            .asks(
                "sum by (mapscope_loss_reason) (" + health("mapscope_events_lost_total") + ")",
                "{{mapscope_loss_reason}}"),
        Panel.lines(8, "Events that came late", "How many of the lost came after all?")
            .tells("To be taken off the losses.", "as many as are lost: the machine is overloaded.")
            .unit("cps")
            .fromZero()
            .asks(
                "sum by (instance) (" + health("mapscope_events_late_total") + ")", "{{instance}}"),
        Panel.lines(8, "Stream lag", "Does the exporter keep up?")
            .tells("By JVM, live only.", "a line that climbs.")
            .unit("s")
            .fromZero()
            .asks(
                "max by (instance) (mapscope_stream_lag_seconds{" + PROGRAM + "})", "{{instance}}"),
        Panel.lines(8, "Handler failures per second", "Which events cannot be mapped?")
            .tells("By type of event.", "any.")
            .unit("cps")
            .fromZero()
            .asks(
                "sum by (mapscope_event_type) (" + health("mapscope_handler_failures_total") + ")",
                "{{mapscope_event_type}}"),
        Panel.lines(8, "Flight Recorder's own losses", "Has Flight Recorder too little memory?")
            .tells(
                "Bytes of events of any type that it says it has lost; the truth is more.",
                "any: give it more memory, or record less.")
            .unit("Bps")
            .fromZero()
            .asks(
                "sum by (instance) (" + health("mapscope_recorder_lost_bytes_total") + ")",
                "{{instance}}"));
  }

  private static Board.Row delivery() {
    return Board.row(
        "Delivery by the SDK",
        Panel.lines(12, "Spans lost per second", "Which destination is away?")
            .tells(
                "Spans that a destination has not got: refused, or dropped from the full queue.",
                "any, for long: the destination is away or too slow.")
            .unit("cps")
            .fromZero()
            .asks(
                "sum by (mapscope_destination, mapscope_loss_reason) ("
                    + health("mapscope_spans_lost_total")
                    + ")",
                "{{mapscope_destination}} {{mapscope_loss_reason}}"),
        Panel.lines(12, "Maps without a name of their own", "Are there more names than series?")
            .tells(
                "Maps added up as (other), as there are too many names.",
                "any rise: name maps after what they are for, not after each request.")
            .fromZero()
            .asks(
                "sum by (instance) ("
                    + healthIncrease("mapscope_maps_folded_total", "$__rate_interval")
                    + ")",
                "{{instance}}"));
  }

  private static Board.Row collector() {
    return Board.row(
        "Collector",
        Panel.lines(8, "Received per second", "Does the Collector get anything?")
            .tells(
                "Spans and points of metrics accepted, by receiver.",
                "nothing, while the exporter above receives events.")
            .unit("cps")
            .fromZero()
            .asks(collected("receiver", "accepted", "spans"), "{{receiver}} spans")
            .asks(collected("receiver", "accepted", "metric_points"), "{{receiver}} points")
            .whenEmpty("no Collector is scraped"),
        Panel.lines(8, "Refused or failed per second", "Does the Collector turn anything away?")
            .tells(
                "Spans and points that a receiver refused, by receiver; the sender tries again.",
                "any: the memory limiter is at work, or a queue is full.")
            .unit("cps")
            .fromZero()
            .asks(failed("receiver", "refused", "spans"), "{{receiver}} refused spans")
            .asks(failed("receiver", "refused", "metric_points"), "{{receiver}} refused points")
            .asks(failed("receiver", "failed", "spans"), "{{receiver}} failed spans")
            .asks(failed("receiver", "failed", "metric_points"), "{{receiver}} failed points")
            .whenEmpty("no Collector is scraped"),
        Panel.lines(8, "Export failures per second", "Does the Collector reach its backends?")
            .tells(
                "Spans and points that an exporter gave up or could not queue, by exporter.",
                "any: they are lost, unless an upper tier tries again.")
            .unit("cps")
            .fromZero()
            .asks(failed("exporter", "send_failed", "spans"), "{{exporter}} spans")
            .asks(failed("exporter", "send_failed", "metric_points"), "{{exporter}} points")
            .asks(failed("exporter", "enqueue_failed", "spans"), "{{exporter}} unqueued spans")
            .asks(
                failed("exporter", "enqueue_failed", "metric_points"),
                "{{exporter}} unqueued points")
            .whenEmpty("no Collector is scraped"),
        Panel.lines(12, "Queues of the Collector", "Is a backend too slow?")
            .tells(
                "How full the queue of each exporter is.",
                "a line that climbs; at 100 % the Collector drops.")
            .unit("percentunit")
            .fromZero()
            .asks(
                "max by (job, exporter) ("
                    + Ask.collector("otelcol_exporter_queue_size")
                    + " / "
                    + Ask.collector("otelcol_exporter_queue_capacity")
                    + ")",
                "{{job}} {{exporter}}")
            .whenEmpty("no Collector is scraped"),
        Panel.lines(12, "Memory of the Collector", "Is it near its limit?")
            .tells(
                "Resident memory, by Collector.",
                "near the limit in its configuration: it refuses then.")
            .unit("bytes")
            .fromZero()
            .asks(
                "max by (job, instance) ({__name__=~\"otelcol_process_memory_rss(_bytes)?\","
                    + " job=~\"$collector\"})",
                "{{job}} {{instance}}")
            .whenEmpty("no Collector is scraped"));
  }

  /** Its counters have the suffix or not, as its telemetry is configured. */
  private static String collected(String component, String what, String of) {
    return "sum by (%s) (rate({__name__=~\"otelcol_%s_%s_%s(_total)?\", job=~\"$collector\"}[%s]))"
        .formatted(component, component, what, of, Ask.INTERVAL);
  }

  /** A counter of failures is absent until the first; what went well tells that it is zero. */
  private static String failed(String component, String what, String of) {
    String well = component.equals("receiver") ? "accepted" : "sent";
    return collected(component, what, of) + " or " + collected(component, well, of) + " * 0";
  }
}
