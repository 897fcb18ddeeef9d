package io.mapscope.map;

import io.mapscope.events.GrowthStartEvent;
import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.MisuseEvent;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ConcurrentModificationException;

/**
 * The state of a table and when it grows: its limits, its growth, its clear.
 *
 * <p>Implementation note. An insert that would bring the load above 6.5 entries a bucket, or that
 * finds too many overflow buckets, starts a {@link Growth}; from then on writes evacuate chains, as
 * many as the {@link Pacing} says. What an insert must ask before it may take a free slot (growth,
 * load, overflow buckets, the entry limit, the boundary that is told) is one number, {@link
 * #quietLimit}, computed anew when one of them changes.
 *
 * <p>Invariants: {@link #size} is the number of live slots, {@link #holes} of those that are
 * emptyOne; an upper bucket is empty until its old chain was evacuated.
 */
abstract class GrowingTable<K, V> extends Buckets<K, V> {

  /** False at class load when the instrumentation is switched off. */
  static final boolean EVENTS = MapscopeEvents.ENABLED;

  /** A lookup must ask which chain is evacuated. */
  static final int GROWING = 1;

  /** A lookup must ask whether it is to be timed. */
  static final int SAMPLED = 2;

  private static final VarHandle DETOURS;

  static {
    try {
      DETOURS = MethodHandles.lookup().findVarHandle(GrowingTable.class, "detours", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** 2^28 buckets hold 1.7 billion entries; from there on chains get longer. */
  private static final int MAX_LOG2_BUCKETS = 28;

  /** From 2^16 buckets on Go samples its count of overflow buckets; so the limit stays at 2^15. */
  private static final int EXACT_OVERFLOW_LOG2 = 15;

  final Pacing pacing;
  final String name;
  final int maxEntries;

  /** The most chains that one write evacuates. */
  final int budget;

  /** The growth under way, or null. */
  Growth growth;

  /** Why lookups may not go the short way, {@link #GROWING} and {@link #SAMPLED}; 0 if they may. */
  int detours;

  int size;

  /** Structural changes, for iterators and to notice user code that came back. */
  int modCount;

  /** Changes of values, for entries that remember theirs. */
  int updates;

  /** Evacuations ever begun, to notice user code that came back. */
  int moves;

  /** Growths ever begun, for cursors: each is a structural change that is none of an entry. */
  int growthsBegun;

  /** Go's count of overflow buckets: never counted down, sampled in large tables. */
  int noverflow;

  long holes;
  long seed;

  /**
   * Where iterations start: drawn once, so that all views of an unchanged map agree on the order.
   */
  final int iterationStart;

  /** Events and totals; null when the instrumentation is switched off. */
  final MapRecorder recorder;

  private int loadLimit;

  /**
   * Whether inserts keep bits of their hashes; not in a presized table, which need not grow, until
   * it does.
   */
  boolean keepingBits;

  /** The lowest of the bits of a hash that are kept. */
  private int keptFrom;

  /** Entries below which an insert needs no more than a free slot; none while the table grows. */
  int quietLimit;

  private int overflowLimit;
  private long random;

  GrowingTable(Options options, MapRecorder recorder) {
    super(options.pacing() == Pacing.GO); // STEADY is for those who count bytes.
    this.seed = options.drawSeed();
    this.random = seed;
    this.iterationStart = (int) Hashing.nextSeed(seed);
    this.name = options.name();
    this.maxEntries = options.maxEntries();
    this.pacing = options.pacing();
    this.budget = options.evacuationBudget();
    this.recorder = recorder;
    makeRoom(options.expectedEntries());
    setGrowth(null);
  }

  private void makeRoom(int entries) {
    int log2 = 0;
    while (log2 < MAX_LOG2_BUCKETS && entries > loadLimit(log2)) {
      log2++;
    }
    allocateDirectories(log2);
    keepingBits = keepsBits && log2 == 0;
    setLimits();
  }

  /**
   * Makes room for so many entries if there never was one; told as a growth that has nothing to
   * evacuate, so that events tell the number of buckets at any time.
   */
  final void presize(int entries, String reason) {
    int most = Math.min(entries, maxEntries);
    if (modCount != 0 || most <= loadLimit) {
      return;
    }
    Growth atOnce = new Growth(this, false, reason, System.nanoTime());
    makeRoom(most);
    modCount++;
    growthsBegun++;
    if (EVENTS) {
      recorder.growths.started(this, atOnce);
      recorder.growths.ended(this, atOnce, false);
    }
  }

  /** The 64-bit hash of a key under the current seed; calls user code. */
  abstract long hash(Object key);

  // ---- limits

  /**
   * Entries beyond which a table of 2^log2 buckets grows: 13/2 a bucket, and always one bucket
   * full.
   */
  static int loadLimit(int log2) {
    return (int)
        Math.min(Integer.MAX_VALUE, Math.max(Chunk.SLOTS_PER_BUCKET, 13L * ((1L << log2) >>> 1)));
  }

  final int loadLimit() {
    return loadLimit;
  }

  /** Which bits of the hash of an entry are kept beside it. */
  final int keptBits(long hash) {
    return (int) (hash >>> keptFrom) & 0xFF;
  }

  private void setLimits() {
    keptFrom = Hashing.keptFrom(log2Buckets);
    loadLimit = loadLimit(log2Buckets);
    overflowLimit = 1 << Math.min(log2Buckets, EXACT_OVERFLOW_LOG2);
    setQuietLimit();
  }

  final void setQuietLimit() {
    int limit = Math.min(loadLimit, maxEntries);
    if (EVENTS) {
      limit = Math.min(limit, recorder.entriesToTell());
    }
    quietLimit = growth != null || noverflow >= overflowLimit ? 0 : limit;
  }

  /** Whether an insert must start a growth first: too much load, or too many overflow buckets. */
  final boolean mustGrow() {
    return size < loadLimit ? noverflow >= overflowLimit : log2Buckets < MAX_LOG2_BUCKETS;
  }

  /** The error of an insert beyond the limit; nothing has changed yet. */
  final IllegalStateException full() {
    return new IllegalStateException(
        "map %s is full: it was made for at most %d entries; remove some or raise maxEntries"
            .formatted(name == null ? "(unnamed)" : "'" + name + "'", size));
  }

  /** Go's incrnoverflow: exact in small tables, by chance in large ones. */
  final void countOverflow() {
    if (log2Buckets <= EXACT_OVERFLOW_LOG2) {
      noverflow++;
      setQuietLimit();
      return;
    }
    random = Hashing.nextSeed(random);
    int sampleMask = (1 << (log2Buckets - EXACT_OVERFLOW_LOG2)) - 1;
    if (((int) random & sampleMask) == 0) {
      noverflow++;
      setQuietLimit();
    }
  }

  // ---- where things lie

  /** The bucket whose chain a hash leads to now: an old one until that is evacuated. */
  final int bucketOf(long hash) {
    int bucket = (int) hash & mask;
    return growth == null ? bucket : growth.current(bucket);
  }

  // ---- growth

  /** Go's hashGrow: no entry moves yet, and of the new table only the directory is allocated. */
  final void startGrowth(boolean sameSize) {
    startGrowth(sameSize, sameSize ? GrowthStartEvent.OVERFLOW : GrowthStartEvent.LOAD);
  }

  private void startGrowth(boolean sameSize, String reason) {
    Growth started = new Growth(this, sameSize, reason, System.nanoTime());
    if (!sameSize) {
      doubleBuckets();
      setLimits();
    }
    keepingBits = keepsBits;
    noverflow = 0;
    modCount++; // Not left to the insert: user code may yet throw in the midst of it.
    growthsBegun++;
    setGrowth(started);
    if (EVENTS) {
      recorder.growths.started(this, started);
    }
  }

  final void growWork(long hash, Operation operation) {
    int bucket = (int) hash & mask;
    if (EVENTS) {
      recorder.growths.work(this, bucket, operation.label);
    } else {
      growth.work(bucket);
    }
  }

  /**
   * A slice of the work that so many entries would have the map do: the start of a growth, or so
   * many chains of the one under way. Returns whether there is more to do.
   */
  final boolean prepareFor(long entries, int chains) {
    if (growth != null) {
      workAhead(chains);
    } else if (hasRoomFor(entries)) {
      return false;
    } else if (modCount == 0) {
      presize((int) Math.min(entries, Integer.MAX_VALUE), GrowthStartEvent.PREPARED);
    } else {
      startGrowth(false, GrowthStartEvent.PREPARED);
      workAhead(0); // The directories are a slice of their own.
    }
    return growth != null || !hasRoomFor(entries);
  }

  private boolean hasRoomFor(long entries) {
    return Math.min(entries, maxEntries) <= loadLimit || log2Buckets == MAX_LOG2_BUCKETS;
  }

  private void workAhead(int chains) {
    if (EVENTS) {
      recorder.growths.workAhead(this, chains);
    } else {
      growth.workAhead(chains);
    }
  }

  /** Ends the growth. */
  void endGrowth(Growth ended) {
    setGrowth(null);
  }

  private void setGrowth(Growth current) {
    growth = current;
    setQuietLimit();
    detour(GROWING, current != null);
    if (EVENTS) {
      recorder.watchWrites(current != null);
    }
  }

  /** Atomic, as the two reasons are set by two threads. */
  final void detour(int reason, boolean set) {
    if (set) {
      DETOURS.getAndBitwiseOr(this, reason);
    } else {
      DETOURS.getAndBitwiseAnd(this, ~reason);
    }
  }

  // ---- clear

  /** Go's mapclear: the number of buckets stays, a growth under way is abandoned. */
  final void clearTable() {
    if (size == 0) {
      return;
    }
    Growth abandoned = growth;
    allocateDirectories(log2Buckets);
    noverflow = 0;
    setGrowth(null);
    size = 0;
    holes = 0;
    modCount++;
    redrawSeed();
    if (log2Buckets == 0) { // Last, as there may be no memory for it.
      ensureChunk(0); // Go's single bucket stays allocated; here that keeps the layouts alike.
    }
    if (EVENTS && abandoned != null) {
      recorder.growths.abandoned(this, abandoned);
    }
  }

  final void redrawSeed() {
    seed = Hashing.nextSeed(seed);
  }

  // ---- misuse

  /** Fails when user code, or another thread, has changed or moved what a write is about. */
  final void checkUnchanged(int expectedModCount, int expectedMoves, Operation operation) {
    if (modCount != expectedModCount || moves != expectedMoves) {
      throw changed(MisuseEvent.CHANGED_DURING_WRITE, operation.label);
    }
  }

  /** Fails when user code, or another thread, has changed the map in the middle of a write. */
  final void checkUnchanged(int expectedModCount, String operation) {
    if (modCount != expectedModCount) {
      throw changed(MisuseEvent.CHANGED_DURING_WRITE, operation);
    }
  }

  final ConcurrentModificationException changed(String detected, String operation) {
    if (EVENTS) {
      recorder.misuse(detected, operation);
    }
    return new ConcurrentModificationException(
        "map"
            + (recorder == null ? "" : " " + recorder.describe())
            + " "
            + detected.replace('-', ' ')
            + " ("
            + operation
            + "): it is not thread-safe, and keys and functions must not change it");
  }
}
