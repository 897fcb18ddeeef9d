package io.mapscope.examples.deleting;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.deletion.BatchSize;
import io.mapscope.map.deletion.Evictor;
import io.mapscope.map.deletion.JvmPressure;
import io.mapscope.map.guarded.GuardedMaps;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.ConcurrentMap;

/** A cache that would fill the heap. Arguments: with or without the evictor, then INSERTS. */
public final class Eviction {

  private static final int VALUE_BYTES = 512;
  private static final int INSERTS = 400_000;
  private static final int ASKED_EACH = 64;
  private static final int RESERVE_BYTES = 1 << 20;

  private Eviction() {}

  /**
   * Runs the example.
   *
   * @param args {@code with} or {@code without}, and how many inserts
   */
  public static void main(String[] args) {
    boolean evicting = args.length == 0 || args[0].equals("with");
    int inserts = args.length > 1 ? Integer.parseInt(args[1]) : INSERTS;
    ConcurrentMap<Integer, byte[]> cache =
        GuardedMaps.striped(InstrumentedMap.<Integer, byte[]>builder().name("cache"), 16);
    try (JvmPressure pressure = JvmPressure.listen(Duration.ofSeconds(10))) {
      Evictor<Integer, byte[]> evictor =
          new Evictor<>(cache, pressure, new BatchSize(64, 8_192, 0.5, 0.75, 0.2));
      int inserted = 0;
      byte[][] reserve = {new byte[RESERVE_BYTES]};
      try {
        while (inserted < inserts) {
          cache.put(inserted++, new byte[VALUE_BYTES]);
          if (evicting && inserted % ASKED_EACH == 0) {
            evictor.evict();
          }
        }
      } catch (OutOfMemoryError e) {
        reserve[0] = null; // To clear the cache takes some memory as well.
        cache.clear();
        System.out.println("out of memory after " + inserted + " inserts");
      }
      long collections = 0;
      long millis = 0;
      for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
        collections += gc.getCollectionCount();
        millis += gc.getCollectionTime();
      }
      System.out.printf(
          "%d inserts, %d evicted; %d collections took %d ms, the longest of late %d ms%n",
          inserted,
          evictor.evicted(),
          collections,
          millis,
          pressure.read().longestPauseNanos() / 1_000_000);
    }
  }
}
