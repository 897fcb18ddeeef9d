package io.mapscope.examples.shared;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.guarded.GuardedMaps;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/** The ways to share the sessions. */
enum Guard {
  STRIPED,
  READ_WRITE,
  ONE_LOCK,
  COPY_ON_WRITE,
  READ_MOSTLY,
  OWNER_THREAD;

  private static final int STRIPES = 64;
  private static final int QUEUE = 1_024;

  ConcurrentMap<Long, Integer> around(InstrumentedMap.Builder<Long, Integer> sessions) {
    return switch (this) {
      case STRIPED -> GuardedMaps.striped(sessions, STRIPES);
      case READ_WRITE -> GuardedMaps.readWrite(sessions);
      case ONE_LOCK -> GuardedMaps.oneLock(sessions);
      case COPY_ON_WRITE -> GuardedMaps.copyOnWrite(sessions);
      case READ_MOSTLY -> GuardedMaps.readMostly(sessions);
      case OWNER_THREAD -> GuardedMaps.ownerThread(sessions, "sessions-owner", QUEUE);
    };
  }

  /** As it is written in a command. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Guard of(String text) {
    return Arrays.stream(values())
        .filter(guard -> guard.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is none of %s"
                        .formatted(
                            text,
                            Arrays.stream(values())
                                .map(Guard::text)
                                .collect(Collectors.joining(", ")))));
  }
}
