package io.mapscope.map;

import io.mapscope.events.ActiveTrace;
import io.mapscope.events.BoundaryEvent;
import io.mapscope.events.BreakerStateEvent;
import io.mapscope.events.ClearEvent;
import io.mapscope.events.DeadlineMissEvent;
import io.mapscope.events.DeleteEvent;
import io.mapscope.events.DeletionBatchEvent;
import io.mapscope.events.EvacuateEvent;
import io.mapscope.events.EvictionEvent;
import io.mapscope.events.GrowWorkEvent;
import io.mapscope.events.GrowthEvent;
import io.mapscope.events.GrowthStartEvent;
import io.mapscope.events.LockWaitEvent;
import io.mapscope.events.MapCreatedEvent;
import io.mapscope.events.MapEvent;
import io.mapscope.events.MapStatisticsEvent;
import io.mapscope.events.MisuseEvent;
import io.mapscope.events.ObservedMaps;
import io.mapscope.events.OperationSampleEvent;
import io.mapscope.events.PutEvent;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Event;
import jdk.jfr.Name;

/**
 * Commits the events that a map would commit, with figures that a test can look for. In the package
 * of the real map, so that its frames are skipped as the map's own are.
 */
public final class FakeMap {

  public static final String IMPLEMENTATION = "test.FakeMap";

  public final long number = ObservedMaps.nextMapNumber();
  private final String name;
  private String options = "";
  private long sequence;

  public FakeMap(String name) {
    this.name = name;
  }

  /** Numbers taken so far. */
  public long eventsEmitted() {
    return sequence;
  }

  /** Takes a number for an event that is never committed. */
  public void loseAnEvent() {
    sequence++;
  }

  /** To be called before it is created. */
  public FakeMap limitedTo(int entries) {
    options = "expectedEntries=5,maxEntries=%d,pacing=STEADY".formatted(entries);
    return this;
  }

  public FakeMap created() {
    MapCreatedEvent event = new MapCreatedEvent();
    event.name = name;
    event.implementation = IMPLEMENTATION;
    event.options = options;
    ObservedMaps.describeJvm(event);
    commit(event);
    return this;
  }

  /** A growth with one step, in which one chain is evacuated. */
  public void growOnce(long growth) {
    GrowthEvent whole = new GrowthEvent();
    whole.begin();
    long begun = System.nanoTime();
    growthStarted(growth);
    step(growth);
    ended(whole, growth, begun);
  }

  /** The end of a growth that has begun a second before the recording. */
  public void growthEnded(long growth) {
    GrowthEvent whole = new GrowthEvent();
    whole.begin();
    ended(whole, growth, System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
  }

  private void ended(GrowthEvent whole, long growth, long begun) {
    whole.growth = growth;
    whole.reason = "load";
    whole.bucketsBefore = 8;
    whole.bucketsAfter = 16;
    whole.entries = 53;
    whole.steps = 4;
    whole.chainsEvacuated = 8;
    whole.entriesMoved = 53;
    whole.movedToUpper = 25;
    whole.longestStep = TimeUnit.MICROSECONDS.toNanos(300);
    whole.workTime = TimeUnit.MICROSECONDS.toNanos(700);
    whole.allocatedBytes = 4096;
    whole.end();
    whole.elapsedTime = System.nanoTime() - begun;
    commit(whole);
  }

  public void growthStarted(long growth) {
    GrowthStartEvent event = new GrowthStartEvent();
    event.growth = growth;
    event.reason = "load";
    event.bucketsBefore = 8;
    event.bucketsAfter = 16;
    event.entries = 53;
    commit(event);
  }

  public void step(long growth) {
    GrowWorkEvent event = new GrowWorkEvent();
    event.begin();
    evacuate(growth, 3);
    busy();
    event.end();
    event.growth = growth;
    event.operation = "put";
    event.bucket = 11;
    event.chainsEvacuated = 2;
    event.entriesMoved = 13;
    event.markBefore = 2;
    event.markAfter = 4;
    event.oldBuckets = 8;
    commit(event);
  }

  public void evacuate(long growth, long oldBucket) {
    EvacuateEvent event = new EvacuateEvent();
    event.begin();
    event.growth = growth;
    event.oldBucket = oldBucket;
    event.chainLength = 2;
    event.toLower = 5;
    event.toUpper = 6;
    event.end();
    commit(event);
  }

  public void put() {
    PutEvent event = new PutEvent();
    event.begin();
    busy();
    event.end();
    event.inserted = true;
    event.chainPosition = 1;
    event.startedGrowth = true;
    commit(event);
  }

  public void delete() {
    DeleteEvent event = new DeleteEvent();
    event.begin();
    busy();
    event.end();
    event.found = true;
    event.slot = 7;
    event.slotsFreed = 3;
    event.entriesAfter = 52;
    event.growing = true;
    commit(event);
  }

  public void clear() {
    ClearEvent event = new ClearEvent();
    event.begin();
    busy();
    event.end();
    event.entriesBefore = 52;
    commit(event);
  }

  public void sample(String operation) {
    OperationSampleEvent event = new OperationSampleEvent();
    event.begin();
    busy();
    event.end();
    event.operation = operation;
    event.growing = true;
    event.interval = 64;
    commit(event);
  }

  public void boundary() {
    BoundaryEvent event = new BoundaryEvent();
    event.kind = BoundaryEvent.LAST_CHAIN_EVACUATED;
    commit(event);
  }

  /** An event of a name that we know, and without the fields that we know. */
  public void unknownFields() {
    StrangeBoundary event = new StrangeBoundary();
    event.mapNumber = number;
    event.sequence = ++sequence;
    event.commit();
  }

  @Name("mapscope.Boundary")
  static final class StrangeBoundary extends Event {
    long mapNumber;
    long sequence;
  }

  /** Runs an action below so many frames of the map. */
  public void deep(int levels, Runnable action) {
    if (levels == 0) {
      action.run();
    } else {
      deep(levels - 1, action);
    }
  }

  public void misuse() {
    MisuseEvent event = new MisuseEvent();
    event.detected = MisuseEvent.CHANGED_DURING_WRITE;
    event.operation = "put";
    commit(event);
  }

  public void lockWait(String mode) {
    LockWaitEvent event = new LockWaitEvent();
    event.begin();
    busy();
    event.end();
    event.mode = mode;
    commit(event);
  }

  public void eviction(int evicted) {
    EvictionEvent event = new EvictionEvent();
    event.evicted = evicted;
    commit(event);
  }

  public void deletionBatch(String kind) {
    DeletionBatchEvent event = new DeletionBatchEvent();
    event.begin();
    busy();
    event.end();
    event.kind = kind;
    commit(event);
  }

  public void deadlineMiss(String outcome) {
    DeadlineMissEvent event = new DeadlineMissEvent();
    event.operation = "put";
    event.outcome = outcome;
    commit(event);
  }

  /** A change of the breaker, or a repetition when both states are the same. */
  public void breaker(String from, String to, long rejected) {
    breaker(1, from, to, rejected);
  }

  /** The same of one breaker among several. */
  public void breaker(long number, String from, String to, long rejected) {
    BreakerStateEvent event = new BreakerStateEvent();
    event.breaker = number;
    event.from = from;
    event.to = to;
    event.rejected = rejected;
    event.repeated = from.equals(to);
    commit(event);
  }

  /** Totals of {@code puts} puts, and figures that follow from it. */
  public void statistics(long puts, long growths, boolean last) {
    MapStatisticsEvent event = new MapStatisticsEvent();
    event.entryCount = 60;
    event.bucketCount = 16;
    event.overflowBuckets = 2;
    event.holes = 1;
    event.totalFootprint = 9000;
    event.growing = true;
    event.mark = 2;
    event.oldBuckets = 8;
    event.puts = puts;
    event.removes = 5;
    event.growths = growths;
    event.chainsEvacuated = 10;
    event.entriesMoved = 70;
    event.last = last;
    event.mapNumber = number;
    event.sequence = sequence;
    event.eventsEmitted = sequence;
    event.commit();
  }

  private void commit(MapEvent event) {
    if (event.shouldCommit()) {
      event.mapNumber = number;
      event.sequence = ++sequence;
      ActiveTrace.stamp(event);
      event.commit();
    }
  }

  /** Longer than the thresholds of the settings for production. */
  private static void busy() {
    long end = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(100);
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
