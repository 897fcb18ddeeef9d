package io.mapscope.map;

import io.mapscope.events.MisuseEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;

/**
 * Walks the entries of a table, one bucket ahead.
 *
 * <p>Implementation note. The order is Go's: from a bucket to the last, then from the first; in
 * each bucket along its chain; while the table grows, an old chain that is not evacuated yet is
 * read in the place of each new bucket it will fill, leaving out what will go to the other. Go
 * draws the start for each iteration; here it is drawn once per map, so that all views of an
 * unchanged map agree. Go's second draw, an offset within each bucket, is left out: the start alone
 * keeps users from relying on an order.
 *
 * <p>The entries of a bucket are copied when the walk comes to it. So evacuation, which only moves
 * entries between an old chain and the new ones that take its place, cannot hide an entry or show
 * one twice, and needs no bookkeeping here. A value that was changed since the copy (which is no
 * structural change) is looked up again.
 *
 * <p>Fail-fast: a structural change by anybody else fails the next step.
 */
abstract class Cursor<K, V> {

  private final Table<K, V> table;
  private final int start;
  private int visited;
  private int expectedModCount;

  /** Keys and values of the bucket at hand. */
  private Object[] read = new Object[2 * Chunk.SLOTS_PER_BUCKET];

  private int length;
  private int position;
  private int updatesAtRead;

  private Object key;
  private Object value;
  private boolean removable;

  Cursor(Table<K, V> table) {
    this.table = table;
    this.start = table.iterationStart & table.mask;
    this.expectedModCount = table.modCount;
    readAhead();
  }

  public final boolean hasNext() {
    return position < length;
  }

  /** Steps on; {@link #key} and {@link #value} tell what was reached. */
  final void step() {
    if (table.modCount != expectedModCount) {
      throw table.changed(MisuseEvent.CHANGED_DURING_ITERATION, "next");
    }
    if (position == length) {
      throw new NoSuchElementException();
    }
    key = read[position];
    value = read[position + 1];
    position += 2;
    if (table.updates != updatesAtRead) {
      value = table.find(key, table.hash(key));
    }
    removable = true;
    if (position == length) {
      readAhead();
    }
  }

  @SuppressWarnings("unchecked")
  final K key() {
    return (K) key;
  }

  @SuppressWarnings("unchecked")
  final V value() {
    return (V) value;
  }

  final Map.Entry<K, V> entry() {
    return new LiveEntry<>(table, key(), value());
  }

  public final void remove() {
    if (!removable) {
      throw new IllegalStateException("next() has not been called since the last remove()");
    }
    if (table.modCount != expectedModCount) {
      throw table.changed(MisuseEvent.CHANGED_DURING_ITERATION, "remove");
    }
    removable = false;
    table.remove(key);
    expectedModCount = table.modCount;
  }

  /** Fails when the table was changed structurally since the last step. */
  final void checkUnchanged() {
    if (table.modCount != expectedModCount) {
      throw table.changed(MisuseEvent.CHANGED_DURING_ITERATION, "forEach");
    }
  }

  private void readAhead() {
    length = 0;
    position = 0;
    updatesAtRead = table.updates;
    while (length == 0 && visited <= table.mask) {
      readBucket((start + visited) & table.mask);
      visited++;
    }
  }

  private void readBucket(int bucket) {
    Growth growth = table.growth;
    int current = growth == null ? bucket : growth.current(bucket);
    boolean split =
        growth != null && !growth.sameSize && !growth.isEvacuated(bucket & growth.oldMask);
    long word = table.tops[current >>> Chunk.SHIFT][current & Chunk.MASK];
    if (word == 0) {
      return;
    }
    Object[] slots = table.slots[current >>> Chunk.SHIFT];
    readSlots(word, slots, Chunk.base(current & Chunk.MASK), split, bucket);
    if (!Tophash.endsChain(word)) {
      for (OverflowBucket b = table.overflow(current); b != null; b = b.next) {
        readSlots(b.tops, b.slots, 0, split, bucket);
      }
    }
  }

  /** Copies the live slots; of a chain to be split only those whose hash leads to the bucket. */
  private void readSlots(long tops, Object[] slots, int base, boolean split, int bucket) {
    if (length + 2 * Chunk.SLOTS_PER_BUCKET > read.length) {
      read = Arrays.copyOf(read, read.length * 2);
    }
    for (long live = Tophash.live(tops); live != 0; live &= live - 1) {
      int at = base + (Tophash.slot(live) << 1);
      if (!split || ((int) table.hash(slots[at]) & table.mask) == bucket) {
        read[length++] = slots[at];
        read[length++] = slots[at + 1];
      }
    }
  }

  /** An entry that writes through, and tells the value of the map as long as the key is there. */
  private static final class LiveEntry<K, V> implements Map.Entry<K, V> {
    private final Table<K, V> table;
    private final K key;
    private V value;
    private int updates;
    private int modCount;

    LiveEntry(Table<K, V> table, K key, V value) {
      this.table = table;
      this.key = key;
      this.value = value;
      this.updates = table.updates;
      this.modCount = table.modCount;
    }

    @Override
    public K getKey() {
      return key;
    }

    @Override
    @SuppressWarnings("unchecked")
    public V getValue() {
      if (table.updates != updates || table.modCount != modCount) {
        Object found = table.find(key, table.hash(key));
        if (found != Table.ABSENT) {
          value = (V) found;
        }
        updates = table.updates;
        modCount = table.modCount;
      }
      return value;
    }

    @Override
    public V setValue(V newValue) {
      V before = getValue();
      table.replace(key, newValue);
      value = newValue;
      return before;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Map.Entry<?, ?> entry
          && Objects.equals(key, entry.getKey())
          && Objects.equals(getValue(), entry.getValue());
    }

    @Override
    public int hashCode() {
      return Objects.hashCode(key) ^ Objects.hashCode(getValue());
    }

    @Override
    public String toString() {
      return key + "=" + getValue();
    }
  }
}
