package io.mapscope.report.scan;

import java.util.IdentityHashMap;
import java.util.function.Function;

/**
 * What was read out of the stacks, threads and classes of a recording.
 *
 * <p>Implementation note. Flight Recorder makes one object for each constant of a chunk; all events
 * that refer to it share that, but to find a name in it walks over the names of its fields. Objects
 * of earlier chunks are forgotten with all others when there are too many.
 */
final class Kept<K, V> {

  private static final int MOST = 2_000;

  private final IdentityHashMap<K, V> kept = new IdentityHashMap<>();
  private final Function<K, V> read;

  Kept(Function<K, V> read) {
    this.read = read;
  }

  /** Reads it, unless that was done. */
  V of(K key) {
    V value = kept.get(key);
    if (value == null) {
      if (kept.size() >= MOST) {
        kept.clear();
      }
      value = read.apply(key);
      kept.put(key, value);
    }
    return value;
  }
}
