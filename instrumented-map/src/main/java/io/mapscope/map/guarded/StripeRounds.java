package io.mapscope.map.guarded;

/**
 * Prepares stripes for growth: a slice of work in one stripe each call, one stripe after the other.
 *
 * <p>Implementation note. Stripes grow together, so nearly all need the same number of slices; the
 * end is told when as many stripes in a row as there are had nothing left. To look for the next one
 * with work would do all their last slices in one call.
 *
 * <p>Keys come to stripes at random, so a stripe is prepared for its share and a margin of five
 * standard deviations: one stripe in some millions gets more. The constant is for small shares,
 * which are less even. With 64 stripes and a million entries that is 4 % on top.
 *
 * <p>Threads that prepare at once work in the same round. It is for the largest number that any of
 * them has asked for, as rounds for each number would begin anew all the time.
 *
 * <p>The count is behind a lock that is never held while a stripe is worked on.
 */
final class StripeRounds {

  private static final int DEVIATIONS = 5;
  private static final int LEAST_MARGIN = 8;

  private final int stripes;
  private int turn;
  private int share;
  private int quiet;

  StripeRounds(int stripes) {
    this.stripes = stripes;
  }

  /** What a stripe must have room for, when so many entries come. */
  static int share(int moreEntries, int stripes) {
    if (moreEntries == 0 || stripes == 1) {
      return moreEntries;
    }
    double even = (double) moreEntries / stripes;
    double margin = DEVIATIONS * Math.sqrt(even) + LEAST_MARGIN;
    return (int) Math.min(moreEntries, Math.ceil(even + margin));
  }

  /** Works on the next stripe; returns whether the round goes on. */
  boolean step(int moreEntries, Stripe work) {
    if (moreEntries < 0) {
      throw new IllegalArgumentException(
          "cannot prepare for %d more entries: these must be 0 at least".formatted(moreEntries));
    }
    int stripe;
    int entries;
    synchronized (this) {
      int asked = share(moreEntries, stripes);
      if (asked > share) {
        share = asked;
        quiet = 0;
      }
      entries = share;
      stripe = turn;
      turn = (turn + 1) % stripes;
    }
    return ended(entries, work.prepare(stripe, entries));
  }

  private synchronized boolean ended(int entries, boolean more) {
    if (more || entries != share) {
      quiet = 0;
      return true;
    }
    quiet++;
    if (quiet < stripes) {
      return true;
    }
    quiet = 0;
    share = 0;
    return false;
  }

  /** A slice of work on a stripe. */
  @FunctionalInterface
  interface Stripe {
    boolean prepare(int stripe, int moreEntries);
  }
}
