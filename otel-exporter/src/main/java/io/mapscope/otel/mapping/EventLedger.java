package io.mapscope.otel.mapping;

import io.mapscope.otel.mapping.SequenceGaps.Arrival;

/**
 * Keeps account of the events of one map: what came, what came late, what is lost.
 *
 * <p>Implementation note. Two books that know nothing of each other: arrivals are counted one by
 * one, losses come out of the gaps between numbers. With the totals that the map tells of itself
 * there is a third. {@link #disagreement} compares all of them, and it is how a mix-up shows that
 * no single book would notice: two JVMs under one number, a recording that is read twice, a number
 * given to two events.
 */
final class EventLedger {

  private final SequenceGaps gaps = new SequenceGaps();
  private long seen;
  private long late;
  private long again;
  private long lost;
  private long emitted;
  private boolean isOver;

  /** An event has come. */
  Arrival arrived(long number) {
    Arrival arrival = gaps.arrived(number);
    switch (arrival) {
      case FIRST -> seen++;
      case LATE -> {
        seen++;
        late++;
      }
      case AGAIN -> again++;
    }
    return arrival;
  }

  /** The map says how many events it has emitted. */
  void reached(long number) {
    gaps.reached(number);
    emitted = Math.max(emitted, number);
  }

  /** The map has been collected: what it has said of its events was its last word. */
  void over() {
    isOver = true;
  }

  /** Whether no event with a smaller number is still awaited. */
  boolean isCompleteBefore(long number) {
    return gaps.isCompleteBefore(number);
  }

  /** Ends a batch; returns how many events are now called lost. */
  long endBatch() {
    return lose(gaps.endBatch());
  }

  /** Ends the account; returns how many events are now called lost. */
  long end() {
    return lose(gaps.end());
  }

  private long lose(long count) {
    lost += count;
    return count;
  }

  EventAccount account(long mapNumber, String name) {
    return new EventAccount(
        mapNumber, name, gaps.span(), seen, lost, late, again, gaps.open(), disagreement());
  }

  /** What contradicts, or null. */
  private String disagreement() {
    long told = seen + lost - late + gaps.open();
    if (told != gaps.span()) {
      return gaps.span() + " were expected, " + told + " are accounted for";
    }
    if (again > 0) {
      return again + " came again";
    }
    if (isOver && gaps.highest() > emitted) {
      return "number " + gaps.highest() + " came, of " + emitted + " emitted";
    }
    return null;
  }
}
