package io.mapscope.otel.mapping;

import io.mapscope.otel.mapping.EventHead.Caller;
import io.mapscope.otel.mapping.SpanEventHandler.Told;
import io.opentelemetry.api.trace.SpanContext;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;

/**
 * Maps a type of event that becomes a span. When nobody wants spans, its number is all that is
 * read, unless metrics are made of it too.
 *
 * @param <D> what is decoded, beside the head
 */
abstract class SpanEventHandler<D> extends MapEventHandler<Told<D>> {

  /** Without what the event itself knows: a batch may have some hundred thousand. */
  record Told<D>(Caller caller, SpanContext victim, D detail) {}

  private final EventField eventThread = field("eventThread");
  private final EventField stackTrace = field("stackTrace");
  private final EventField spanId = field("spanId");
  private final EventHeads heads;

  SpanEventHandler(String eventName, Maps maps, EventHeads heads) {
    super(eventName, maps);
    this.heads = heads;
  }

  /** Whether metrics are made of it. */
  boolean isMeasured() {
    return false;
  }

  abstract D detail(RecordedEvent event);

  abstract void apply(EventHead head, D detail, ObservedMap map);

  @Override
  final Told<D> detail(RecordedEvent event, long sequence, EventTime time) {
    return isMeasured() || heads.wanted()
        ? new Told<>(caller(event), EventHeads.victim(event, spanId), detail(event))
        : null;
  }

  private Caller caller(RecordedEvent event) {
    return heads.caller(
        eventThread.get(event, RecordedThread.class),
        stackTrace.get(event, RecordedStackTrace.class));
  }

  @Override
  final void apply(Told<D> told, long sequence, EventTime time, ObservedMap map) {
    if (told != null) {
      apply(new EventHead(sequence, time, told.caller, told.victim), told.detail, map);
    }
  }
}
