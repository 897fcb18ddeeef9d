package io.mapscope.examples.shared;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.guarded.OwnedMap;
import java.util.concurrent.ConcurrentMap;

/** Sessions by their id: how many clicks each has had. Thread-safe without a lock of its own. */
final class SharedSessions implements AutoCloseable {

  private final ConcurrentMap<Long, Integer> clicks;

  SharedSessions(Guard guard) {
    clicks = guard.around(InstrumentedMap.<Long, Integer>builder().name("shared-sessions"));
  }

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

  /** An owner has a thread, which is to end. */
  @Override
  public void close() {
    if (clicks instanceof OwnedMap<?, ?> owned) {
      owned.close();
    }
  }
}
