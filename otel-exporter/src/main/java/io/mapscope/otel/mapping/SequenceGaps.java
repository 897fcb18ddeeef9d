package io.mapscope.otel.mapping;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds which numbers of a sequence without gaps have not arrived.
 *
 * <p>Implementation note. Events of different threads arrive out of order, by up to a batch. So a
 * gap is only called a loss when it is still there two batches after it was noticed; a late number
 * shrinks its gap. A number may come later still, when its thread was not scheduled between taking
 * it and committing: a loss that was published cannot be taken back, so such numbers are told apart
 * and counted as late. Costs nothing but two comparisons while numbers come in order. What lies
 * before the first number seen is not missing: it happened before the recording.
 *
 * <p>Invariant: numbers from the lowest to the highest are those that have arrived, plus those in
 * open gaps, plus those given up.
 */
final class SequenceGaps {

  // More open gaps than this are not waited for: it bounds memory when every other event is lost.
  private static final int MOST_OPEN = 10_000;
  private static final int BATCHES_TO_WAIT = 2;

  private record Gap(long last, long noticed) {}

  /** What a number turns out to be. */
  enum Arrival {
    /** Expected. */
    FIRST,
    /** Called lost before. */
    LATE,
    /** Known already. */
    AGAIN
  }

  private final TreeMap<Long, Gap> open = new TreeMap<>();

  /** Gaps given up, from first to last; the oldest numbers are forgotten beyond the limit. */
  private final TreeMap<Long, Long> lost = new TreeMap<>();

  private boolean begun;
  private long lowest;
  private long highest;
  private long batch;
  private long givenUp;

  /** A sequence of which an unknown part is over. */
  SequenceGaps() {}

  /** Demands the sequence from its first number on, which is 1. */
  static SequenceGaps fromOne() {
    SequenceGaps gaps = new SequenceGaps();
    gaps.reached(0);
    return gaps;
  }

  /** Takes a number that has arrived. */
  Arrival arrived(long number) {
    if (!begun) {
      reached(number - 1);
    }
    if (number > highest) {
      notice(highest + 1, number - 1);
      highest = number;
      return Arrival.FIRST;
    }
    if (number < lowest) {
      notice(number + 1, lowest - 1);
      lowest = number;
      return Arrival.FIRST;
    }
    return fill(number) ? Arrival.FIRST : found(number) ? Arrival.LATE : Arrival.AGAIN;
  }

  /** Takes the word of somebody else that all numbers up to this one exist. */
  void reached(long number) {
    if (!begun) {
      begun = true;
      lowest = number + 1;
      highest = number;
    } else if (number > highest) {
      notice(highest + 1, number);
      highest = number;
    }
  }

  /** Whether no number below this one is still awaited. */
  boolean isCompleteBefore(long number) {
    return begun && highest >= number - 1 && open.lowerEntry(number) == null;
  }

  /** Numbers from the lowest to the highest, 0 before the first. */
  long span() {
    return begun ? highest - lowest + 1 : 0;
  }

  /** The highest number known to exist. */
  long highest() {
    return highest;
  }

  /** Numbers that have not arrived and are not given up. */
  long open() {
    long numbers = 0;
    for (Map.Entry<Long, Gap> gap : open.entrySet()) {
      numbers += gap.getValue().last - gap.getKey() + 1;
    }
    return numbers + givenUp;
  }

  /** Ends a batch; returns how many numbers are now called lost. */
  long endBatch() {
    batch++;
    return giveUp(batch - BATCHES_TO_WAIT);
  }

  /** Gives up what lies before the first number that arrived; returns how many numbers that is. */
  long giveUpPast() {
    Gap past = open.remove(1L);
    return past == null ? 0 : past.last;
  }

  /** Ends the sequence; returns how many numbers are now called lost. */
  long end() {
    return giveUp(batch);
  }

  private void notice(long first, long last) {
    if (first > last) {
      return;
    }
    open.put(first, new Gap(last, batch));
    if (open.size() > MOST_OPEN) {
      Map.Entry<Long, Gap> oldest = open.pollFirstEntry();
      giveUp(oldest.getKey(), oldest.getValue().last);
    }
  }

  private boolean fill(long number) {
    Map.Entry<Long, Gap> entry = open.floorEntry(number);
    if (entry == null || entry.getValue().last < number) {
      return false;
    }
    long first = entry.getKey();
    Gap gap = entry.getValue();
    open.remove(first);
    if (first < number) {
      open.put(first, new Gap(number - 1, gap.noticed));
    }
    if (number < gap.last) {
      open.put(number + 1, gap);
    }
    return true;
  }

  private long giveUp(long noticedUpTo) {
    for (Iterator<Map.Entry<Long, Gap>> i = open.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<Long, Gap> entry = i.next();
      if (entry.getValue().noticed <= noticedUpTo) {
        giveUp(entry.getKey(), entry.getValue().last);
        i.remove();
      }
    }
    long now = givenUp;
    givenUp = 0;
    return now;
  }

  private void giveUp(long first, long last) {
    givenUp += last - first + 1;
    lost.put(first, last);
    if (lost.size() > MOST_OPEN) {
      lost.pollFirstEntry();
    }
  }

  /** Takes a number out of those given up. */
  private boolean found(long number) {
    Map.Entry<Long, Long> entry = lost.floorEntry(number);
    if (entry == null || entry.getValue() < number) {
      return false;
    }
    long first = entry.getKey();
    long last = entry.getValue();
    lost.remove(first);
    if (first < number) {
      lost.put(first, number - 1);
    }
    if (number < last) {
      lost.put(number + 1, last);
    }
    return true;
  }
}
