package io.mapscope.events.timeline;

import java.util.ArrayList;
import java.util.List;

/**
 * The state of one map, moved on by its events in the order of their sequence.
 *
 * <p>Implementation note. Events of writes tell counts (entries, holes, overflow buckets) as they
 * are after the write, those of growths the shape (buckets, growth, mark) after the step: absolute
 * values, so that little has to be known before to go on, and an error does not stay. Only the
 * evacuation of a chain tells differences; it matters between the events of writes, and when a
 * write failed after its grow work. Counts and shape become known apart, and a state is told only
 * when both are.
 *
 * <p>The statistics of the map are compared, not believed, except where the state is unknown and
 * after they have contradicted once, see {@link Agreement}.
 */
final class Replay {

  private final long[] now = new long[Figure.COUNT];
  private final StateColumns states = new StateColumns();
  private final Growths growths = new Growths();
  private final List<TimelineGap> gaps = new ArrayList<>();
  private final Agreement agreement = new Agreement();
  private final long resolutionNanos;
  private boolean fromCreation;
  private boolean countsKnown;
  private boolean shapeKnown;
  private boolean interrupted = true;
  private int openGaps;
  private long keptNanos;
  private long nanos;
  private long sequence;

  Replay(long resolutionNanos) {
    this.resolutionNanos = resolutionNanos;
  }

  void accept(Step step) {
    nanos = Math.max(nanos, step.nanos()); // Ends of different threads may cross by a little.
    sequence = step.sequence();
    step.change().apply(this);
    if (countsKnown && shapeKnown) {
      keep();
    }
    agreement.widen(now);
  }

  /** Events are missing: what was known is not any more. */
  void missing(long first, long last) {
    gaps.add(new TimelineGap(first, last, StateColumns.instant(nanos), null));
    openGaps++;
    countsKnown = false;
    shapeKnown = false;
    interrupted = true;
    agreement.forget();
  }

  /** No event follows. */
  void end() {
    agreement.end();
  }

  MapTimeline timeline(MapLabel label) {
    return new MapTimeline(
        label, fromCreation, states, sequence, growths.told(), gaps, agreement, totals());
  }

  private EventTotals totals() {
    return new EventTotals(
        now[Figure.PUTS],
        now[Figure.REMOVES],
        now[Figure.GROWTHS],
        now[Figure.CHAINS_EVACUATED],
        now[Figure.ENTRIES_MOVED]);
  }

  private void keep() {
    if (!interrupted && states.lastIs(now)) {
      return;
    }
    boolean near = nanos - keptNanos < resolutionNanos;
    if (near && !interrupted && sameShape()) {
      states.setLast(keptNanos, sequence, now);
      return;
    }
    states.add(nanos, sequence, now);
    keptNanos = nanos;
    interrupted = false;
    for (; openGaps > 0; openGaps--) {
      int i = gaps.size() - openGaps;
      TimelineGap gap = gaps.get(i);
      gaps.set(
          i,
          new TimelineGap(
              gap.firstMissing(), gap.lastMissing(), gap.since(), StateColumns.instant(nanos)));
    }
  }

  private boolean sameShape() {
    int last = states.size() - 1;
    return states.figure(last, Figure.GROWTH) == get(Figure.GROWTH)
        && states.figure(last, Figure.OLD_BUCKETS) == get(Figure.OLD_BUCKETS);
  }

  // ---- what events change

  /** Nothing but the sequence. */
  void passed() {}

  void created(long buckets) {
    fromCreation = true;
    counts(0, 0, 0);
    shape(buckets, 0, 0, 0);
    agreement.begin();
  }

  void written(int total, long entries, long holes, long overflowBuckets) {
    count(total, 1);
    counts(entries, holes, overflowBuckets);
    agreement.widen(now);
    agreement.writeEnded(sequence);
  }

  void cleared(long buckets, long growth) {
    counts(0, 0, 0);
    shape(buckets, growth, 0, 0);
    agreement.widen(now);
    agreement.writeEnded(sequence);
  }

  void growthStarted(long growth, long bucketsBefore, long bucketsAfter) {
    count(Figure.GROWTHS, 1);
    shape(bucketsAfter, growth, bucketsBefore, 0);
    growths.started(growth, nanos, bucketsBefore, bucketsAfter, true);
  }

  void evacuated(int moved, int holesSqueezed, int attached, int chainLength) {
    count(Figure.CHAINS_EVACUATED, 1);
    count(Figure.ENTRIES_MOVED, moved);
    count(Figure.HOLES, -holesSqueezed);
    count(Figure.OVERFLOW_BUCKETS, attached);
    agreement.widen(now); // New overflow buckets are attached before the old ones go.
    count(Figure.OVERFLOW_BUCKETS, 1 - chainLength);
  }

  void growWork(long growth, long mark) {
    if (shapeKnown && get(Figure.GROWTH) == growth && get(Figure.OLD_BUCKETS) != 0) {
      set(Figure.MARK, mark);
    }
  }

  void growthEnded(
      long growth, long bucketsBefore, long bucketsAfter, long elapsedNanos, boolean abandoned) {
    shape(bucketsAfter, growth, 0, 0);
    growths.ended(growth, nanos, elapsedNanos, bucketsBefore, bucketsAfter, abandoned);
  }

  void statistics(long[] measured, long takenBefore, boolean last) {
    if (takenBefore == sequence) {
      agreement.writesCounted(Figure.writes(measured));
    }
    boolean known = countsKnown && shapeKnown;
    boolean adopts = !last && (!known || agreement.contradicted());
    boolean compares = !last && !adopts;
    agreement.add(new Checkpoint(nanos, sequence, takenBefore, measured, now, compares));
    if (adopts) {
      adopt(measured);
    }
  }

  private void adopt(long[] measured) {
    System.arraycopy(measured, 0, now, 0, Figure.STATE);
    countsKnown = true;
    shapeKnown = true;
    growths.seen(get(Figure.GROWTH), nanos, get(Figure.OLD_BUCKETS), get(Figure.BUCKETS));
  }

  private void counts(long entries, long holes, long overflowBuckets) {
    set(Figure.ENTRIES, entries);
    set(Figure.HOLES, holes);
    set(Figure.OVERFLOW_BUCKETS, overflowBuckets);
    countsKnown = true;
  }

  private void shape(long buckets, long growth, long oldBuckets, long mark) {
    set(Figure.BUCKETS, buckets);
    set(Figure.GROWTH, growth);
    set(Figure.OLD_BUCKETS, oldBuckets);
    set(Figure.MARK, mark);
    shapeKnown = true;
  }

  private long get(int figure) {
    return now[figure];
  }

  private void set(int figure, long value) {
    now[figure] = value;
  }

  private void count(int figure, long difference) {
    now[figure] += difference;
  }
}
