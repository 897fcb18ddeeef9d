package io.mapscope.benchmarks.export;

import io.mapscope.map.InstrumentedMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** 100,000 lookups a second on average, each of them an event. Used by one thread. */
final class SteadyLoad {

  static final int EVENTS_PER_SECOND = 100_000;

  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int KEYS = 10_000;

  private final Map<Long, Long> map =
      InstrumentedMap.<Long, Long>builder().name("live").samplingInterval(1).build();
  private long lookups;

  SteadyLoad() {
    for (long key = 0; key < KEYS; key++) {
      map.put(key, key);
    }
  }

  /** Lookups so far. */
  long lookups() {
    return lookups;
  }

  /** Keeps the rate, a tick at a time. */
  void run(long nanos) {
    long begin = System.nanoTime();
    long done = 0;
    for (long now = begin; now - begin < nanos; now = System.nanoTime()) {
      long due = (now - begin) * EVENTS_PER_SECOND / TimeUnit.SECONDS.toNanos(1);
      for (; done < due; done++) {
        map.get(lookups++ % KEYS);
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
  }
}
