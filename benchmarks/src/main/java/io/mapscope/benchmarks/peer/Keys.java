package io.mapscope.benchmarks.peer;

import java.util.SplittableRandom;

/**
 * The keys of a map, and what it is asked for.
 *
 * <p>Implementation note. Keys are made of random 64-bit numbers: stored ones of even numbers,
 * absent ones of odd, so that no absent key can be present. They are asked for in another order
 * than that of their insertion. Copies are allocated apart from the stored keys and in the order in
 * which they are asked for, as a program has just made the key that it asks for; what has to be
 * fetched from afar is then the map and its key. Where there are few keys, the probes are many
 * shuffles of them one after the other, so that the processor cannot learn the sequence. Hash codes
 * of strings are computed beforehand, for all alike.
 */
public final class Keys {

  private static final long SEED = 0x6d61_7073_636f_7065L;

  /** The keys of the map, in the order of insertion. */
  public final Object[] stored;

  /** The same objects in the order of asking; the first of them are all stored keys. */
  public final Object[] same;

  /** Equal copies, in the order of {@link #same}. */
  public final Object[] equal;

  /** Keys that are not in the map, as many. */
  public final Object[] absent;

  private Keys(Object[] stored, Object[] same, Object[] equal, Object[] absent) {
    this.stored = stored;
    this.same = same;
    this.equal = equal;
    this.absent = absent;
  }

  /**
   * Makes keys; the same ones each time.
   *
   * @param kind their type
   * @param size how many keys are stored, positive
   * @param probes how many are asked for at least
   * @return new keys
   */
  public static Keys of(KeyKind kind, int size, int probes) {
    SplittableRandom random = new SplittableRandom(SEED);
    Object[] stored = stored(kind, size, random);
    Object[] same = shuffles(stored, Math.max(1, (probes + size - 1) / size), random);
    Object[] equal = new Object[same.length];
    Object[] absent = new Object[same.length];
    for (int i = 0; i < same.length; i++) {
      equal[i] = hashed(kind.copy(same[i]));
    }
    for (int i = 0; i < same.length; i++) {
      absent[i] = hashed(kind.key(random.nextLong() | 1L));
    }
    return new Keys(stored, same, equal, absent);
  }

  /**
   * Makes only the keys that are stored.
   *
   * @param kind their type
   * @param size how many
   * @return new keys in the order of insertion
   */
  public static Object[] stored(KeyKind kind, int size) {
    return stored(kind, size, new SplittableRandom(SEED));
  }

  private static Object[] stored(KeyKind kind, int size, SplittableRandom random) {
    Object[] stored = new Object[size];
    for (int i = 0; i < size; i++) {
      stored[i] = hashed(kind.key(random.nextLong() & ~1L));
    }
    return stored;
  }

  private static Object[] shuffles(Object[] keys, int times, SplittableRandom random) {
    int size = keys.length;
    Object[] all = new Object[Math.multiplyExact(size, times)];
    for (int from = 0; from < all.length; from += size) {
      System.arraycopy(keys, 0, all, from, size);
      for (int i = size - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        Object swapped = all[from + i];
        all[from + i] = all[from + j];
        all[from + j] = swapped;
      }
    }
    return all;
  }

  private static Object hashed(Object key) {
    int unused = key.hashCode();
    return key;
  }
}
