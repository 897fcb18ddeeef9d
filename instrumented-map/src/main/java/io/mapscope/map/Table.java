package io.mapscope.map;

import io.mapscope.events.MapStatisticsEvent;
import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.MisuseEvent;
import java.util.AbstractMap;
import java.util.ConcurrentModificationException;

/**
 * Lookup, assignment and delete of Go's classic runtime map.
 *
 * <p>Implementation note. Buckets hold eight entries and are chained; the low bits of a 64-bit hash
 * choose the bucket, its top byte (see {@link Tophash}) filters the slots. An insert that would
 * bring the load above 6.5 entries a bucket, or that finds too many overflow buckets, starts a
 * {@link Growth}; from then on each write evacuates the chain it is about and one more, until all
 * are. A lookup reads either the old chain or the new one, never both, and writes nothing.
 *
 * <p>Where Java differs from Go: a hash code has 32 bits and its low ones are often weak, so it is
 * spread over 64 first ({@link InstrumentedMap}); an update keeps the old key object, as {@link
 * java.util.Map} users expect; and {@code hashCode} and {@code equals} are user code that may throw
 * or come back to this map. So a key is hashed before anything changes, all keys of a chain are
 * hashed before one of them moves, and a write that finds after a call of user code that the map
 * was changed meanwhile gives up with nothing done.
 *
 * <p>The key null is stored as null: what is live is told by the tophash, not by the key.
 *
 * <p>Invariants: within a chain the slots that are emptyRest form a suffix; no key is in two slots;
 * {@link #size} is the number of live slots, {@link #holes} of those that are emptyOne, {@link
 * #overflowBuckets} of overflow buckets, each over the current chains and the old ones that are not
 * evacuated.
 */
abstract class Table<K, V> extends AbstractMap<K, V> {

  /** False at class load when the instrumentation is switched off. */
  static final boolean EVENTS = MapscopeEvents.ENABLED;

  /** Told apart from the value null. */
  static final Object ABSENT = new Object();

  /** For {@link #delete}: whatever the value is. */
  static final Object ANY = new Object();

  static final String GET = "get";
  static final String PUT = "put";
  static final String REMOVE = "remove";

  /** 2^28 buckets hold 1.7 billion entries; from there on chains get longer. */
  private static final int MAX_LOG2_BUCKETS = 28;

  /** From 2^16 buckets on Go samples its count of overflow buckets; so the limit stays at 2^15. */
  private static final int EXACT_OVERFLOW_LOG2 = 15;

  /** Go's B: log2 of the number of buckets. */
  int log2Buckets;

  int mask;
  Chunk[] directory;

  /** The growth under way, or null. */
  Growth growth;

  int size;

  /** Structural changes, for iterators and to notice user code that came back. */
  int modCount;

  /** Changes of values, for iterators that have read ahead. */
  int updates;

  /** Go's count of overflow buckets: never counted down, sampled in large tables. */
  int noverflow;

  long holes;
  long overflowBuckets;
  long footprint;

  long seed;

  /**
   * Where iterations start: drawn once, so that all views of an unchanged map agree on the order.
   */
  final int iterationStart;

  /** Events and totals; null when the instrumentation is switched off. */
  final MapRecorder recorder;

  /** What the last write did, for its event: set by the rare paths only. */
  int chainPosition;

  int slot;
  int slotsFreed;

  private int loadLimit;
  private int overflowLimit;
  private long random;

  Table(int expectedEntries, long seed, MapRecorder recorder) {
    this.seed = seed;
    this.random = seed;
    this.iterationStart = (int) Hashing.nextSeed(seed);
    this.recorder = recorder;
    int log2 = 0;
    while (log2 < MAX_LOG2_BUCKETS && expectedEntries > loadLimit(log2)) {
      log2++;
    }
    resize(log2);
    directory = Chunk.directory(1 << log2);
    footprint = Footprint.references(directory.length);
  }

  /** The 64-bit hash of a key under the current seed; calls user code. */
  abstract long hash(Object key);

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

  // ---- lookup

  /** The value, or {@link #ABSENT}. */
  final Object find(Object key, long hash) {
    Growth growth = this.growth;
    if (growth != null) {
      int old = (int) hash & growth.oldMask;
      if (!growth.isEvacuated(old)) {
        return find(growth.oldChunk(old), old & Chunk.MASK, key, hash);
      }
    }
    int bucket = (int) hash & mask;
    return find(directory[bucket >>> Chunk.SHIFT], bucket & Chunk.MASK, key, hash);
  }

  private Object find(Chunk chunk, int index, Object key, long hash) {
    long wanted = Tophash.broadcast(Tophash.of(hash));
    long tops = chunk.tops[index];
    Object[] slots = chunk.slots;
    for (long match = Tophash.match(tops, wanted); match != 0; match &= match - 1) {
      int at = (index << Chunk.SLOT_SHIFT) + (Tophash.slot(match) << 1);
      Object candidate = slots[at];
      if (candidate == key || (key != null && key.equals(candidate))) {
        return slots[at + 1];
      }
    }
    return Tophash.endsChain(tops) ? ABSENT : findInOverflow(chunk.overflow(index), key, wanted);
  }

  private Object findInOverflow(OverflowBucket bucket, Object key, long wanted) {
    for (OverflowBucket b = bucket; b != null; b = b.next) {
      int at = b.find(key, wanted);
      if (at >= 0) {
        return b.slots[at + 1];
      }
      if (Tophash.endsChain(b.tops)) {
        return ABSENT;
      }
    }
    return ABSENT;
  }

  // ---- assignment

  /**
   * Inserts or updates; returns the value before, or {@link #ABSENT}. With {@code keep} a present
   * value other than null stays.
   */
  final Object assign(K key, long hash, V value, boolean keep) {
    if (growth != null) {
      growWork((int) hash & mask, PUT);
    }
    int bucket = (int) hash & mask;
    Chunk chunk = directory[bucket >>> Chunk.SHIFT];
    int index = bucket & Chunk.MASK;
    int expectedModCount = modCount;
    long wanted = Tophash.broadcast(Tophash.of(hash));
    long tops = chunk.tops[index];
    for (long match = Tophash.match(tops, wanted); match != 0; match &= match - 1) {
      int at = (index << Chunk.SLOT_SHIFT) + (Tophash.slot(match) << 1);
      Object candidate = chunk.slots[at];
      if (candidate == key || (key != null && key.equals(candidate))) {
        return update(chunk.slots, at, value, keep, expectedModCount);
      }
    }
    if (!Tophash.endsChain(tops)) {
      int position = 1;
      for (OverflowBucket b = chunk.overflow(index); b != null; b = b.next) {
        int at = b.find(key, wanted);
        if (at >= 0) {
          chainPosition = position;
          return update(b.slots, at, value, keep, expectedModCount);
        }
        position++;
      }
    }
    checkUnchanged(expectedModCount, PUT);
    insert(key, hash, value);
    return ABSENT;
  }

  private Object update(Object[] slots, int at, V value, boolean keep, int expectedModCount) {
    checkUnchanged(expectedModCount, PUT);
    Object before = slots[at + 1];
    if (!keep || before == null) {
      slots[at + 1] = value;
      updates++;
    }
    return before;
  }

  private void insert(K key, long hash, V value) {
    admit();
    if (growth == null && (size >= loadLimit || noverflow >= overflowLimit)) {
      boolean sameSize = size < loadLimit;
      if (sameSize || log2Buckets < MAX_LOG2_BUCKETS) {
        startGrowth(sameSize);
        growWork((int) hash & mask, PUT);
      }
    }
    int bucket = (int) hash & mask;
    Chunk chunk = chunkForEntry(bucket);
    int index = bucket & Chunk.MASK;
    long tops = chunk.tops[index];
    int free = Tophash.firstEmpty(tops);
    if (free < Chunk.SLOTS_PER_BUCKET) {
      holes -= Tophash.get(tops, free);
      chunk.tops[index] = Tophash.with(tops, free, Tophash.of(hash));
      int at = (index << Chunk.SLOT_SHIFT) + (free << 1);
      chunk.slots[at] = key;
      chunk.slots[at + 1] = value;
    } else {
      insertIntoOverflow(chunk, index, key, hash, value);
    }
    size++;
    modCount++;
    if (EVENTS) {
      recorder.inserted(size);
    }
  }

  /** Deletes a key; returns whether it was there. */
  abstract boolean removeKey(Object key);

  /** Refuses an insert by throwing; nothing has changed yet. */
  void admit() {}

  private void insertIntoOverflow(Chunk chunk, int index, K key, long hash, V value) {
    OverflowBucket last = null;
    int position = 1;
    for (OverflowBucket b = chunk.overflow(index); b != null; b = b.next, position++) {
      int free = Tophash.firstEmpty(b.tops);
      if (free < Chunk.SLOTS_PER_BUCKET) {
        holes -= Tophash.get(b.tops, free);
        b.set(free, Tophash.of(hash), key, value);
        chainPosition = position;
        return;
      }
      last = b;
    }
    attachOverflow(chunk, index, last).set(0, Tophash.of(hash), key, value);
    chainPosition = position;
  }

  /** The chunk of a bucket of the current table, made when it does not exist yet. */
  final Chunk chunkForEntry(int bucket) {
    Chunk chunk = directory[bucket >>> Chunk.SHIFT];
    if (chunk == Chunk.EMPTY) {
      int buckets = Math.min(mask + 1, Chunk.BUCKETS);
      chunk = Chunk.of(buckets);
      allocated(Footprint.chunk(buckets));
      directory[bucket >>> Chunk.SHIFT] = chunk;
    }
    return chunk;
  }

  /** Attaches an overflow bucket behind the last one of a chain, null for the head. */
  final OverflowBucket attachOverflow(Chunk chunk, int index, OverflowBucket last) {
    OverflowBucket attached = new OverflowBucket();
    if (last != null) {
      last.next = attached;
    } else {
      if (!chunk.hasOverflow()) {
        allocated(Footprint.references(chunk.tops.length));
      }
      chunk.attach(index, attached);
    }
    allocated(Footprint.OVERFLOW_BUCKET);
    overflowBuckets++;
    countOverflow();
    return attached;
  }

  /** Go's incrnoverflow: exact in small tables, by chance in large ones. */
  private void countOverflow() {
    if (log2Buckets <= EXACT_OVERFLOW_LOG2) {
      noverflow++;
      return;
    }
    random = Hashing.nextSeed(random);
    int sampleMask = (1 << (log2Buckets - EXACT_OVERFLOW_LOG2)) - 1;
    if (((int) random & sampleMask) == 0) {
      noverflow++;
    }
  }

  // ---- delete

  /**
   * Deletes the key if its value equals the expected one; returns the value, or {@link #ABSENT}.
   */
  final Object delete(Object key, long hash, Object expected) {
    if (size == 0) {
      return ABSENT;
    }
    if (growth != null) {
      growWork((int) hash & mask, REMOVE);
    }
    int bucket = (int) hash & mask;
    Chunk chunk = directory[bucket >>> Chunk.SHIFT];
    int index = bucket & Chunk.MASK;
    int expectedModCount = modCount;
    long wanted = Tophash.broadcast(Tophash.of(hash));
    long tops = chunk.tops[index];
    for (long match = Tophash.match(tops, wanted); match != 0; match &= match - 1) {
      int found = Tophash.slot(match);
      Object candidate = chunk.slots[(index << Chunk.SLOT_SHIFT) + (found << 1)];
      if (candidate == key || (key != null && key.equals(candidate))) {
        chainPosition = 0;
        return delete(chunk, index, null, found, expected, expectedModCount);
      }
    }
    if (!Tophash.endsChain(tops)) {
      int position = 1;
      for (OverflowBucket b = chunk.overflow(index); b != null; b = b.next, position++) {
        int at = b.find(key, wanted);
        if (at >= 0) {
          chainPosition = position;
          return delete(chunk, index, b, at >> 1, expected, expectedModCount);
        }
      }
    }
    return ABSENT;
  }

  private Object delete(
      Chunk chunk,
      int index,
      OverflowBucket bucket,
      int found,
      Object expected,
      int expectedModCount) {
    Object[] slots = bucket == null ? chunk.slots : bucket.slots;
    int at = bucket == null ? (index << Chunk.SLOT_SHIFT) + (found << 1) : found << 1;
    Object value = slots[at + 1];
    if (expected != ANY && expected != value && (expected == null || !expected.equals(value))) {
      return ABSENT;
    }
    checkUnchanged(expectedModCount, REMOVE);
    slots[at] = null;
    slots[at + 1] = null;
    slot = found;
    if (EVENTS) {
      recorder.deleted(size);
    }
    free(chunk, index, bucket, found);
    size--;
    modCount++;
    if (size == 0) {
      redrawSeed();
    }
    return value;
  }

  /**
   * Makes a slot a hole or, at the end of its chain, an end mark along with the holes before it.
   */
  private void free(Chunk chunk, int index, OverflowBucket bucket, int from) {
    slotsFreed = 0;
    if (topAfter(chunk, index, bucket, from) != Tophash.EMPTY_REST) {
      setTop(chunk, index, bucket, from, Tophash.EMPTY_ONE);
      holes++;
      return;
    }
    OverflowBucket b = bucket;
    int i = from;
    while (true) {
      setTop(chunk, index, b, i, Tophash.EMPTY_REST);
      slotsFreed++;
      if (i > 0) {
        i--;
      } else if (b != null) {
        b = chunk.predecessor(index, b);
        i = Chunk.SLOTS_PER_BUCKET - 1;
      } else {
        break;
      }
      if (Tophash.get(tops(chunk, index, b), i) != Tophash.EMPTY_ONE) {
        break;
      }
    }
    holes -= slotsFreed - 1;
  }

  private static int topAfter(Chunk chunk, int index, OverflowBucket bucket, int i) {
    if (i < Chunk.SLOTS_PER_BUCKET - 1) {
      return Tophash.get(tops(chunk, index, bucket), i + 1);
    }
    OverflowBucket next = bucket == null ? chunk.overflow(index) : bucket.next;
    return next == null ? Tophash.EMPTY_REST : Tophash.get(next.tops, 0);
  }

  private static long tops(Chunk chunk, int index, OverflowBucket bucket) {
    return bucket == null ? chunk.tops[index] : bucket.tops;
  }

  private static void setTop(Chunk chunk, int index, OverflowBucket bucket, int i, int tophash) {
    if (bucket == null) {
      chunk.tops[index] = Tophash.with(chunk.tops[index], i, tophash);
    } else {
      bucket.tops = Tophash.with(bucket.tops, i, tophash);
    }
  }

  // ---- growth

  /** Go's hashGrow: no entry moves yet, and of the new table only the directory is allocated. */
  final void startGrowth(boolean sameSize) {
    long start = System.nanoTime();
    Growth started = new Growth(this, sameSize, start);
    int buckets = sameSize ? mask + 1 : (mask + 1) << 1;
    Chunk[] fresh = Chunk.directory(buckets);
    growth = started;
    directory = fresh;
    allocated(Footprint.references(fresh.length));
    resize(Integer.numberOfTrailingZeros(buckets));
    noverflow = 0;
    if (EVENTS) {
      recorder.growthStarted(this, started);
    }
  }

  private void growWork(int bucket, String operation) {
    if (EVENTS) {
      recorder.growWork(this, bucket, operation);
    } else {
      growth.work(this, bucket);
    }
  }

  /** Ends the growth; the old table is unreachable from here on. */
  void endGrowth(Growth ended) {
    footprint -= Footprint.references(ended.directoryLength());
    growth = null;
  }

  final void allocated(long bytes) {
    footprint += bytes;
    if (growth != null) {
      growth.allocatedBytes += bytes;
    }
  }

  private void resize(int log2) {
    log2Buckets = log2;
    mask = (1 << log2) - 1;
    loadLimit = loadLimit(log2);
    overflowLimit = 1 << Math.min(log2, EXACT_OVERFLOW_LOG2);
  }

  // ---- clear

  /** Go's mapclear: the number of buckets stays, a growth under way is abandoned. */
  final void clearTable() {
    if (size == 0) {
      return;
    }
    Growth abandoned = growth;
    directory = Chunk.directory(mask + 1);
    growth = null;
    footprint = Footprint.references(directory.length);
    if (log2Buckets == 0) {
      chunkForEntry(0); // Go's single bucket stays allocated; here that keeps the layouts alike.
    }
    size = 0;
    holes = 0;
    overflowBuckets = 0;
    noverflow = 0;
    modCount++;
    redrawSeed();
    if (EVENTS && abandoned != null) {
      recorder.growthAbandoned(this, abandoned);
    }
  }

  private void redrawSeed() {
    seed = Hashing.nextSeed(seed);
  }

  /** Fills the state; called by the thread of the periodic events while the map may be in use. */
  final void measure(MapStatisticsEvent event) {
    Growth growing = growth;
    event.bucketCount = mask + 1L;
    event.entryCount = size;
    event.totalFootprint = footprint;
    event.load = (float) size / loadLimit;
    event.holes = holes;
    event.overflowBuckets = overflowBuckets;
    event.growing = growing != null;
    if (growing != null) {
      event.mark = growing.mark;
      event.oldBuckets = growing.oldBuckets();
    }
  }

  // ---- misuse

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
