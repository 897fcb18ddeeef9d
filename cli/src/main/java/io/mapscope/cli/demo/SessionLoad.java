package io.mapscope.cli.demo;

import io.mapscope.events.OperationSampleEvent;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * What a session store has to bear: users log in, come back again and again, and their sessions
 * expire. One thread, closed loop, every operation timed.
 *
 * <p>Implementation note. The store first fills to its size, with 5 logins and 1 expiry in 10
 * operations, and from then on keeps it: each login takes the place of an expired session, 1 for 4
 * lookups. Lookups are for a session, mostly a recent one (the cube of a random number picks the
 * age), one in twenty an expired one. The sequence depends on the seed alone, so both maps do the
 * same operations in the same order. The load keeps its own count of entries: asking the map would
 * touch its memory outside the clock. Between the two readings of the clock there is the map's
 * method and nothing else.
 */
final class SessionLoad {

  /** Draws between two looks at the clock, at the progress and at Ctrl-C. */
  static final int BATCH = 1024;

  private static final int OF_TEN = 10;
  private static final int FILL_PUTS = 5;
  private static final int FILL_WRITES = 6;
  private static final int STEADY_EXCHANGES = 2;
  private static final int EXPIRED_LOOKUP_EVERY = 20;

  private final Sessions sessions;
  private final Map<UUID, Session> store;
  private final GrowthWatch watch;
  private final int sampleMask;
  private final LatencyWindows latencies;
  private final SplittableRandom random;
  private final int capacity;

  private int growsAt;
  private long created;
  private long expired;
  private long operations;
  private long hits;
  private boolean full;

  SessionLoad(
      Sessions sessions,
      Contender.Watched watched,
      LatencyWindows latencies,
      int capacity,
      long seed) {
    this.sessions = sessions;
    this.store = watched.map();
    this.watch = watched.watch();
    this.latencies = latencies;
    this.capacity = capacity;
    this.random = new SplittableRandom(seed);
    this.sampleMask = watch.sampleMask();
    this.growsAt = watch.growsAt();
  }

  void runBatch() {
    for (int i = 0; i < BATCH; i++) {
      int draw = random.nextInt(OF_TEN);
      if (full) {
        steady(draw);
      } else {
        fill(draw);
      }
    }
  }

  long operations() {
    return operations;
  }

  RunMeasurement.Counts counts() {
    long gets = operations - created - expired;
    return new RunMeasurement.Counts(operations, created, gets, hits, expired, entries());
  }

  int entries() {
    return (int) (created - expired);
  }

  /** Whether the store has reached its size. */
  boolean full() {
    return full;
  }

  private void fill(int draw) {
    if (draw < FILL_PUTS || entries() == 0) {
      logIn();
      full = entries() >= capacity;
    } else if (draw < FILL_WRITES) {
      expire();
    } else {
      lookUp();
    }
  }

  private void steady(int draw) {
    if (draw < STEADY_EXCHANGES) {
      expire();
      logIn();
    } else {
      lookUp();
    }
  }

  private void logIn() {
    UUID id = sessions.id(created);
    Session value = sessions.value(created);
    boolean grows = entries() == growsAt;
    OperationSampleEvent sample = sampleIfDue();
    if (grows) {
      watch.growthBegins(entries());
    }
    long start = System.nanoTime();
    store.put(id, value);
    long end = System.nanoTime();
    created++;
    if (grows) {
      watch.growthEnds(end - start);
      growsAt = watch.growsAt();
    }
    done(Operation.PUT, start, end, sample);
  }

  private void lookUp() {
    UUID id = sessions.id(lookedUp());
    OperationSampleEvent sample = sampleIfDue();
    long start = System.nanoTime();
    Session found = store.get(id);
    long end = System.nanoTime();
    if (found != null) { // Counted also so that no compiler finds the lookup needless.
      hits++;
    }
    done(Operation.GET, start, end, sample);
  }

  private void expire() {
    UUID id = sessions.id(expired);
    OperationSampleEvent sample = sampleIfDue();
    long start = System.nanoTime();
    store.remove(id);
    long end = System.nanoTime();
    expired++;
    done(Operation.REMOVE, start, end, sample);
  }

  private long lookedUp() {
    if (random.nextInt(EXPIRED_LOOKUP_EVERY) == 0) {
      // Just behind the newest in the ring are the ids that expired longest ago.
      return created + random.nextInt(sessions.count() - entries());
    }
    double age = random.nextDouble();
    return created - 1 - (long) (age * age * age * entries());
  }

  private OperationSampleEvent sampleIfDue() {
    return (++operations & sampleMask) == 0 ? watch.beginSample() : null;
  }

  private void done(Operation operation, long start, long end, OperationSampleEvent sample) {
    if (sample != null) {
      watch.endSample(sample, operation);
    }
    watch.count(operation);
    latencies.record(operation, start, end);
  }
}
