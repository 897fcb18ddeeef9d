package io.mapscope.map;

import io.mapscope.events.MisuseEvent;
import java.util.Arrays;

/**
 * The entries of one chain as a cursor found them, in the order of the cursor.
 *
 * <p>Implementation note. A growth, a removal or an insert may change the chain while the cursor
 * stands in it, so the chain is copied at once and what is in the copy is looked up again when
 * anything has changed since. Hashes are asked after the copy was made, as they are user code; if
 * that has changed the map, the copy is worth nothing. Immutable.
 *
 * <p>Costs three small arrays for each chain, and the hash codes of its keys.
 */
final class Stretch {

  /** The least rank that belongs to it. */
  final long first;

  /** The greatest one. */
  final long last;

  /** Version of the table of which the values are. */
  final int version;

  private Object[] keys = new Object[Chunk.SLOTS_PER_BUCKET];
  private Object[] values = new Object[keys.length];
  private final long[] ranks;
  private int length;

  private Stretch(Table<?, ?> table, FixedOrder order, long rank) {
    version = version(table);
    int modCount = table.modCount;
    Growth growth = table.growth;
    int log2 = table.log2Buckets;
    int bucket = (int) order.hash(rank) & table.mask;
    if (growth != null && !growth.isEvacuated(bucket & growth.oldMask)) {
      bucket &= growth.oldMask;
      log2 -= growth.sameSize ? 0 : 1;
    }
    first = FixedOrder.first(rank, log2);
    last = FixedOrder.last(rank, log2);
    copy(table, bucket);
    ranks = new long[length];
    sort(table, order);
    if (table.modCount != modCount) {
      throw table.changed(MisuseEvent.CHANGED_DURING_ITERATION, "cursor");
    }
  }

  /** The chain that holds a rank now; calls user code. */
  static Stretch read(Table<?, ?> table, FixedOrder order, long rank) {
    return new Stretch(table, order, rank);
  }

  /** A number that any change of a table changes. */
  static int version(Table<?, ?> table) {
    return table.modCount + table.updates;
  }

  private void copy(Table<?, ?> table, int bucket) {
    int index = bucket & Chunk.MASK;
    long tops = table.tops[bucket >>> Chunk.SHIFT][index];
    copy(tops, table.slots[bucket >>> Chunk.SHIFT], Chunk.base(index));
    if (!Tophash.endsChain(tops)) {
      for (OverflowBucket b = table.overflow(bucket); b != null; b = b.next) {
        copy(b.tops, b.slots, 0);
      }
    }
  }

  private void copy(long tops, Object[] slots, int base) {
    if (length + Chunk.SLOTS_PER_BUCKET > keys.length) {
      keys = Arrays.copyOf(keys, 2 * keys.length);
      values = Arrays.copyOf(values, keys.length);
    }
    for (long live = Tophash.live(tops); live != 0; live &= live - 1) {
      int at = base + Tophash.valueOffset(live);
      keys[length] = slots[at - 1];
      values[length++] = slots[at];
    }
  }

  /** By insertion: a chain is short, or of equal hashes, which stay as they lie. */
  private void sort(Table<?, ?> table, FixedOrder order) {
    for (int i = 0; i < length; i++) {
      Object key = keys[i];
      Object value = values[i];
      long rank = order.rank(table.hash(key));
      int to = i;
      for (; to > 0 && Long.compareUnsigned(ranks[to - 1], rank) > 0; to--) {
        keys[to] = keys[to - 1];
        values[to] = values[to - 1];
        ranks[to] = ranks[to - 1];
      }
      keys[to] = key;
      values[to] = value;
      ranks[to] = rank;
    }
  }

  int length() {
    return length;
  }

  Object key(int at) {
    return keys[at];
  }

  /** The value as it was when the chain was read. */
  Object value(int at) {
    return values[at];
  }

  long rank(int at) {
    return ranks[at];
  }

  boolean isLast() {
    return last == -1L;
  }

  boolean isFirst() {
    return first == 0;
  }

  /** Whether ranks of it come before, at, or after a rank. */
  int compareTo(long rank) {
    if (Long.compareUnsigned(rank, first) < 0) {
      return 1;
    }
    return Long.compareUnsigned(rank, last) > 0 ? -1 : 0;
  }
}
