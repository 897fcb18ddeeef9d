package io.mapscope.map;

import java.util.function.BiConsumer;

/**
 * Goes along the live slots of a table, or of a part of it.
 *
 * <p>Implementation note. What is walked are families: an old bucket and the two new ones that its
 * chain fills while the table doubles; a bucket by itself otherwise. A family holds the same
 * entries before and after its chain is evacuated, so a walk over families meets each entry once
 * whatever a growth does meanwhile; half of the families can be given away without knowing what is
 * in them; and no key is hashed. (Go reads an old chain in the place of each of its two new
 * buckets, and hashes each key to leave out what belongs to the other.) The families stay those of
 * the beginning when the growth ends under the walk.
 *
 * <p>Entries are read where they lie, so that a value is always the present one. Only a chain that
 * waits for its evacuation may move under a walk; see {@link WaitingChain}.
 *
 * <p>As in Go the first family is drawn; but once per map, so that all views of an unchanged map
 * agree on the order. Go's second draw, an offset within each bucket, is left out: the start alone
 * keeps users from relying on an order.
 *
 * <p>Cost of a step: a few instructions in the word of tophash bytes at hand and one look at the
 * slots; no allocation but what a waiting chain takes.
 *
 * <p>Dropped: a copy of each bucket, which made every step look its value up again once a value had
 * been changed, and took twice as long (10,000 and 1M Long keys, iterators and {@code forEach}).
 */
abstract class Walk {

  private static final int NONE = -1;

  /** Any slot, as long as a waiting chain has more. */
  private static final long SOME = 0x80;

  final Table<?, ?> table;

  /** Of the bucket at hand, the high bit of each live slot that is still to come. */
  private long live;

  /** The array with the slots of the bucket at hand, and where they begin. */
  private Object[] in;

  private int base;

  /** Whether the chain at hand waits for its evacuation. */
  private boolean waiting;

  private WaitingChain waitingChain;

  /** The next overflow bucket of the chain, or null. */
  private OverflowBucket overflow;

  /** The other bucket of the family, if that is still to come. */
  private int upper = NONE;

  private int families;

  /** The families that are still to come, counted from where iterations start. */
  private int next;

  private int end;

  /** Where the value last stepped to lies, the key before it; none once the walk has gone on. */
  private int at = NONE;

  /** {@link Table#moves} at the last step along a waiting chain. */
  private int movesBefore;

  Walk(Table<?, ?> table) {
    this.table = table;
    Growth growth = table.growth;
    this.families = growth == null ? table.mask + 1 : growth.oldBuckets();
    this.end = families;
  }

  /** Whether there is another entry; calls no user code. */
  public final boolean hasNext() {
    return live != 0 || nextBucket();
  }

  /** Steps to the next entry, when there is one, and returns its key. */
  final Object advance() {
    if (waiting) {
      waitingChain.next();
      in = waitingChain.in;
      at = waitingChain.at;
      movesBefore = table.moves;
      live = 0;
    } else {
      at = base + Tophash.valueOffset(live);
      live &= live - 1;
    }
    return in[at - 1];
  }

  /** The value last stepped to, as long as the place is known. */
  final Object valueAtPlace() {
    return in[at];
  }

  final void setValueAtPlace(Object value) {
    in[at] = value;
    table.updates++;
  }

  /** Whether the entry last stepped to lies where it did, nobody having changed the structure. */
  final boolean knowsPlace() {
    return at != NONE && (waitingChain == null || table.moves == movesBefore);
  }

  /**
   * All entries to come, as long as nobody changes the structure; the loop is in local variables.
   */
  @SuppressWarnings("unchecked")
  final <K, V> void forEachPair(BiConsumer<? super K, ? super V> action) {
    int modCountBefore = table.modCount;
    while (hasNext() && table.modCount == modCountBefore) {
      if (waiting) {
        K key = (K) advance();
        action.accept(key, (V) valueAtPlace());
        continue;
      }
      Object[] slots = in;
      int first = base;
      for (long left = live; left != 0 && table.modCount == modCountBefore; ) {
        int index = first + Tophash.valueOffset(left);
        left &= left - 1;
        live = left; // The action may throw.
        action.accept((K) slots[index - 1], (V) slots[index]);
      }
    }
  }

  private boolean nextBucket() {
    if (waiting && waitingChain.hasNext()) {
      live = SOME;
      return true;
    }
    waiting = false;
    at = NONE;
    do {
      if (overflow != null) {
        live = Tophash.live(overflow.tops);
        in = overflow.slots;
        base = 0;
        overflow = overflow.next;
      } else if (upper != NONE) {
        beginChain(upper);
        upper = NONE;
      } else if (next < end) {
        beginFamily((table.iterationStart + next++) & (families - 1));
      } else {
        return false;
      }
    } while (live == 0);
    return true;
  }

  private void beginFamily(int bucket) {
    int other = families > table.mask ? NONE : bucket + families;
    Growth growth = table.growth;
    if (growth == null || growth.isEvacuated(bucket)) {
      beginChain(bucket);
      upper = other;
      return;
    }
    if (waitingChain == null) {
      waitingChain = new WaitingChain(table);
    }
    waitingChain.read(bucket, other == NONE ? bucket : other);
    if (waitingChain.hasNext()) {
      waiting = true;
      live = SOME;
    }
  }

  private void beginChain(int bucket) {
    int index = bucket & Chunk.MASK;
    long tops = table.tops[bucket >>> Chunk.SHIFT][index];
    live = Tophash.live(tops);
    in = table.slots[bucket >>> Chunk.SHIFT];
    base = Chunk.base(index);
    overflow = Tophash.endsChain(tops) ? null : table.overflow(bucket);
  }

  /** Whether no step was taken, nor a part given away. */
  final boolean isWhole() {
    return end - next == families;
  }

  /** About how many entries are still to come. */
  final long estimate() {
    return isWhole() ? table.size : (long) table.size * (end - next) / families;
  }

  final boolean canSplit() {
    return end - next > 1;
  }

  /** Makes this, which is fresh, the second half of another, which keeps the first. */
  final void takeHalfOf(Walk other) {
    families = other.families;
    end = other.end;
    next = (other.next + other.end) >>> 1;
    other.end = next;
  }
}
