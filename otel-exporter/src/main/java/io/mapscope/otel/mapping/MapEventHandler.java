package io.mapscope.otel.mapping;

import jdk.jfr.consumer.RecordedEvent;

/**
 * Maps one type of event of a map. The event is decoded at once and applied when its map is known,
 * which may be later in the batch.
 *
 * @param <T> what is decoded, beside the head that all events have
 */
abstract class MapEventHandler<T> extends EventHandler {

  private final Maps maps;

  MapEventHandler(String eventName, Maps maps) {
    super(eventName);
    this.maps = maps;
  }

  abstract T decode(RecordedEvent event);

  abstract void apply(EventHead head, T detail, ObservedMap map);

  /**
   * Whether events of the type repeat a state and so carry the last number instead of their own.
   */
  boolean repeatsState(T detail) {
    return false;
  }

  @Override
  final void accept(RecordedEvent event, EventTime time) {
    EventHead head = EventHead.of(event, time);
    T detail = decode(event);
    introduce(head, detail, maps);
    maps.whenKnown(head.mapNumber(), map -> guarded(() -> number(head, detail, map)));
  }

  /** Lets a handler make a map known. */
  void introduce(EventHead head, T detail, Maps maps) {}

  private void number(EventHead head, T detail, ObservedMap map) {
    if (repeatsState(detail)) {
      map.events.reached(head.sequence());
    } else {
      map.events.arrived(head.sequence());
    }
    apply(head, detail, map);
  }
}
