package io.mapscope.otel.catalog;

import java.util.List;

/** The spans of the exporter. All are of kind internal and carry their events' own times. */
public final class SpanCatalog {

  /**
   * One kind of span.
   *
   * @param name name of the span
   * @param event name of the Flight Recorder event that it is made of
   * @param description one sentence, without a full stop
   * @param parent what its parent is
   */
  public record SpanKind(String name, String event, String description, String parent) {}

  /** A growth. */
  public static final SpanKind GROWTH =
      new SpanKind(
          "hashmap.growth",
          "mapscope.Growth",
          "A growth from its start to the evacuation of its last chain",
          "none: the root of a trace of its own; linked to the span in which it began"
              + " and to those that paid for it");

  /** A slow step of a growth. */
  public static final SpanKind GROW_WORK =
      new SpanKind(
          "hashmap.grow_work",
          "mapscope.GrowWork",
          "What one slow write did for a growth",
          "the victim's active span when its trace is sampled, else the growth;"
              + " linked to the growth in any case");

  /** The evacuation of a chain. */
  public static final SpanKind EVACUATE =
      new SpanKind(
          "hashmap.evacuate",
          "mapscope.Evacuate",
          "The evacuation of one chain",
          "its step, or the growth when the step was below its threshold");

  /** A slow put. */
  public static final SpanKind PUT =
      new SpanKind(
          "hashmap.put",
          "mapscope.Put",
          "A slow put",
          "the active span when its trace is sampled, else none");

  /** A slow delete. */
  public static final SpanKind DELETE =
      new SpanKind(
          "hashmap.delete",
          "mapscope.Delete",
          "A slow delete",
          "the active span when its trace is sampled, else none");

  /** A growth of a map that is not instrumented. */
  public static final SpanKind TRACED_GROWTH =
      new SpanKind(
          GROWTH.name(),
          "jdk.MethodTrace",
          "A growth of a map that is not instrumented: a traced call of the method that grew it",
          "none: the root of a trace of its own; linked to the active span where"
              + " io.opentelemetry.context.Scope tells it");

  private static final List<SpanKind> ALL =
      List.of(GROWTH, GROW_WORK, EVACUATE, PUT, DELETE, TRACED_GROWTH);

  private SpanCatalog() {}

  /**
   * All kinds of spans, in the order of the documentation.
   *
   * @return an unmodifiable list
   */
  public static List<SpanKind> all() {
    return ALL;
  }
}
