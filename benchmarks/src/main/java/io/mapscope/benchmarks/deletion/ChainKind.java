package io.mapscope.benchmarks.deletion;

/** How many keys share a hash code, and so a chain whatever the map does with hash codes. */
public enum ChainKind {
  /** Every key has its own. */
  NONE("no chain", 1),
  /** Four buckets of eight; HashMap makes a tree of them. */
  LONG_CHAIN("chains of 32", 32),
  /** An attack, or a bad {@code hashCode}. */
  COLLIDING("512 keys collide", 512);

  private final String label;
  private final int sharing;

  ChainKind(String label, int sharing) {
    this.label = label;
    this.sharing = sharing;
  }

  /**
   * Name for people.
   *
   * @return as in the plot
   */
  public String label() {
    return label;
  }

  /**
   * Makes keys.
   *
   * @param count how many
   * @return keys, those of one hash code spread among the others
   */
  Object[] keys(int count) {
    Object[] keys = new Object[count];
    int codes = Math.max(1, count / sharing);
    for (int i = 0; i < count; i++) {
      keys[i] = new Key(i, spread(i % codes));
    }
    return keys;
  }

  /** The finaliser of SplitMix64 cut to 32 bits, so that codes look like any. */
  private static int spread(int i) {
    long z = (i + 1) * 0x9E37_79B9_7F4A_7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    return (int) (z ^ (z >>> 31));
  }

  /** Comparable, as most keys are: HashMap searches its trees by that. */
  record Key(int number, int code) implements Comparable<Key> {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && that.number == number && that.code == code;
    }

    @Override
    public int hashCode() {
      return code;
    }

    @Override
    public int compareTo(Key other) {
      return Integer.compare(number, other.number);
    }
  }
}
