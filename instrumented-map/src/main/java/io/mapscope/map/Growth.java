package io.mapscope.map;

import io.mapscope.events.GrowthEvent;
import io.mapscope.events.GrowthStartEvent;
import io.mapscope.events.MisuseEvent;

/**
 * One growth under way: which old chains are evacuated, and its totals.
 *
 * <p>Implementation note. Go's growWork, evacuate and advanceEvacuationMark, but in place: old
 * bucket {@code i} and new bucket {@code i} are the same memory ({@link Buckets}), so evacuating a
 * chain squeezes the entries of the lower half together where they are and moves those of the upper
 * half. What Go marks in the old bucket is a bit here, and while it is not set the new buckets
 * {@code i} and {@code i} + old size count as empty.
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

  /** One of {@link GrowthStartEvent#REASONS}. */
  final String reason;

  final int oldMask;
  final int entriesAtStart;
  final int overflowAtStart;
  final long startNanos;

  /** Whether the bits that are kept of hashes tell the half of an entry, and suit the new table. */
  final boolean knowsHalf;

  /** Which of those bits does. */
  final int decidingBit;

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

  private final GrowingTable<?, ?> table;
  private final long allocatedAtStart;

  /** Inserts until the next growth, to spread the chains over. */
  private final long horizon;

  /** Evacuated chains, a bit each; the arrays are made when the first bit is set. */
  private final long[][] evacuated;

  private final Evacuation first;
  private final Evacuation second;

  /** A growth of the table as it is now; the caller doubles the buckets. */
  Growth(GrowingTable<?, ?> table, boolean sameSize, String reason, long startNanos) {
    this.table = table;
    this.sameSize = sameSize;
    this.reason = reason;
    this.oldMask = table.mask;
    this.entriesAtStart = table.size;
    this.overflowAtStart = table.noverflow;
    this.startNanos = startNanos;
    this.allocatedAtStart = table.allocatedBytes;
    int limit = GrowingTable.loadLimit(sameSize ? table.log2Buckets : table.log2Buckets + 1);
    this.horizon = Math.max(limit - entriesAtStart, oldBuckets());
    int kept = Hashing.keptFrom(table.log2Buckets);
    int keptThen = Hashing.keptFrom(sameSize ? table.log2Buckets : table.log2Buckets + 1);
    this.knowsHalf = table.keepingBits && kept == keptThen;
    this.decidingBit = table.log2Buckets - kept;
    this.first = new Evacuation(table, this);
    this.second = new Evacuation(table, this);
    this.evacuated = new long[Math.max(1, oldBuckets() >>> BITS_SHIFT)][];
  }

  int oldBuckets() {
    return oldMask + 1;
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

  /** The array that has the bit of an old chain. */
  private long[] bitsOf(int old) {
    int at = old >>> BITS_SHIFT;
    if (evacuated[at] == null) {
      evacuated[at] = new long[Math.max(1, Math.min(oldBuckets(), 1 << BITS_SHIFT) >>> 6)];
    }
    return evacuated[at];
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
      ownAndMarked(bucket & oldMask);
    } else {
      for (int left = table.budget; left > 0 && !finished && isDue(); left--) {
        evacuateMarked();
      }
    }
  }

  /** What a slice of prepared work does, whatever the pacing: so many chains at the mark. */
  void workAhead(int chains) {
    steps++;
    for (int left = chains; left > 0 && !finished; left--) {
      evacuateMarked();
    }
  }

  /**
   * Evacuates the chain that a write is about and the one at the mark, planning both before it
   * moves one: the cache misses of all their keys overlap.
   */
  private void ownAndMarked(int own) {
    boolean waits = !isEvacuated(own);
    int marked = waits ? table.budget - 1 : Math.max(1, table.budget - 1);
    int modCount = table.modCount;
    int moves = ++table.moves;
    int ahead = own == mark ? markAfter() : mark;
    if (marked > 0 && ahead < oldBuckets() && !isEvacuated(ahead)) {
      second.plan(ahead);
    }
    if (waits) {
      first.plan(own);
    }
    checkPlanned(modCount, moves);
    evacuate(own, first);
    if (marked > 0 && !finished) {
      evacuate(mark, second);
    }
    for (; marked > 1 && !finished; marked--) {
      evacuateMarked();
    }
  }

  private void evacuateMarked() {
    if (!isEvacuated(mark)) {
      int modCount = table.modCount;
      int moves = ++table.moves;
      first.plan(mark);
      checkPlanned(modCount, moves);
    }
    evacuate(mark, first);
  }

  /** Fails when a key's hashCode has changed the table or had other chains planned. */
  private void checkPlanned(int modCount, int moves) {
    if (table.modCount != modCount || table.moves != moves) {
      throw table.changed(MisuseEvent.CHANGED_DURING_WRITE, "grow work");
    }
  }

  private void evacuate(int old, Evacuation planned) {
    if (isEvacuated(old)) {
      if (old == mark) {
        advance();
      }
    } else if (GrowingTable.EVENTS) {
      table.recorder.growths.evacuate(this, planned);
    } else {
      move(planned);
    }
  }

  /** Go's advanceEvacuationMark; past the last chain it ends the growth. */
  private void advance() {
    mark = markAfter();
    finished = mark == oldBuckets();
    if (finished) {
      table.endGrowth(this);
    }
  }

  /** Where the mark goes from the chain it is at. */
  private int markAfter() {
    int stop = Math.min(mark + 1 + LOOK_AHEAD, oldBuckets());
    int next = mark + 1;
    while (next != stop && isEvacuated(next)) {
      next++;
    }
    return next;
  }

  /**
   * Evacuates a chain as planned, and says so of it: nothing is allocated in between, nor told, as
   * a chain that has moved and counts as waiting would be lost.
   */
  void move(Evacuation planned) {
    int old = planned.old;
    long[] bits = old == mark ? null : bitsOf(old); // The mark passes it, and needs no bit.
    planned.move();
    if (bits != null) {
      bits[(old & BITS_MASK) >>> 6] |= 1L << old;
    }
    chainsEvacuated++;
    entriesMoved += planned.toLower + planned.toUpper;
    movedToUpper += planned.toUpper;
    overflowAttached += planned.attached;
    holesSqueezed += planned.holes;
    table.holes -= planned.holes;
    if (bits == null) {
      advance();
    }
  }
}
