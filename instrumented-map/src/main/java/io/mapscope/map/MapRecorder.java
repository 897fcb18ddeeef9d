package io.mapscope.map;

import io.mapscope.events.ActiveTrace;
import io.mapscope.events.BoundaryEvent;
import io.mapscope.events.ClearEvent;
import io.mapscope.events.EvacuateEvent;
import io.mapscope.events.GrowWorkEvent;
import io.mapscope.events.GrowthEvent;
import io.mapscope.events.GrowthStartEvent;
import io.mapscope.events.MapCreatedEvent;
import io.mapscope.events.MapEvent;
import io.mapscope.events.MapStatisticsEvent;
import io.mapscope.events.MisuseEvent;
import io.mapscope.events.ObservedMaps;
import io.mapscope.events.OperationScope;
import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what one map does and commits its events.
 *
 * <p>Implementation note. Held strongly by the registry of observed maps, so it must not refer to
 * the map: every method takes the table. The totals are plain fields that only the map's writer
 * touches; the thread of the periodic events reads them as they are. A number of the sequence is
 * taken when an event is about to be committed and never otherwise; it is atomic because lookups,
 * which may share the map among threads, commit samples too.
 *
 * <p>The clock is read for grow work only while the growth events are on.
 */
final class MapRecorder implements ObservedMaps.Observation<ObservedTable<?, ?>> {

  /** Go's 2^16, where the first delete is told. */
  private static final int BOUNDARY_ENTRIES = 1 << 16;

  /** The frames between a map's creation and the code that asked for it. */
  private static final List<String> OWN_CLASSES =
      List.of(
          MapRecorder.class.getName(),
          InstrumentedMap.class.getName(),
          InstrumentedMap.Builder.class.getName(),
          SerializedMap.class.getName());

  /**
   * Which lookups are sampled is decided by their hash against this. Drawn anew at each period, so
   * that no key is sampled for ever or never. Plain: a lookup may see a change late.
   */
  static int salt;

  final long mapNumber = ObservedMaps.nextMapNumber();

  /** Interval of sampling less one; the interval is a power of two. */
  final int sampleMask;

  /** As many bits, at the top, where they are not those of the bucket. */
  final int lookupMask;

  long puts;
  long removes;

  /** What {@link #puts} is when the next put is to be watched; 0 while all are. */
  long nextPut;

  /** The same for removes. */
  long nextRemove;

  private long growths;
  private long chainsEvacuated;
  private long entriesMoved;
  private long workNanos;

  private final Options options;
  private final AtomicLong sequence = new AtomicLong();
  private String creationSite;
  private long initialBuckets;

  /**
   * Whether there ever were more entries than the boundary, and whether a delete since was told.
   */
  private boolean passedBoundary;

  private boolean toldDeleteAfterBoundary;

  MapRecorder(Options options) {
    this.options = options;
    this.sampleMask = options.samplingInterval() - 1;
    this.lookupMask = Integer.reverse(sampleMask);
  }

  /** Tells of the map and has the periodic events tell on. */
  void created(ObservedTable<?, ?> table) {
    initialBuckets = table.mask + 1L;
    ObservedMaps.register(table, this);
    if (!ObservedMaps.ready()) {
      return;
    }
    MapCreatedEvent event = new MapCreatedEvent();
    if (event.shouldCommit()) {
      creationSite = callSite();
      ObservedMaps.describeJvm(event);
      describe(event);
      commit(event);
    }
  }

  private static String callSite() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(frame -> !OWN_CLASSES.contains(frame.getClassName()))
                    .findFirst()
                    .map(MapRecorder::describe)
                    .orElse(null));
  }

  private static String describe(StackFrame frame) {
    return frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber();
  }

  /** The map's name for a message. */
  String describe() {
    return options.name() == null ? "number " + mapNumber : "'" + options.name() + "'";
  }

  /** Commits an event that {@code shouldCommit}. */
  void commit(MapEvent event) {
    event.mapNumber = mapNumber;
    event.sequence = sequence.incrementAndGet();
    ActiveTrace.stamp(event);
    event.commit();
  }

  // ---- growth

  void growthStarted(GrowingTable<?, ?> table, Growth growth) {
    growth.number = ++growths;
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
      commit(event);
    }
  }

  void growWork(GrowingTable<?, ?> table, int bucket, String operation) {
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
      boundary(BoundaryEvent.DELETE_MET_GROWTH, growth.number, table.size);
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

  /**
   * Whether there is anybody to tell of a step, or of the growth that may end with it. Asked at
   * each step, as a recording may begin in the midst of a growth.
   */
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
      commit(event);
    }
    return nanos;
  }

  private void endIfFinished(GrowingTable<?, ?> table, Growth growth) {
    if (growth.finished) {
      growthEnded(table, growth, false);
      boundary(BoundaryEvent.LAST_CHAIN_EVACUATED, growth.number, table.size);
    }
  }

  void growthAbandoned(GrowingTable<?, ?> table, Growth growth) {
    growthEnded(table, growth, true);
  }

  void growthEnded(GrowingTable<?, ?> table, Growth growth, boolean abandoned) {
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
      commit(event);
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
      commit(event);
    }
  }

  private void countEvacuated(Evacuation planned) {
    chainsEvacuated++;
    entriesMoved += planned.toLower + planned.toUpper;
  }

  // ---- clear

  void clear(GrowingTable<?, ?> table) {
    if (table.size == 0 || !ObservedMaps.ready()) {
      table.clearTable();
      return;
    }
    ClearEvent event = new ClearEvent();
    event.entriesBefore = table.size;
    event.growthAbandoned = table.growth != null;
    event.begin();
    table.clearTable();
    event.end();
    if (event.shouldCommit()) {
      event.bucketCount = table.mask + 1L;
      event.growth = growths;
      commit(event);
    }
  }

  // ---- which writes are watched

  boolean watchesNextPut() {
    return (puts | OperationScope.puts()) >= nextPut;
  }

  boolean watchesNextRemove() {
    return (removes | OperationScope.deletes()) >= nextRemove;
  }

  /** Sets which writes are: all of a table that grows, else one in N. */
  void watchWrites(boolean growing) {
    nextPut = growing ? 0 : puts | sampleMask;
    nextRemove = growing || awaitsDelete() ? 0 : removes | sampleMask;
  }

  /** Counts a put that was watched. */
  void countPut(boolean growing) {
    puts++;
    watchWrites(growing);
  }

  /** Counts a remove that was watched. */
  void countRemove(boolean growing) {
    removes++;
    watchWrites(growing);
  }

  // ---- boundaries and misuse

  /** Whether an insert into so many entries must be told here. */
  int entriesToTell() {
    return passedBoundary ? Integer.MAX_VALUE : BOUNDARY_ENTRIES;
  }

  /** To be called before an insert into {@link #entriesToTell}. */
  void passing(int size) {
    if (size == BOUNDARY_ENTRIES) {
      passedBoundary = true;
      nextRemove = 0;
    }
  }

  private boolean awaitsDelete() {
    return passedBoundary && !toldDeleteAfterBoundary;
  }

  /** To be called for each watched delete that found its key, with the entries before it. */
  void deleted(int size) {
    if (awaitsDelete()) {
      toldDeleteAfterBoundary = true;
      boundary(BoundaryEvent.DELETE_AFTER_65536, growths, size);
    }
  }

  private void boundary(String kind, long growth, int entries) {
    if (!ObservedMaps.ready()) {
      return;
    }
    BoundaryEvent event = new BoundaryEvent();
    if (event.shouldCommit()) {
      event.kind = kind;
      event.growth = growth;
      event.entries = entries;
      commit(event);
    }
  }

  void misuse(String detected, String operation) {
    if (!ObservedMaps.ready()) {
      return;
    }
    MisuseEvent event = new MisuseEvent();
    if (event.shouldCommit()) {
      event.detected = detected;
      event.operation = operation;
      commit(event);
    }
  }

  // ---- periodic events

  @Override
  public long mapNumber() {
    return mapNumber;
  }

  @Override
  public long lastSequence() {
    return sequence.get();
  }

  @Override
  public void describe(MapCreatedEvent event) {
    event.name = options.name();
    event.implementation = InstrumentedMap.class.getName();
    event.creationSite = creationSite;
    event.options = options.differences(); // Not before: most maps are told of to nobody.
    event.initialBuckets = initialBuckets;
  }

  @Override
  public void sampleLookups(ObservedTable<?, ?> map, boolean sampled) {
    map.detour(GrowingTable.SAMPLED, sampled);
  }

  @Override
  public void measure(ObservedTable<?, ?> map, MapStatisticsEvent event) {
    salt = (int) Hashing.nextSeed(System.nanoTime());
    if (map != null) {
      map.measure(event);
    }
    event.growth = growths;
    event.puts = puts;
    event.removes = removes;
    event.growths = growths;
    event.chainsEvacuated = chainsEvacuated;
    event.entriesMoved = entriesMoved;
    event.workTime = workNanos;
  }
}
