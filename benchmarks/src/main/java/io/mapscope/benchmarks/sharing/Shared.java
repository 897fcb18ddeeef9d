package io.mapscope.benchmarks.sharing;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.guarded.GuardedMaps;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Maps that threads can share. */
public enum Shared {
  /** The yardstick. */
  CONCURRENT_HASH_MAP,
  /** {@link GuardedMaps#striped} with 64 stripes. */
  STRIPED,
  /** {@link GuardedMaps#readWrite}. */
  READ_WRITE,
  /** {@link GuardedMaps#oneLock}. */
  ONE_LOCK,
  /** {@link GuardedMaps#readMostly}. */
  READ_MOSTLY,
  /** {@link GuardedMaps#ownerThread} with room for 1,024 operations. */
  OWNER_THREAD,
  /** {@link GuardedMaps#copyOnWrite}. */
  COPY_ON_WRITE;

  private static final int STRIPES = 64;
  private static final int QUEUE = 1_024;

  /** A new, empty one; one that has a thread keeps it until the JVM ends. */
  <K, V> ConcurrentMap<K, V> empty() {
    InstrumentedMap.Builder<K, V> builder = InstrumentedMap.builder();
    return switch (this) {
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
