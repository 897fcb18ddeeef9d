package io.mapscope.map;

import io.mapscope.events.GrowthEvent;
import io.mapscope.events.GrowthStartEvent;
import io.mapscope.events.MisuseEvent;
import java.util.Arrays;

/**
 * One growth under way: the old table, how far its evacuation has come, and its totals.
 *
 * <p>Implementation note. Go's growWork, evacuate and advanceEvacuationMark. A chain is evacuated
 * in two passes: the first hashes every key and decides which half it goes to, the second moves.
 * Hashing is user code; if it throws, or comes back and changes the map, nothing has moved. A
 * growth that keeps the size needs no hashes and has the second pass only. Holes are squeezed out:
 * the entries of a chain keep their order and fill the new chains from slot 0.
 *
 * <p>Chunks of the old table are dropped one by one as they drain, those of the new one are made
 * when the first entry arrives, so memory moves over gradually.
 *
 * <p>Cost of a step: two chains of 6.5 entries on average, plus up to four chunks when they are the
 * first to come to theirs.
 */
final class Growth {

  /** Go's cap on how far one step looks ahead for chains that are evacuated already. */
  private static final int LOOK_AHEAD = 1024;

  final boolean sameSize;
  final int oldMask;
  final int entriesAtStart;
  final int overflowAtStart;
  final long startNanos;

  /** Number of the growth within its map, from 1; 0 when nobody counts. */
  long number;

  /** Go's nevacuate: all old buckets below it are evacuated. */
  int mark;

  boolean finished;
  boolean deleteMetGrowth;

  /** Begun at the start, committed at the end; null when Flight Recorder was not ready. */
  GrowthEvent event;

  long steps;
  long chainsEvacuated;
  long entriesMoved;
  long movedToUpper;
  long holesSqueezed;
  long overflowAttached;
  long allocatedBytes;
  long workNanos;
  long longestStepNanos;

  /** Of the chain moved last. */
  int chainLength;

  int holesInChain;

  private final Chunk[] oldDirectory;
  private final Destination lower = new Destination();
  private final Destination upper = new Destination();

  /** For each bucket of the chain at hand, a bit for each slot that goes to the upper half. */
  private int[] plan = new int[4];

  /** A growth of the table as it is now; the caller installs the new directory. */
  Growth(Table<?, ?> table, boolean sameSize, long startNanos) {
    this.sameSize = sameSize;
    this.oldDirectory = table.directory;
    this.oldMask = table.mask;
    this.entriesAtStart = table.size;
    this.overflowAtStart = table.noverflow;
    this.startNanos = startNanos;
  }

  int oldBuckets() {
    return oldMask + 1;
  }

  String reason() {
    return sameSize ? GrowthStartEvent.OVERFLOW : GrowthStartEvent.LOAD;
  }

  int directoryLength() {
    return oldDirectory.length;
  }

  Chunk oldChunk(int old) {
    return oldDirectory[old >>> Chunk.SHIFT];
  }

  boolean isEvacuated(int old) {
    return Tophash.isEvacuated(oldChunk(old).tops[old & Chunk.MASK]);
  }

  /** What one write does: the chain it is about, and one more for progress. */
  void work(Table<?, ?> table, int bucket) {
    steps++;
    evacuate(table, bucket & oldMask);
    if (!finished) {
      evacuate(table, mark);
    }
    if (finished) {
      table.endGrowth(this);
    }
  }

  private void evacuate(Table<?, ?> table, int old) {
    if (!isEvacuated(old)) {
      if (Table.EVENTS) {
        table.recorder.evacuate(table, this, old);
      } else {
        move(table, old);
      }
    }
    if (old == mark) {
      advanceMark();
    }
  }

  private void advanceMark() {
    int oldBuckets = oldBuckets();
    int stop = Math.min(mark + 1 + LOOK_AHEAD, oldBuckets);
    mark++;
    while (mark != stop && isEvacuated(mark)) {
      mark++;
    }
    finished = mark == oldBuckets;
  }

  /** Evacuates a chain that is not evacuated. */
  void move(Table<?, ?> table, int old) {
    Chunk chunk = chunkForMarks(table, old);
    int index = old & Chunk.MASK;
    if (sameSize) {
      Arrays.fill(plan, 0);
    } else {
      plan(table, chunk, index);
    }
    lower.start(table, old);
    upper.start(table, old + oldBuckets());
    holesInChain = 0;
    int length = 1;
    moveBucket(chunk.tops[index], chunk.slots, index << Chunk.SLOT_SHIFT, plan(0));
    for (OverflowBucket b = chunk.overflow(index); b != null; b = b.next) {
      moveBucket(b.tops, b.slots, 0, plan(length++));
    }
    table.overflowBuckets -= length - 1;
    table.footprint -= (long) (length - 1) * Footprint.OVERFLOW_BUCKET;
    if (chunk.markEvacuated(index)) {
      table.footprint -= chunk.bytes();
      oldDirectory[old >>> Chunk.SHIFT] = Chunk.DRAINED;
    }
    account(table, length);
  }

  private void account(Table<?, ?> table, int length) {
    chainLength = length;
    chainsEvacuated++;
    entriesMoved += lower.entries + upper.entries;
    movedToUpper += upper.entries;
    overflowAttached += attached();
    holesSqueezed += holesInChain;
    table.holes -= holesInChain;
  }

  int toLower() {
    return lower.entries;
  }

  int toUpper() {
    return upper.entries;
  }

  int attached() {
    return lower.attached + upper.attached;
  }

  /** A chunk that nothing was ever inserted into has only its marks to take. */
  private Chunk chunkForMarks(Table<?, ?> table, int old) {
    Chunk chunk = oldChunk(old);
    if (chunk == Chunk.EMPTY) {
      int buckets = Math.min(oldBuckets(), Chunk.BUCKETS);
      chunk = Chunk.forMarks(buckets);
      table.allocated(Footprint.marks(buckets));
      oldDirectory[old >>> Chunk.SHIFT] = chunk;
    }
    return chunk;
  }

  private void plan(Table<?, ?> table, Chunk chunk, int index) {
    int modCount = table.modCount;
    long chainsBefore = chainsEvacuated;
    int length = 1;
    int bits = upperBits(table, chunk.tops[index], chunk.slots, index << Chunk.SLOT_SHIFT);
    setPlan(0, bits);
    for (OverflowBucket b = chunk.overflow(index); b != null; b = b.next) {
      bits = upperBits(table, b.tops, b.slots, 0);
      setPlan(length++, bits);
    }
    if (table.modCount != modCount || chainsEvacuated != chainsBefore) {
      throw table.changed(MisuseEvent.CHANGED_DURING_WRITE, "grow work");
    }
  }

  private int upperBits(Table<?, ?> table, long tops, Object[] slots, int base) {
    int bits = 0;
    for (long live = Tophash.live(tops); live != 0; live &= live - 1) {
      int slot = Tophash.slot(live);
      if ((table.hash(slots[base + (slot << 1)]) & oldBuckets()) != 0) {
        bits |= 1 << slot;
      }
    }
    return bits;
  }

  private int plan(int position) {
    return position < plan.length ? plan[position] : 0;
  }

  private void setPlan(int position, int bits) {
    if (position == plan.length) {
      plan = Arrays.copyOf(plan, position * 2);
    }
    plan[position] = bits;
  }

  private void moveBucket(long tops, Object[] slots, int base, int upperBits) {
    for (int slot = 0; slot < Chunk.SLOTS_PER_BUCKET; slot++) {
      int tophash = Tophash.get(tops, slot);
      if (tophash >= Tophash.MIN_LIVE) {
        int at = base + (slot << 1);
        Destination destination = (upperBits >>> slot & 1) == 0 ? lower : upper;
        destination.append(tophash, slots[at], slots[at + 1]);
      } else if (tophash == Tophash.EMPTY_ONE) {
        holesInChain++;
      }
    }
  }

  /** The end of a new chain that is being filled from slot 0; nobody else has touched it yet. */
  private static final class Destination {
    private Table<?, ?> table;
    private int bucket;
    private Chunk chunk;
    private OverflowBucket last;
    private int slot;
    int entries;
    int attached;

    void start(Table<?, ?> table, int bucket) {
      this.table = table;
      this.bucket = bucket;
      chunk = null;
      last = null;
      slot = 0;
      entries = 0;
      attached = 0;
    }

    void append(int tophash, Object key, Object value) {
      int index = bucket & Chunk.MASK;
      if (chunk == null) {
        chunk = table.chunkForEntry(bucket);
      }
      if (slot == Chunk.SLOTS_PER_BUCKET) {
        last = table.attachOverflow(chunk, index, last);
        attached++;
        slot = 0;
      }
      if (last == null) {
        chunk.tops[index] = Tophash.with(chunk.tops[index], slot, tophash);
        int at = (index << Chunk.SLOT_SHIFT) + (slot << 1);
        chunk.slots[at] = key;
        chunk.slots[at + 1] = value;
      } else {
        last.set(slot, tophash, key, value);
      }
      slot++;
      entries++;
    }
  }
}
