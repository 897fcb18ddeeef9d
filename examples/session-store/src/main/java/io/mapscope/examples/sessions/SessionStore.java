package io.mapscope.examples.sessions;

import io.mapscope.map.InstrumentedMap;
import java.util.Map;

/** Who is logged in, by session id. One lock guards the map, as it would a {@code HashMap}. */
final class SessionStore {

  /** A visitor's session. */
  record Session(String user, long openedAtMillis) {}

  // The only line that differs from one with a HashMap. The name is what metrics are told apart by.
  private final Map<String, Session> sessions =
      InstrumentedMap.<String, Session>builder().name("sessions").build();

  synchronized void open(String id, String user) {
    sessions.put(id, new Session(user, System.currentTimeMillis()));
  }

  synchronized Session find(String id) {
    return sessions.get(id);
  }

  synchronized void close(String id) {
    sessions.remove(id);
  }

  synchronized int size() {
    return sessions.size();
  }
}
