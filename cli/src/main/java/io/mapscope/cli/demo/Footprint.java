package io.mapscope.cli.demo;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Objects;

/**
 * Measures what a map keeps alive, rather than computing it from an idea of its layout.
 *
 * <p>Implementation note. A full collection leaves what is reachable. The difference of two, one
 * with the map alive and one after it was dropped, is the map without its keys and values, because
 * these are held elsewhere through both. What the last collection of each pool has left is asked
 * for, not what is in use: threads of the exporter allocate meanwhile. Their live objects differ by
 * some kilobytes between the two, which is nothing for a map of millions of entries and too much
 * for one of a hundred.
 */
final class Footprint {

  private Footprint() {}

  /** Bytes that a full collection has left in the heap. */
  static long afterFullCollection() {
    System.gc();
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getCollectionUsage)
        .filter(Objects::nonNull)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }
}
