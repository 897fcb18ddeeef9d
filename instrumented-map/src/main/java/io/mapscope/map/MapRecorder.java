package io.mapscope.map;

import io.mapscope.events.ActiveTrace;
import io.mapscope.events.BoundaryEvent;
import io.mapscope.events.ClearEvent;
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

  /** What is told of growths. */
  final GrowthRecorder growths = new GrowthRecorder(this);

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
      event.growth = growths.begun();
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

  /** Whether an insert into so many entries changes {@link #entriesToTell}. */
  boolean passes(int size) {
    if (size != BOUNDARY_ENTRIES || passedBoundary) {
      return false;
    }
    passedBoundary = true;
    nextRemove = 0;
    return true;
  }

  private boolean awaitsDelete() {
    return passedBoundary && !toldDeleteAfterBoundary;
  }

  /** To be called for each watched delete that found its key, with the entries before it. */
  void deleted(int size) {
    if (awaitsDelete()) {
      toldDeleteAfterBoundary = true;
      boundary(BoundaryEvent.DELETE_AFTER_65536, growths.begun(), size);
    }
  }

  void boundary(String kind, long growth, int entries) {
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
    event.puts = puts;
    event.removes = removes;
    growths.total(event);
  }
}
