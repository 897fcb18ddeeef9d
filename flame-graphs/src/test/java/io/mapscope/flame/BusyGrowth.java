package io.mapscope.flame;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.Pacing;
import java.util.concurrent.TimeUnit;

/**
 * Work of which is known what of it is growth: keys spin in one method when a map that grows asks
 * for their hash code, in another when a put does, and the program spins in a third.
 */
final class BusyGrowth {

  /** Where a growth of the table asks each key again, as many libraries do it. */
  static final class ProbingTable {
    private Key[] slots = new Key[16];
    private int size;

    void add(Key key) {
      if (++size > slots.length / 2) {
        rehash();
      }
      place(slots, key);
    }

    void rehash() {
      Key[] larger = new Key[slots.length * 2];
      for (Key key : slots) {
        if (key != null) {
          place(larger, key);
        }
      }
      slots = larger;
    }

    private static void place(Key[] slots, Key key) {
      int slot = key.hashCode() & (slots.length - 1);
      while (slots[slot] != null) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = key;
    }
  }

  /** Knows whether it is being put. */
  static final class Key {
    private final int id;

    Key(int id) {
      this.id = id;
    }

    @Override
    public int hashCode() {
      if (beingPut == id) {
        spinInPut();
      } else {
        spinInGrowth();
      }
      return id * 0x9E3779B9;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.id == id;
    }
  }

  private static final int ENTRIES = 200;
  private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(400);

  private static int beingPut;
  static long sink;

  private BusyGrowth() {}

  static void round() {
    ProbingTable table = new ProbingTable();
    for (int i = 0; i < ENTRIES; i++) {
      beingPut = i;
      table.add(new Key(i));
    }
    InstrumentedMap<Key, Integer> map =
        InstrumentedMap.<Key, Integer>builder().name("busy").pacing(Pacing.STEADY).build();
    for (int i = 0; i < ENTRIES; i++) {
      beingPut = i;
      map.put(new Key(i), i);
    }
    spinElsewhere();
  }

  static void spinInGrowth() {
    spin(SPIN_NANOS);
  }

  static void spinInPut() {
    spin(SPIN_NANOS / 4);
  }

  static void spinElsewhere() {
    spin(ENTRIES * SPIN_NANOS);
  }

  /** Also allocates, for samples of that. */
  private static void spin(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      sink += new byte[1024].length;
    }
  }
}
