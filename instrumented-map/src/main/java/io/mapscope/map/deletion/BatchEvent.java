package io.mapscope.map.deletion;

import io.mapscope.events.DeletionBatchEvent;
import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.ObservedMaps;
import io.mapscope.map.EventSink;

/** A {@link DeletionBatchEvent} under way, or nothing while no event can be committed. */
final class BatchEvent {

  private static final BatchEvent NONE = new BatchEvent(null);

  private final DeletionBatchEvent event;

  private BatchEvent(DeletionBatchEvent event) {
    this.event = event;
  }

  static BatchEvent begin() {
    if (!MapscopeEvents.ENABLED || !ObservedMaps.ready()) {
      return NONE;
    }
    DeletionBatchEvent event = new DeletionBatchEvent();
    event.begin();
    return new BatchEvent(event);
  }

  /** Tells that so many entries were purged. */
  void tellPurge(EventSink sink, int entries, int pending) {
    tell(sink, DeletionBatchEvent.PURGE, entries, pending, 0);
  }

  /** Ends the event and tells it, unless there was nothing to do. */
  void tell(EventSink sink, String kind, int entries, int pending, long waitedNanos) {
    if (event == null || entries == 0) {
      return;
    }
    event.end();
    event.kind = kind;
    event.entries = entries;
    event.pending = pending;
    event.waitedTime = waitedNanos;
    sink.tell(event);
  }
}
