package io.mapscope.map.guarded;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.BiConsumer;

/**
 * How the part for readers of a {@link ReadSegment} lies in memory: an array whose keys never
 * change, and whose values do.
 *
 * <p>Implementation note. Open addressing, key and value side by side, a quarter to half full: a
 * lookup that finds the same key object reads one cache line, where nodes of a {@link
 * java.util.HashMap} with values in objects of their own were three. A value of null is that of a
 * deleted key, which stays until the array is made anew. Values are written under the lock of the
 * map and read without; keys are all there before an array is published. Keys with equal hash codes
 * are looked for one after the other.
 */
final class ReadPart {

  static final int NOWHERE = -1;

  /** Four times as many places as there are keys, rounded down to a power of two. */
  private static final int SPACE = 4;

  private static final long MOST_PLACES = 1L << 29;

  private static final VarHandle ELEMENTS = MethodHandles.arrayElementVarHandle(Object[].class);

  private ReadPart() {}

  /** One with room for so many keys. */
  static Object[] sized(int keys) {
    long places = Math.max(1, (long) SPACE * Integer.highestOneBit(keys));
    return new Object[2 * (int) Math.min(MOST_PLACES, places)];
  }

  /** Where the value of a key is, or {@link #NOWHERE}; the hash is the mixed one. */
  static int find(Object[] part, Object key, int hash) {
    int last = part.length - 2;
    for (int at = (hash << 1) & last; ; at = (at + 2) & last) {
      Object candidate = part[at];
      if (candidate == null) {
        return NOWHERE;
      }
      if (candidate == key || key.equals(candidate)) {
        return at + 1;
      }
    }
  }

  /** The value at a place. */
  static Object value(Object[] part, int at) {
    return ELEMENTS.getVolatile(part, at);
  }

  /** Sets the value at a place, for readers too. */
  static void setValue(Object[] part, int at, Object value) {
    ELEMENTS.setVolatile(part, at, value);
  }

  /** Adds a key that is not there, before the array is published. */
  static void add(Object[] part, Object key, int hash, Object value) {
    int last = part.length - 2;
    int at = (hash << 1) & last;
    while (part[at] != null) {
      at = (at + 2) & last;
    }
    part[at] = key;
    part[at + 1] = value;
  }

  /** Calls for each key that is not deleted. */
  @SuppressWarnings("unchecked") // It holds nothing else.
  static <K, V> void forEach(Object[] part, BiConsumer<K, V> action) {
    for (int at = 0; at < part.length; at += 2) {
      if (part[at + 1] != null) {
        action.accept((K) part[at], (V) part[at + 1]);
      }
    }
  }
}
