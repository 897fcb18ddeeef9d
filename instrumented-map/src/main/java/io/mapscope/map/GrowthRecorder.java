package io.mapscope.map;

import io.mapscope.events.BoundaryEvent;
import io.mapscope.events.EvacuateEvent;
import io.mapscope.events.GrowWorkEvent;
import io.mapscope.events.GrowthEvent;
import io.mapscope.events.GrowthStartEvent;
import io.mapscope.events.MapStatisticsEvent;
import io.mapscope.events.ObservedMaps;

/**
 * Counts the growths of one map and commits their events.
 *
 * <p>Implementation note. While nobody records, a step asks for that and does no more. To begin and
 * end an event costs nothing until its class was recorded for the first time; from then on each
 * reads the clock twice, recorded or not, and a write to a growing table has up to six of them. It
 * is asked at each step, as a recording may begin in the midst of a growth: the growth's totals are
 * of all of it then, but for the time of the steps before.
 *
 * <p>The clock is read for grow work only while the growth events are on.
 */
final class GrowthRecorder {

  private final MapRecorder map;

  private long begun;
  private long chainsEvacuated;
  private long entriesMoved;
  private long workNanos;

  GrowthRecorder(MapRecorder map) {
    this.map = map;
  }

  /** Growths ever begun. */
  long begun() {
    return begun;
  }

  /** Fills in what all growths so far come to. */
  void total(MapStatisticsEvent event) {
    event.growth = begun;
    event.growths = begun;
    event.chainsEvacuated = chainsEvacuated;
    event.entriesMoved = entriesMoved;
    event.workTime = workNanos;
  }

  void started(GrowingTable<?, ?> table, Growth growth) {
    growth.number = ++begun;
    if (!ObservedMaps.ready()) {
      return;
    }
    growth.event = new GrowthEvent();
    growth.event.begin();
    GrowthStartEvent event = new GrowthStartEvent();
    if (event.shouldCommit()) {
      event.growth = growth.number;
      event.reason = growth.reason;
      event.sameSize = growth.sameSize;
      event.bucketsBefore = growth.oldBuckets();
      event.bucketsAfter = table.mask + 1L;
      event.entries = growth.entriesAtStart;
      event.overflowBuckets = growth.overflowAtStart;
      map.commit(event);
    }
  }

  void work(GrowingTable<?, ?> table, int bucket, String operation) {
    Growth growth = table.growth;
    if (!isRecorded(growth)) {
      growth.work(bucket);
      return;
    }
    boolean deleteMeetsGrowth =
        operation.equals(Operation.REMOVE.label)
            && !growth.deleteMetGrowth
            && !growth.isEvacuated(bucket & growth.oldMask);
    if (deleteMeetsGrowth) {
      growth.deleteMetGrowth = true;
      map.boundary(BoundaryEvent.DELETE_MET_GROWTH, growth.number, table.size);
    }
    long start = startOfStep(growth);
    GrowWorkEvent event = beginStep(growth, bucket, operation);
    try {
      growth.work(bucket);
    } finally { // A key may throw after the first of two chains was evacuated.
      long nanos = endStep(growth, event, start);
      growth.longestStepNanos = Math.max(growth.longestStepNanos, nanos);
    }
    endIfFinished(table, growth);
  }

  /**
   * A slice of prepared work. Told as grow work; but it is no write's, so the growth's longest step
   * does not know of it.
   */
  void workAhead(GrowingTable<?, ?> table, int chains) {
    Growth growth = table.growth;
    if (!isRecorded(growth)) {
      growth.workAhead(chains);
      return;
    }
    long start = startOfStep(growth);
    GrowWorkEvent event = beginStep(growth, growth.mark, Operation.PREPARE.label);
    try {
      growth.workAhead(chains);
    } finally {
      endStep(growth, event, start);
    }
    endIfFinished(table, growth);
  }

  /** Whether there is anybody to tell of a step, or of the growth that may end with it. */
  private static boolean isRecorded(Growth growth) {
    return growth.event != null // Or it has begun before Flight Recorder was ready.
        && (growth.event.isEnabled()
            || new GrowWorkEvent().isEnabled()
            || new BoundaryEvent().isEnabled());
  }

  /** When a step began, 0 if it is not to be timed; the first pays for the new directory too. */
  private static long startOfStep(Growth growth) {
    if (!growth.event.isEnabled()) {
      return 0;
    }
    return growth.steps == 0 ? growth.startNanos : System.nanoTime();
  }

  /**
   * Begins the event of a step; what is a difference in it holds the value before until the end.
   */
  private static GrowWorkEvent beginStep(Growth growth, int bucket, String operation) {
    GrowWorkEvent event = new GrowWorkEvent();
    event.growth = growth.number;
    event.operation = operation;
    event.bucket = bucket;
    event.markBefore = growth.mark;
    event.chainsEvacuated = (int) growth.chainsEvacuated;
    event.entriesMoved = (int) growth.entriesMoved;
    event.begin();
    return event;
  }

  /** Ends it and counts its time; returns that in nanoseconds, 0 if it was not timed. */
  private long endStep(Growth growth, GrowWorkEvent event, long start) {
    event.end();
    long nanos = start == 0 ? 0 : System.nanoTime() - start;
    workNanos += nanos;
    growth.workNanos += nanos;
    if (event.shouldCommit()) {
      event.chainsEvacuated = (int) growth.chainsEvacuated - event.chainsEvacuated;
      event.entriesMoved = (int) growth.entriesMoved - event.entriesMoved;
      event.markAfter = growth.mark;
      event.oldBuckets = growth.oldBuckets();
      event.finished = growth.finished;
      map.commit(event);
    }
    return nanos;
  }

  private void endIfFinished(GrowingTable<?, ?> table, Growth growth) {
    if (growth.finished) {
      ended(table, growth, false);
      map.boundary(BoundaryEvent.LAST_CHAIN_EVACUATED, growth.number, table.size);
    }
  }

  void abandoned(GrowingTable<?, ?> table, Growth growth) {
    ended(table, growth, true);
  }

  void ended(GrowingTable<?, ?> table, Growth growth, boolean abandoned) {
    GrowthEvent event = growth.event;
    if (event == null) {
      return;
    }
    event.end();
    if (event.shouldCommit()) {
      event.growth = growth.number;
      event.reason = growth.reason;
      event.sameSize = growth.sameSize;
      event.bucketsBefore = growth.oldBuckets();
      event.bucketsAfter = table.mask + 1L;
      event.entries = growth.entriesAtStart;
      event.overflowBuckets = growth.overflowAtStart;
      event.elapsedTime = System.nanoTime() - growth.startNanos;
      event.steps = growth.steps;
      event.chainsEvacuated = growth.chainsEvacuated;
      event.entriesMoved = growth.entriesMoved;
      event.movedToUpper = growth.movedToUpper;
      event.holesSqueezed = growth.holesSqueezed;
      event.overflowAttached = growth.overflowAttached;
      event.workTime = growth.workNanos;
      event.longestStep = growth.longestStepNanos;
      event.allocatedBytes = growth.allocatedBytes();
      event.abandonedByClear = abandoned;
      map.commit(event);
    }
  }

  void evacuate(Growth growth, Evacuation planned) {
    EvacuateEvent event = growth.event == null ? null : new EvacuateEvent();
    if (event == null || !event.isEnabled()) {
      growth.move(planned);
      countEvacuated(planned);
      return;
    }
    event.begin();
    growth.move(planned);
    event.end();
    countEvacuated(planned);
    if (event.shouldCommit()) {
      event.growth = growth.number;
      event.oldBucket = planned.old;
      event.chainLength = planned.chainLength;
      event.toLower = planned.toLower;
      event.toUpper = planned.toUpper;
      event.holesSqueezed = planned.holes;
      event.overflowAttached = planned.attached;
      map.commit(event);
    }
  }

  private void countEvacuated(Evacuation planned) {
    chainsEvacuated++;
    entriesMoved += planned.toLower + planned.toUpper;
  }
}
