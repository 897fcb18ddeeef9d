package io.mapscope.examples.shared;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.guarded.GuardedMaps;
import java.util.concurrent.ConcurrentMap;

/** Sessions by their id: how many clicks each has had. Thread-safe without a lock of its own. */
final class SharedSessions {

  private static final int STRIPES = 64;

  private final ConcurrentMap<Long, Integer> clicks =
      GuardedMaps.striped(
          InstrumentedMap.<Long, Integer>builder().name("shared-sessions"), STRIPES);

  /** A click; the first one opens the session. */
  void click(long id) {
    clicks.merge(id, 1, Integer::sum);
  }

  boolean isOpen(long id) {
    return clicks.containsKey(id);
  }

  void logOut(long id) {
    clicks.remove(id);
  }

  int size() {
    return clicks.size();
  }
}
