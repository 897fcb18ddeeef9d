package io.mapscope.examples.shared;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.guarded.GuardedMaps;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The ways to share the sessions. */
enum Guard {
  STRIPED(sessions -> GuardedMaps.striped(sessions, 64)),
  READ_WRITE(GuardedMaps::readWrite),
  ONE_LOCK(GuardedMaps::oneLock),
  COPY_ON_WRITE(GuardedMaps::copyOnWrite),
  READ_MOSTLY(GuardedMaps::readMostly),
  OWNER_THREAD(sessions -> GuardedMaps.ownerThread(sessions, "sessions-owner", 1_024));

  private final Function<InstrumentedMap.Builder<Long, Integer>, ConcurrentMap<Long, Integer>> make;

  Guard(Function<InstrumentedMap.Builder<Long, Integer>, ConcurrentMap<Long, Integer>> make) {
    this.make = make;
  }

  ConcurrentMap<Long, Integer> around(InstrumentedMap.Builder<Long, Integer> sessions) {
    return make.apply(sessions);
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
