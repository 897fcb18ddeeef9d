package io.mapscope.map;

import io.mapscope.events.ObservedMaps;
import java.util.Arrays;
import java.util.Random;

/**
 * Writes to maps while there is next to no memory left, and compares them with what was confirmed:
 * the program of the small JVM of {@link EndOfMemoryTest}.
 *
 * <p>Implementation note. The heap is filled with ballast to the last bytes, which takes a hundred
 * collections, so many maps are made before. Then a little of it is let go, from nothing to room
 * for a chunk, and a map is written to until memory runs out; and so again: at one time or another
 * at each place where a table allocates. All that the writes themselves need was made before.
 */
final class EndOfMemory {

  private static final int MAPS = 8;
  private static final int KEYS = 3_000;
  private static final int[] PIECES = {16, 24, 40, 120, 600, 2_100, 9_000, 34_000};
  private static final int OF_EACH_SIZE = 16;
  private static final int ATTEMPTS = 2;
  private static final int WRITES = 200;

  private static final Integer[] VALUES = new Integer[100];

  static {
    Arrays.setAll(VALUES, Integer::valueOf);
  }

  private final Random random;
  private final Object[] spare = new Object[PIECES.length * OF_EACH_SIZE];
  private final Object[] ballast = new Object[20_000];
  private int used;
  private int timesOut;

  private record Key(int number, int hash) {
    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.number == number;
    }
  }

  private EndOfMemory(long seed) {
    random = new Random(seed);
  }

  public static void main(String[] arguments) {
    EndOfMemory end = new EndOfMemory(Long.parseLong(arguments[0]));
    end.round(false); // Loads the classes.
    while (GrowingTable.EVENTS && !ObservedMaps.ready()) {
      Thread.onSpinWait(); // The thread that introduces the events needs memory, too.
    }
    for (int rounds = Integer.parseInt(arguments[1]); rounds > 0; rounds--) {
      end.round(true);
    }
    System.out.println("out of memory " + end.timesOut + " times");
  }

  private void round(boolean narrow) {
    Trial[] trials = new Trial[MAPS];
    Arrays.setAll(trials, i -> new Trial());
    if (narrow) {
      fill();
    }
    for (Trial trial : trials) {
      for (int attempt = 0; narrow && attempt < ATTEMPTS; attempt++) {
        attempt(trial);
      }
    }
    Arrays.fill(ballast, null);
    Arrays.fill(spare, null);
    for (Trial trial : trials) {
      trial.check();
      trial.write(WRITES);
      trial.check();
    }
  }

  /** Leaves nothing. */
  private void fill() {
    for (int i = 0; i < spare.length; i++) {
      spare[i] = new byte[PIECES[i / OF_EACH_SIZE] - 16];
    }
    used = 0;
    fill(1 << 18);
    fill(1 << 13);
  }

  private void fill(int size) {
    try {
      while (true) {
        ballast[used] = new byte[size];
        used++;
      }
    } catch (OutOfMemoryError e) {
      // With smaller pieces, then.
    }
  }

  /** Fills up, lets go a little of the ballast, small pieces rather than large ones, and writes. */
  private void attempt(Trial trial) {
    fill(1 << 9);
    fill(0);
    for (int i = random.nextInt(3); i > 0; i--) {
      spare[random.nextInt(1 + random.nextInt(spare.length))] = null;
    }
    try {
      trial.write(WRITES);
    } catch (OutOfMemoryError e) {
      timesOut++;
      trial.settle();
    }
  }

  /** A map, and what was confirmed of it. */
  private final class Trial {
    private final Key[] keys = new Key[KEYS];

    /** The value of each key, null for absent. */
    private final Integer[] expected = new Integer[KEYS];

    private final InstrumentedMap<Key, Integer> map;

    /** The key of the write at hand, -1 for none. */
    private int open = -1;

    private boolean clearing;

    /** Mostly one that grows, or is about to. */
    Trial() {
      int ofOneHash = 1 + random.nextInt(3) * 6; // Few chains of overflow buckets, or many.
      Arrays.setAll(keys, i -> new Key(i, i / ofOneHash * 0x9E37_79B9));
      int room = new int[] {0, 104, 416, 3_328}[random.nextInt(4)];
      map =
          InstrumentedMap.<Key, Integer>builder()
              .seed(random.nextLong())
              .expectedEntries(room)
              .pacing(random.nextInt(3) == 0 ? Pacing.STEADY : Pacing.GO)
              .build();
      while (map.size() < Math.min(room, KEYS / 2)) {
        put(random.nextInt(KEYS));
      }
      if (random.nextInt(3) != 0) {
        Growths.start(map, random.nextInt(4) == 0);
      }
      check();
    }

    void write(int times) {
      for (int i = 0; i < times; i++) {
        int choice = random.nextInt(1_000);
        if (choice == 0) {
          clear();
        } else if (choice < 10) {
          map.prepare(random.nextInt(200_000), 1);
        } else if (choice < 300) {
          remove(random.nextInt(KEYS));
        } else {
          put(random.nextInt(KEYS));
        }
      }
    }

    private void put(int key) {
      Integer value = VALUES[random.nextInt(VALUES.length)];
      open = key;
      Integer before = map.put(keys[key], value);
      confirmed(key, before, value);
    }

    private void remove(int key) {
      open = key;
      Integer before = map.remove(keys[key]);
      confirmed(key, before, null);
    }

    private void confirmed(int key, Integer before, Integer after) {
      open = -1;
      same(key, before);
      expected[key] = after;
    }

    private void clear() {
      clearing = true;
      map.clear();
      clearing = false;
      Arrays.fill(expected, null);
    }

    /** What was not confirmed was done, or it was not. */
    void settle() {
      if (clearing && map.isEmpty()) {
        Arrays.fill(expected, null);
      }
      if (open >= 0) {
        expected[open] = map.get(keys[open]);
      }
      clearing = false;
      open = -1;
    }

    void check() {
      Invariants.check(map);
      for (int key = 0; key < KEYS; key++) {
        same(key, map.get(keys[key]));
      }
    }

    private void same(int key, Integer found) {
      if (found == null ? expected[key] != null : !found.equals(expected[key])) {
        throw new AssertionError("key " + key + " is " + found + ", not " + expected[key]);
      }
    }
  }
}
