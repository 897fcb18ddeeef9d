package io.mapscope.map;

import io.mapscope.events.MisuseEvent;
import java.util.Arrays;

/**
 * A walk along a chain that its growth has yet to evacuate.
 *
 * <p>Implementation note. What is called between two steps, be it a function or a program that puts
 * other values for the keys it iterates over, may have the chain evacuated, which reorders nothing
 * but moves everything. So the keys and their places are noted when the walk comes to the chain;
 * once the chain was evacuated, the place of the next key is looked for in the two new chains, by
 * identity. Neither needs the hash of a key: a walk calls no user code.
 *
 * <p>Cost: three references and a number for each entry of the chain at hand; the search only after
 * an evacuation under the walk.
 */
final class WaitingChain {

  private final Table<?, ?> table;

  /** The array and the index of the value that {@link #next} found. */
  Object[] in;

  int at;

  private int bucket;
  private int upper;
  private int movesBefore;

  private Object[] keys = new Object[2 * Chunk.SLOTS_PER_BUCKET];
  private Object[][] arrays = new Object[keys.length][];
  private int[] indexes = new int[keys.length];
  private int length;
  private int position;

  WaitingChain(Table<?, ?> table) {
    this.table = table;
  }

  /** Notes the chain of a bucket, the upper part of which will go to another. */
  void read(int oldBucket, int upperBucket) {
    bucket = oldBucket;
    upper = upperBucket;
    movesBefore = table.moves;
    position = 0;
    length = 0;
    int index = oldBucket & Chunk.MASK;
    long tops = table.tops[oldBucket >>> Chunk.SHIFT][index];
    read(tops, table.slots[oldBucket >>> Chunk.SHIFT], Chunk.base(index));
    if (!Tophash.endsChain(tops)) {
      for (OverflowBucket b = table.overflow(oldBucket); b != null; b = b.next) {
        read(b.tops, b.slots, 0);
      }
    }
  }

  private void read(long tops, Object[] slots, int base) {
    if (length + Chunk.SLOTS_PER_BUCKET > keys.length) {
      keys = Arrays.copyOf(keys, 2 * keys.length);
      arrays = Arrays.copyOf(arrays, keys.length);
      indexes = Arrays.copyOf(indexes, keys.length);
    }
    for (long live = Tophash.live(tops); live != 0; live &= live - 1) {
      int index = base + Tophash.valueOffset(live);
      keys[length] = slots[index - 1];
      arrays[length] = slots;
      indexes[length++] = index;
    }
  }

  boolean hasNext() {
    return position < length;
  }

  /** Finds where the next entry lies now. */
  void next() {
    in = arrays[position];
    at = indexes[position];
    if (table.moves != movesBefore) {
      Growth growth = table.growth;
      if (growth == null || growth.isEvacuated(bucket)) {
        find(keys[position]);
      } else {
        movesBefore = table.moves;
      }
    }
    position++;
  }

  private void find(Object key) {
    if (!isIn(bucket, key) && !isIn(upper, key)) {
      throw table.changed(MisuseEvent.CHANGED_DURING_ITERATION, "next");
    }
  }

  private boolean isIn(int newBucket, Object key) {
    int index = newBucket & Chunk.MASK;
    long tops = table.tops[newBucket >>> Chunk.SHIFT][index];
    Object[] slots = table.slots[newBucket >>> Chunk.SHIFT];
    if (isIn(tops, slots, Chunk.base(index), key)) {
      return true;
    }
    for (OverflowBucket b = table.overflow(newBucket); b != null; b = b.next) {
      if (isIn(b.tops, b.slots, 0, key)) {
        return true;
      }
    }
    return false;
  }

  private boolean isIn(long tops, Object[] slots, int base, Object key) {
    for (long live = Tophash.live(tops); live != 0; live &= live - 1) {
      int index = base + Tophash.valueOffset(live);
      if (slots[index - 1] == key) {
        in = slots;
        at = index;
        return true;
      }
    }
    return false;
  }
}
