package io.mapscope.benchmarks.sharing;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.guarded.GuardedMaps;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Maps that threads can share. */
public enum Shared {
  /** No map: what the machine adds. */
  NOTHING("nothing (the machine)", 1),
  /** The yardstick. */
  CONCURRENT_HASH_MAP("`ConcurrentHashMap`", 1),
  /** {@link GuardedMaps#striped} with 64 stripes. */
  STRIPED("striped", 1),
  /** {@link GuardedMaps#readWrite}. */
  READ_WRITE("read-write lock", 1),
  /** {@link GuardedMaps#oneLock}. */
  ONE_LOCK("one lock", 1),
  /** {@link GuardedMaps#readMostly}. */
  READ_MOSTLY("read-mostly", 1),
  /** {@link GuardedMaps#ownerThread} with room for 1,024 operations. */
  OWNER_THREAD("owner thread", 50),
  /** {@link GuardedMaps#copyOnWrite}. */
  COPY_ON_WRITE("copy-on-write", 500);

  private static final int STRIPES = 64;
  private static final int QUEUE = 1_024;

  private final String label;
  private final int part;

  Shared(String label, int part) {
    this.label = label;
    this.part = part;
  }

  /**
   * Name for people.
   *
   * @return as in the tables
   */
  public String label() {
    return label;
  }

  /** How many entries it is filled with where the others get so many, to come to an end. */
  int entriesOf(int entries) {
    return Math.max(1, entries / part);
  }

  /** A new, empty one; one that has a thread keeps it until the JVM ends. */
  <K, V> ConcurrentMap<K, V> empty() {
    return empty(InstrumentedMap.builder());
  }

  /** The same whose layout is fixed, too, each stripe's by the same seed. */
  <K, V> ConcurrentMap<K, V> empty(long seed) {
    return empty(InstrumentedMap.<K, V>builder().seed(seed));
  }

  private <K, V> ConcurrentMap<K, V> empty(InstrumentedMap.Builder<K, V> builder) {
    return switch (this) {
      case NOTHING -> new NothingMap<>();
      case CONCURRENT_HASH_MAP -> new ConcurrentHashMap<>();
      case STRIPED -> GuardedMaps.striped(builder, STRIPES);
      case READ_WRITE -> GuardedMaps.readWrite(builder);
      case ONE_LOCK -> GuardedMaps.oneLock(builder);
      case READ_MOSTLY -> GuardedMaps.readMostly(builder);
      case OWNER_THREAD -> GuardedMaps.ownerThread(builder, "owner", QUEUE);
      case COPY_ON_WRITE -> GuardedMaps.copyOnWrite(builder);
    };
  }

  /** Whether a write takes time in proportion to the entries, so that it must not have many. */
  boolean copies() {
    return this == COPY_ON_WRITE;
  }
}
