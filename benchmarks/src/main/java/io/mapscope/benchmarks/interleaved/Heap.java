package io.mapscope.benchmarks.interleaved;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/** Keeps collections out of the timed phases, and counts those that it could not keep out. */
final class Heap {

  /**
   * What filling a map allocates per entry, garbage of growing included: HashMap, which takes the
   * most, 32 bytes for a node and twice 8 for tables; the mean of the peers is below that.
   */
  private static final int BYTES_PER_ENTRY = 48;

  private long collectionsBefore = collections();
  private long within;

  /** Collects now unless there is room for so many new entries. */
  void makeRoomFor(long entries) {
    if (freeEden() < entries * BYTES_PER_ENTRY) {
      System.gc();
    }
    collectionsBefore = collections();
  }

  /** Counts the collections since room was made. */
  void endOfPhase() {
    within += collections() - collectionsBefore;
    collectionsBefore = collections();
  }

  long collectionsWithin() {
    return within;
  }

  private static long freeEden() {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP && pool.getName().contains("Eden")) {
        MemoryUsage usage = pool.getUsage();
        return usage.getCommitted() - usage.getUsed();
      }
    }
    return 0;
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}
