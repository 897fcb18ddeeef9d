package io.mapscope.otel.mapping;

import io.mapscope.otel.mapping.SpanEventHandler.Told;
import jdk.jfr.consumer.RecordedEvent;

/**
 * Maps a type of event that becomes a span. When nobody wants spans, its number is all that is
 * read, unless metrics are made of it too.
 *
 * @param <D> what is decoded, beside the head
 */
abstract class SpanEventHandler<D> extends MapEventHandler<Told<D>> {

  record Told<D>(EventHead head, D detail) {}

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
        ? new Told<>(heads.of(event, sequence, time), detail(event))
        : null;
  }

  @Override
  final void apply(Told<D> told, ObservedMap map) {
    if (told != null) {
      apply(told.head, told.detail, map);
    }
  }
}
