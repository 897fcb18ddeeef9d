package io.mapscope.map;

import io.mapscope.events.GrowthEvent;
import io.mapscope.events.GrowthStartEvent;
import io.mapscope.events.MisuseEvent;
import java.util.Arrays;

/**
 * One growth under way: which old chains are evacuated, and its totals.
 *
 * <p>Implementation note. Go's growWork, evacuate and advanceEvacuationMark, but in place: old
 * bucket {@code i} and new bucket {@code i} are the same memory ({@link Buckets}), so evacuating a
 * chain squeezes the entries of the lower half together where they are and moves those of the upper
 * half. What Go marks in the old bucket is a bit here, and while it is not set the new buckets
 * {@code i} and {@code i} + old size count as empty.
 *
 * <p>A chain is evacuated in two passes: the first hashes every key, decides which half it goes to
 * and allocates what both halves need; the second moves. Hashing is user code; if it throws, or
 * comes back and changes the map, or memory runs out, nothing has moved. A growth that keeps the
 * size needs no hashes. Holes are squeezed out: the entries of a chain keep their order and fill
 * the new chains from slot 0.
 *
 * <p>Cost of a step: as many chains as the budget says, two at first, of 6.5 entries on average,
 * plus the chunk of each one's upper half when it is the first to come to it.
 */
final class Growth {

  /** Go's cap on how far one step looks ahead for chains that are evacuated already. */
  private static final int LOOK_AHEAD = 1024;

  /** Log2 of the chains that share an array of bits: 512 bytes. */
  private static final int BITS_SHIFT = 12;

  private static final int BITS_MASK = (1 << BITS_SHIFT) - 1;

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

  /** Inserts since the start. */
  long inserts;

  long steps;
  long chainsEvacuated;
  long entriesMoved;
  long movedToUpper;
  long holesSqueezed;
  long overflowAttached;
  long workNanos;
  long longestStepNanos;

  /** Of the chain moved last. */
  int chainLength;

  int holesInChain;

  private final Table<?, ?> table;
  private final long allocatedAtStart;

  /** Inserts until the next growth, to spread the chains over. */
  private final long horizon;

  /** Evacuated chains, a bit each; the arrays are made when the first bit is set. */
  private final long[][] evacuated;

  private final Destination lower = new Destination();
  private final Destination upper = new Destination();

  /**
   * For each bucket of the chain at hand, the high bit of each slot that goes to the upper half.
   */
  private long[] plan = new long[4];

  /** A growth of the table as it is now; the caller doubles the buckets. */
  Growth(Table<?, ?> table, boolean sameSize, long startNanos) {
    this.table = table;
    this.sameSize = sameSize;
    this.oldMask = table.mask;
    this.entriesAtStart = table.size;
    this.overflowAtStart = table.noverflow;
    this.startNanos = startNanos;
    this.allocatedAtStart = table.allocatedBytes;
    int limit = Table.loadLimit(sameSize ? table.log2Buckets : table.log2Buckets + 1);
    this.horizon = Math.max(limit - entriesAtStart, oldBuckets());
    this.evacuated = new long[Math.max(1, oldBuckets() >>> BITS_SHIFT)][];
  }

  int oldBuckets() {
    return oldMask + 1;
  }

  String reason() {
    return sameSize ? GrowthStartEvent.OVERFLOW : GrowthStartEvent.LOAD;
  }

  long allocatedBytes() {
    return table.allocatedBytes - allocatedAtStart;
  }

  /** Whether the chain of an old bucket is evacuated. */
  boolean isEvacuated(int old) {
    if (old < mark) {
      return true;
    }
    long[] bits = evacuated[old >>> BITS_SHIFT];
    return bits != null && (bits[(old & BITS_MASK) >>> 6] >>> old & 1) != 0;
  }

  private void setEvacuated(int old) {
    int at = old >>> BITS_SHIFT;
    if (evacuated[at] == null) {
      evacuated[at] = new long[Math.max(1, Math.min(oldBuckets(), 1 << BITS_SHIFT) >>> 6)];
    }
    evacuated[at][(old & BITS_MASK) >>> 6] |= 1L << old;
  }

  /** Where the chain of a new bucket lies now. */
  int current(int bucket) {
    int old = bucket & oldMask;
    return isEvacuated(old) ? bucket : old;
  }

  /** Whether a write has chains to evacuate. */
  boolean isDue() {
    return table.pacing == Pacing.GO || inserts * oldBuckets() >= mark * horizon;
  }

  /** What one write does, the bucket being the one it is about. */
  void work(int bucket) {
    steps++;
    if (table.pacing == Pacing.GO) {
      int own = bucket & oldMask;
      boolean ownWaits = !isEvacuated(own);
      evacuate(own);
      int more = ownWaits ? table.budget - 1 : Math.max(1, table.budget - 1);
      for (; more > 0 && !finished; more--) {
        evacuate(mark);
      }
    } else {
      for (int left = table.budget; left > 0 && !finished && isDue(); left--) {
        evacuate(mark);
      }
    }
    if (finished) {
      table.endGrowth(this);
    }
  }

  private void evacuate(int old) {
    if (!isEvacuated(old)) {
      if (Table.EVENTS) {
        table.recorder.evacuate(this, old);
      } else {
        move(old);
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
  void move(int old) {
    int chunk = old >>> Chunk.SHIFT;
    int index = old & Chunk.MASK;
    plan(old);
    lower.allocate(old);
    if (!sameSize) {
      upper.allocate(old + oldBuckets());
    }
    holesInChain = 0;
    int length = 1;
    OverflowBucket overflow = table.overflow(old);
    long[] tops = table.tops[chunk];
    if (tops != Chunk.NO_TOPS) {
      Object[] slots = table.slots[chunk];
      moveBucket(tops[index], slots, index << Chunk.SLOT_SHIFT, plan[0]);
      for (OverflowBucket b = overflow; b != null; b = b.next) {
        moveBucket(b.tops, b.slots, 0, plan[length++]);
        table.forget(b);
      }
      lower.install();
      if (!sameSize) {
        upper.install();
      }
    }
    if (old != mark) { // The mark is about to pass.
      setEvacuated(old);
    }
    account(length);
  }

  private void account(int length) {
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

  /** Decides for each entry of a chain which half it goes to; calls user code unless same-size. */
  private void plan(int old) {
    int chunk = old >>> Chunk.SHIFT;
    int index = old & Chunk.MASK;
    int modCount = table.modCount;
    int moves = ++table.moves; // So that planning within a key's hashCode is noticed too.
    int live = 0;
    int ups = 0;
    int length = 0;
    long tops = table.tops[chunk][index];
    Object[] slots = table.slots[chunk];
    int base = index << Chunk.SLOT_SHIFT;
    OverflowBucket next = table.overflow(old);
    while (true) {
      if (length == plan.length) {
        plan = Arrays.copyOf(plan, length * 2);
      }
      long bits = sameSize ? 0 : upperBits(tops, slots, base);
      plan[length++] = bits;
      ups += Long.bitCount(bits);
      live += Long.bitCount(Tophash.live(tops));
      if (next == null) {
        break;
      }
      tops = next.tops;
      slots = next.slots;
      base = 0;
      next = next.next;
    }
    if (table.modCount != modCount || table.moves != moves) {
      throw table.changed(MisuseEvent.CHANGED_DURING_WRITE, "grow work");
    }
    lower.expect(live - ups);
    upper.expect(ups);
  }

  private long upperBits(long tops, Object[] slots, int base) {
    int shift = Integer.numberOfTrailingZeros(oldBuckets());
    long bits = 0;
    for (long live = Tophash.live(tops); live != 0; live &= live - 1) {
      long hash = table.hash(slots[base + Tophash.valueOffset(live) - 1]);
      bits |= live & -live & -(hash >>> shift & 1); // No branch: nobody could foretell it.
    }
    return bits;
  }

  /** The upper half first, as the lower one is squeezed together where the bucket is. */
  private void moveBucket(long tops, Object[] slots, int base, long uppers) {
    upper.take(tops, slots, base, uppers);
    lower.take(tops, slots, base, Tophash.live(tops) ^ uppers);
    holesInChain += Long.bitCount(Tophash.holes(tops));
  }

  /**
   * A new chain that is being filled from slot 0. That of the lower half lies where the old chain
   * does, but never overtakes it: an entry's new slot is its old one or one before it, and by the
   * time the first overflow bucket is needed all of the head was read.
   */
  private final class Destination {
    private int bucket;
    private Object[] slots;
    private int base;
    private OverflowBucket first;
    private OverflowBucket last;
    private long headTops;
    private int expected;

    /** Filled slots of the bucket at hand: the head while {@link #last} is null. */
    private int filled;

    int entries;
    int attached;

    void expect(int count) {
      expected = count;
    }

    /** Allocates all that the expected entries need. */
    void allocate(int newBucket) {
      bucket = newBucket;
      first = null;
      last = null;
      headTops = 0;
      filled = 0;
      entries = 0;
      attached = 0;
      if (expected > 0) {
        table.ensureChunk(newBucket);
      }
      for (int left = expected; left > Chunk.SLOTS_PER_BUCKET; ) {
        left -= Chunk.SLOTS_PER_BUCKET;
        OverflowBucket fresh = table.newOverflowBucket(Math.min(left, Chunk.SLOTS_PER_BUCKET));
        if (first == null) {
          first = fresh;
        } else {
          last.next = fresh;
        }
        last = fresh;
        attached++;
      }
      last = null;
      slots = table.slots[newBucket >>> Chunk.SHIFT];
      base = (newBucket & Chunk.MASK) << Chunk.SLOT_SHIFT;
    }

    /** Appends the slots of a bucket that have their bits set. */
    void take(long tops, Object[] from, int fromBase, long which) {
      for (long left = which; left != 0; left &= left - 1) {
        if (filled == Chunk.SLOTS_PER_BUCKET) {
          last = last == null ? first : last.next;
          table.countOverflow();
          filled = 0;
        }
        int at = fromBase + Tophash.valueOffset(left);
        int tophash = Tophash.get(tops, Tophash.slot(left));
        if (last == null) {
          int to = base + (filled << 1);
          headTops |= (long) tophash << (filled << 3);
          slots[to] = from[at - 1];
          slots[to + 1] = from[at];
        } else {
          last.set(filled, tophash, from[at - 1], from[at]);
        }
        filled++;
        entries++;
      }
    }

    /** Puts the chain in place. */
    void install() {
      int chunk = bucket >>> Chunk.SHIFT;
      if (table.tops[chunk] != Chunk.NO_TOPS) {
        table.tops[chunk][bucket & Chunk.MASK] = headTops;
        int inHead = Math.min(entries, Chunk.SLOTS_PER_BUCKET);
        Arrays.fill(slots, base + (inHead << 1), base + Chunk.REFERENCES_PER_BUCKET, null);
        table.setOverflow(bucket, first);
      }
    }
  }
}
