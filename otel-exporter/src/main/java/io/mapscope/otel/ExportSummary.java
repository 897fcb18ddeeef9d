package io.mapscope.otel;

import io.mapscope.otel.mapping.MappingEngine;
import io.mapscope.otel.pipeline.Delivery;
import io.mapscope.otel.pipeline.Output;
import io.mapscope.otel.source.JvmExport;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What became of the events. The maps and lists cannot be modified; maps are in alphabetical order.
 *
 * @param eventsReceived number of events by name of their type, 0 for types that never came
 * @param eventsLost number of events that were committed and not mapped, by reason
 * @param eventsLate events that came after they had been counted as lost: to be taken off them
 * @param recorderLostBytes bytes that Flight Recorder says it has lost, of whatever events
 * @param disagreements where the accounts of maps contradict themselves or what the maps tell of
 *     their events: a line for each map, ten at most
 * @param handlerFailures number of events whose handler has failed, by name of their type, and of
 *     what failed between events, by names in brackets
 * @param openGrowths growths of which the start was seen and the end was not
 * @param spans what became of the spans, for each destination
 * @param metrics what became of the collections of metrics, for each destination that is sent to
 */
public record ExportSummary(
    Map<String, Long> eventsReceived,
    Map<String, Long> eventsLost,
    long eventsLate,
    long recorderLostBytes,
    List<String> disagreements,
    Map<String, Long> handlerFailures,
    int openGrowths,
    List<Destination> spans,
    List<Destination> metrics) {

  /**
   * What one destination has got.
   *
   * @param name endpoint or file
   * @param exported delivered
   * @param failed given to the exporter and not delivered
   * @param dropped not given to the exporter, as its queue was full
   * @param lastError what the last failure said, or null when there was none
   */
  public record Destination(
      String name, long exported, long failed, long dropped, String lastError) {

    private Destination plus(Destination later) {
      return new Destination(
          name,
          exported + later.exported,
          failed + later.failed,
          dropped + later.dropped,
          later.lastError == null ? lastError : later.lastError);
    }
  }

  /**
   * Events received, of all types.
   *
   * @return the sum
   */
  public long totalReceived() {
    return sum(eventsReceived);
  }

  /**
   * Events lost, for all reasons.
   *
   * @return the sum
   */
  public long totalLost() {
    return sum(eventsLost);
  }

  /**
   * Events whose handler has failed, of all types.
   *
   * @return the sum
   */
  public long totalHandlerFailures() {
    return sum(handlerFailures);
  }

  /**
   * Whether every span and every collection of metrics has reached every destination.
   *
   * @return false when anything failed or was dropped
   */
  public boolean isComplete() {
    return spans.stream().allMatch(ExportSummary::isComplete)
        && metrics.stream().allMatch(ExportSummary::isComplete);
  }

  /** This one and another, of other events; destinations of the same name are one. */
  ExportSummary plus(ExportSummary other) {
    return new ExportSummary(
        sum(eventsReceived, other.eventsReceived),
        sum(eventsLost, other.eventsLost),
        eventsLate + other.eventsLate,
        recorderLostBytes + other.recorderLostBytes,
        Stream.concat(disagreements.stream(), other.disagreements.stream()).limit(10).toList(),
        sum(handlerFailures, other.handlerFailures),
        openGrowths + other.openGrowths,
        merge(spans, other.spans),
        merge(metrics, other.metrics));
  }

  private static Map<String, Long> sum(Map<String, Long> some, Map<String, Long> more) {
    Map<String, Long> sum = new TreeMap<>(some);
    more.forEach((name, count) -> sum.merge(name, count, Long::sum));
    return Collections.unmodifiableMap(sum);
  }

  private static List<Destination> merge(List<Destination> some, List<Destination> more) {
    Map<String, Destination> merged = new LinkedHashMap<>();
    Stream.concat(some.stream(), more.stream())
        .forEach(each -> merged.merge(each.name, each, Destination::plus));
    return List.copyOf(merged.values());
  }

  static final ExportSummary NOTHING =
      new ExportSummary(Map.of(), Map.of(), 0, 0, List.of(), Map.of(), 0, List.of(), List.of());

  static ExportSummary of(JvmExport export) {
    MappingEngine engine = export.engine();
    Output output = export.output();
    return new ExportSummary(
        Collections.unmodifiableMap(engine.received()),
        Collections.unmodifiableMap(engine.lost()),
        engine.late(),
        engine.recorderLostBytes(),
        engine.disagreements(),
        Collections.unmodifiableMap(engine.failures()),
        engine.openGrowths(),
        output.spans().stream().map(ExportSummary::destination).toList(),
        output.metrics().stream().map(ExportSummary::destination).toList());
  }

  /** What a destination has not taken, on one line with the remedy; null when all took all. */
  String missing() {
    String spansMissing = missing(spans, "spans");
    return spansMissing == null ? missing(metrics, "collections of metrics") : spansMissing;
  }

  private static String missing(List<Destination> destinations, String what) {
    return destinations.stream()
        .filter(destination -> !isComplete(destination))
        .findFirst()
        .map(
            destination -> {
              long missing = destination.failed + destination.dropped;
              return String.format(
                  "%s did not take %d of %d %s (%s); %s",
                  destination.name,
                  missing,
                  missing + destination.exported,
                  what,
                  destination.lastError == null ? "without an answer" : destination.lastError,
                  destination.name.contains("://")
                      ? "start the collector there or correct OTEL_EXPORTER_OTLP_ENDPOINT"
                      : "make room there or name another folder");
            })
        .orElse(null);
  }

  private static Destination destination(Delivery delivery) {
    return new Destination(
        delivery.destination(),
        delivery.exported(),
        delivery.failed(),
        delivery.dropped(),
        delivery.lastError());
  }

  private static boolean isComplete(Destination destination) {
    return destination.failed == 0 && destination.dropped == 0;
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
