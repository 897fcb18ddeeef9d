package io.mapscope.cli.watch;

import io.mapscope.map.InstrumentedMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Uses two maps until it is killed; none with the argument {@code none}. */
final class WatchedProgram {

  private WatchedProgram() {}

  public static void main(String[] args) {
    Map<Long, Long> busy = null;
    Map<Long, Long> idle = null;
    if (args.length == 0) {
      busy = InstrumentedMap.<Long, Long>builder().name("busy").build();
      idle = InstrumentedMap.<Long, Long>builder().name("idle").build();
      idle.put(1L, 1L);
    }
    System.out.println("running");
    for (long i = 0; i >= 0; i++) {
      LockSupport.parkNanos(100_000);
      if (busy != null) {
        busy.put(i % 100_000, i);
        busy.get(i / 2);
      }
    }
    System.out.println(idle);
  }
}
