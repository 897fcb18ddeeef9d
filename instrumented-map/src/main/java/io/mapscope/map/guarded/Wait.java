package io.mapscope.map.guarded;

import io.mapscope.events.LockWaitEvent;
import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.ObservedMaps;
import io.mapscope.map.InstrumentedMap;

/**
 * Times a wait. To be begun only when there is something to wait for: a lock that is free costs no
 * clock.
 */
final class Wait {

  private Wait() {}

  /** An event that has begun, or null when none can be committed. */
  static LockWaitEvent begin() {
    if (!MapscopeEvents.ENABLED || !ObservedMaps.ready()) {
      return null;
    }
    LockWaitEvent event = new LockWaitEvent();
    event.begin();
    return event;
  }

  /** Tells the wait, which is over, as one for a map. */
  static void end(LockWaitEvent event, InstrumentedMap<?, ?> map, String mode) {
    if (event != null) {
      event.end();
      tell(event, map, mode);
    }
  }

  /** Tells a wait that was ended before. */
  static void tell(LockWaitEvent event, InstrumentedMap<?, ?> map, String mode) {
    event.mode = mode;
    map.tell(event);
  }
}
