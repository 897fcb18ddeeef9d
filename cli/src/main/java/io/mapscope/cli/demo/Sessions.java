package io.mapscope.cli.demo;

import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.IntConsumer;

/**
 * All sessions of a run, made before the clock starts, so that what a map allocates and collects is
 * its own.
 *
 * <p>Implementation note. The sessions form a ring: one begins at the head, the oldest expires at
 * the tail, and an id is given again only after it has expired. The quarter more than the store
 * holds is what lookups of expired sessions find nothing by. Both maps are given the same objects
 * in the same order.
 */
final class Sessions {

  /** Ids per session that the store holds at most. */
  static final double SPARE = 1.25;

  private static final int REPORT_EVERY = 1 << 16;
  private static final long EPOCH_MILLIS = 1_700_000_000_000L;

  private final UUID[] ids;
  private final Session[] values;

  private Sessions(UUID[] ids, Session[] values) {
    this.ids = ids;
    this.values = values;
  }

  /**
   * Makes the sessions for a store of the given size.
   *
   * @param entries what the store holds at most
   * @param seed the same sessions for the same seed
   * @param progress told now and then how many of {@link #count} are made
   */
  static Sessions make(int entries, long seed, IntConsumer progress) {
    int count = count(entries);
    SplittableRandom random = new SplittableRandom(seed);
    UUID[] ids = new UUID[count];
    Session[] values = new Session[count];
    for (int i = 0; i < count; i++) {
      ids[i] = id(random);
      values[i] = new Session(random.nextInt(count), EPOCH_MILLIS + i);
      if (i % REPORT_EVERY == 0) {
        progress.accept(i);
      }
    }
    return new Sessions(ids, values);
  }

  static int count(int entries) {
    return (int) (entries * SPARE) + 1;
  }

  int count() {
    return ids.length;
  }

  UUID id(long position) {
    return ids[(int) (position % ids.length)];
  }

  Session value(long position) {
    return values[(int) (position % values.length)];
  }

  /** A random id as {@link UUID#randomUUID} draws them, but repeatable. */
  private static UUID id(SplittableRandom random) {
    long version4 = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
    long variant2 = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
    return new UUID(version4, variant2);
  }
}
