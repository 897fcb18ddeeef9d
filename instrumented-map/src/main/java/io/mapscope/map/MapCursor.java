package io.mapscope.map;

import java.util.Objects;

/**
 * Goes along the entries of a map that is changed meanwhile: it can pause as long as it likes, go
 * back, delete what it stands on, and tell what it may have missed.
 *
 * <p>Between two calls the map may be written, grow, or be cleared; nothing fails for that. The
 * order is fixed when the cursor is made, and holds for entries that come later, too:
 *
 * <ul>
 *   <li>An entry that is in the map from the first step to the last is met exactly once, whatever
 *       grows meanwhile.
 *   <li>An entry that is removed before the cursor comes to it is not met.
 *   <li>An entry that is put meanwhile is met if it lies ahead. {@link #isAhead} tells that of a
 *       key, {@link #changes} how many there were.
 *   <li>When the map becomes empty, or is cleared, it gets another order, and the cursor is at its
 *       end: all that it could have met is gone. {@link #back} brings it before the first entry of
 *       what came since.
 * </ul>
 *
 * <p>A step takes constant time on average, and what the empty chains cost that it goes past, as
 * with any hash map; it asks the keys of each chain for their hash codes, and looks an entry up
 * again when the map was written since the chain was read. A cursor keeps the entries of one chain,
 * however long it pauses. Not thread-safe: whoever guards the map guards it too. Only in the midst
 * of a step must keys not change the map: that throws {@link
 * java.util.ConcurrentModificationException}, as far as noticed.
 *
 * <p>Implementation note. Where the cursor is, is a place in {@link FixedOrder} and nothing else:
 * the chain at hand ({@link Stretch}) and an index in it. So going back needs no history: it reads
 * the chain before. Dropped: a copy of all keys, 4 bytes for each entry and a stop to make it; and
 * the walk of the views, by families of buckets as they were at its start, which has no way back
 * and would take all of a family at once after many doublings.
 *
 * <p>How many entries came and went follows from the count of structural changes and the size: an
 * insert raises both, a removal only the first, the start of a growth is counted by itself. So
 * writes pay nothing for cursors.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public final class MapCursor<K, V> {

  /**
   * What others have changed since the cursor last stood before the first entry.
   *
   * @param inserted entries put: those of them that lay behind the cursor are missed. If the map
   *     was emptied, the entries that it has now, all of which are missed
   * @param removed entries removed, but not by the cursor: those of them that lay ahead are not
   *     met. If the map was emptied, at least so many
   * @param growths growths begun; nothing is missed for them
   * @param emptied whether the map was cleared, or its last entry removed
   */
  public record Changes(int inserted, int removed, int growths, boolean emptied) {

    /**
     * Whether the map may have entries that the cursor has neither met nor will meet.
     *
     * @return false if there are none for sure
     */
    public boolean mayHaveMissed() {
      return inserted > 0;
    }
  }

  private final Table<K, V> table;

  private final long draw;
  private FixedOrder order;
  private long seed;

  /** The chain at hand; null before the first entry. */
  private Stretch stretch;

  /** Where it stands in the chain; its length when all of it is behind. */
  private int at;

  private boolean standing;
  private K key;
  private V value;

  private int modCountAtStart;
  private int sizeAtStart;
  private int growthsAtStart;
  private int removedByCursor;

  MapCursor(Table<K, V> table) {
    this(table, 0);
  }

  /** A cursor that starts where a draw says. */
  MapCursor(Table<K, V> table, long draw) {
    this.table = table;
    this.draw = draw;
    fixOrder();
  }

  private void fixOrder() {
    Growth growth = table.growth;
    // Chains that wait for their evacuation are those of the smaller table.
    boolean doubling = growth != null && !growth.sameSize;
    order = new FixedOrder(doubling ? table.log2Buckets - 1 : table.log2Buckets, draw);
    seed = table.seed;
  }

  private boolean isEmptied() {
    return table.seed != seed;
  }

  // ---- steps

  /**
   * Steps to the next entry that is in the map.
   *
   * @return false at the end, where it stands on none; more may come there later
   */
  public boolean next() {
    if (stretch == null) {
      begin();
    } else if (isEmptied()) {
      standing = false;
      return false;
    }
    while (true) {
      for (int i = at + 1; i < stretch.length(); i++) {
        if (stand(i)) {
          return true;
        }
      }
      if (stretch.isLast()) {
        return beside(stretch.length());
      }
      enter(Stretch.read(table, order, stretch.last + 1), -1);
    }
  }

  /** Nothing is behind yet, so what has changed before does not count. */
  private void begin() {
    if (isEmptied()) {
      fixOrder();
    }
    modCountAtStart = table.modCount;
    sizeAtStart = table.size;
    growthsAtStart = table.growthsBegun;
    removedByCursor = 0;
    enter(Stretch.read(table, order, 0), -1);
  }

  /**
   * Goes back: one step leads to the last entry before this one that is in the map now, from the
   * end to the last of all. What was gone back over is met again by {@link #next}. Entries that
   * were put behind meanwhile are met on the way, but for those in the chain at hand.
   *
   * @param steps how many, not negative
   * @return how many there were; if fewer, it stands before the first entry
   * @throws IllegalArgumentException if negative
   */
  public int back(int steps) {
    if (steps < 0) {
      throw new IllegalArgumentException("steps back must not be negative: " + steps);
    }
    int made = 0;
    while (made < steps && previous()) {
      made++;
    }
    return made;
  }

  private boolean previous() {
    if (stretch != null && isEmptied()) {
      stretch = null;
    }
    while (stretch != null) {
      for (int i = at - 1; i >= 0; i--) {
        if (stand(i)) {
          return true;
        }
      }
      if (stretch.isFirst()) {
        stretch = null;
      } else {
        Stretch before = Stretch.read(table, order, stretch.first - 1);
        enter(before, before.length());
      }
    }
    standing = false;
    return false;
  }

  private void enter(Stretch read, int from) {
    stretch = read;
    at = from;
  }

  private boolean beside(int place) {
    at = place;
    standing = false;
    return false;
  }

  /** Stands on an entry of the chain at hand if that is in the map still. */
  @SuppressWarnings("unchecked")
  private boolean stand(int place) {
    Object found =
        stretch.version == Stretch.version(table)
            ? stretch.value(place)
            : table.find(stretch.key(place), order.hash(stretch.rank(place)));
    if (found == Table.ABSENT) {
      return false;
    }
    at = place;
    key = (K) stretch.key(place);
    value = (V) found;
    standing = true;
    return true;
  }

  /** Takes the present value of the entry that it stands on, if that is in the map still. */
  void refresh() {
    if (!isEmptied()) {
      stand(at);
    }
  }

  // ---- the entry it stands on

  /**
   * Key of the entry that it stands on, also if that was removed since.
   *
   * @return null if that is the key
   * @throws IllegalStateException if it stands on none
   */
  public K key() {
    checkStanding();
    return key;
  }

  /**
   * The value that the entry had when the cursor stepped on it.
   *
   * @return null if that is the value
   * @throws IllegalStateException if it stands on none
   */
  public V value() {
    checkStanding();
    return value;
  }

  /**
   * Removes the key that it stands on, by a write as any other: it does grow work, and is counted
   * and told. The next step leads to where it would have led.
   *
   * @return false if the map did not have the key any more
   * @throws IllegalStateException if it stands on none
   */
  public boolean remove() {
    checkStanding();
    if (!table.removeKey(key)) {
      return false;
    }
    removedByCursor++;
    return true;
  }

  private void checkStanding() {
    if (!standing) {
      throw new IllegalStateException("the cursor stands on no entry: step to one by next() first");
    }
  }

  // ---- what it may have missed

  /**
   * Whether {@link #next} will come to an entry with this key, if the map has it then.
   *
   * @param candidate any key, which need not be in the map; asked for its hash code
   * @return false if the cursor stands on it, has passed its place, or the map was emptied
   */
  public boolean isAhead(Object candidate) {
    if (stretch == null) {
      return true;
    }
    if (isEmptied()) {
      return false;
    }
    int side = stretch.compareTo(order.rank(table.hash(candidate)));
    if (side != 0) {
      return side < 0;
    }
    for (int i = at + 1; i < stretch.length(); i++) {
      if (Objects.equals(candidate, stretch.key(i))) {
        return true;
      }
    }
    return false;
  }

  /**
   * What others have changed since the cursor last stood before the first entry. The numbers are
   * exact up to four billion changes.
   *
   * @return none as long as it stands there
   */
  public Changes changes() {
    if (stretch == null) {
      return new Changes(0, 0, 0, false);
    }
    int growths = table.growthsBegun - growthsAtStart;
    if (isEmptied()) {
      int removed = Math.max(0, sizeAtStart - removedByCursor);
      return new Changes(table.size, removed, growths, true);
    }
    int grown = table.size - sizeAtStart;
    int writes = table.modCount - modCountAtStart - growths;
    int inserted = (int) ((Integer.toUnsignedLong(writes) + grown) / 2);
    return new Changes(inserted, inserted - grown - removedByCursor, growths, false);
  }
}
