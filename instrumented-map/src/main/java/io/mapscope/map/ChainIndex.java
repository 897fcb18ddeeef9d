package io.mapscope.map;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The keys in the overflow buckets of a chain that no hash makes by chance, in their order.
 *
 * <p>Implementation note. Keys of one hash code share a chain whatever the seed, and who can choose
 * keys can make any number of them; a search from the start of such a chain compares each. As
 * {@code HashMap} does with its trees, keys that are {@link Comparable} with their own class are
 * found by that order. The chain itself stays as Go has it: the index stands beside it, in its
 * first overflow bucket, and tells where in the chain a key is. It is made and changed by writes
 * only, as lookups may share a map, and is dropped with its bucket when the chain is evacuated; the
 * next insert makes it anew. The head is not in it, as that is searched first.
 *
 * <p>A sorted array, searched by halves: two writers at once, which trees may turn into a circle,
 * can only put it out of order.
 *
 * <p>Invariant: each live slot of the overflow buckets whose key is of the class is in the order;
 * those of other keys are counted.
 *
 * <p>{@code compareTo} is user code. Where it throws, or finds keys alike that are not equal, the
 * index is given up until the chain is evacuated, and the chain is searched as others are. A key
 * that it does not find is absent, as for {@code HashMap}.
 *
 * <p>Costs a comparison for each doubling of the keys, eight bytes an entry, which the footprint of
 * the map does not count, and for a write to move half of these. What it does not bound: to move
 * the chain, which is one write's work as for any chain; to find a free slot in a chain with holes,
 * a word for each bucket.
 */
final class ChainIndex {

  /** A chain that cannot be ordered. */
  static final ChainIndex NONE = new ChainIndex(null);

  /** The key is not in the overflow buckets. */
  static final int ABSENT = -1;

  /** Whether the key is there is for a search to find out. */
  static final int UNKNOWN = -2;

  private static final int SLOT_SHIFT = 3;
  private static final int FIRST_LENGTH = 128;

  private final Class<?> keyClass;
  private final List<OverflowBucket> buckets = new ArrayList<>();
  private Object[] keys = new Object[FIRST_LENGTH];
  private int[] places = new int[FIRST_LENGTH];
  private int ordered;
  private int others;

  /** Whether there may be a free slot before those at the end. */
  private boolean mayHaveHoles;

  private ChainIndex(Class<?> keyClass) {
    this.keyClass = keyClass;
  }

  // ---- of a chain, by its first overflow bucket

  /** The index of a chain, for keys of the class of this one; {@link #NONE} if that cannot be. */
  static ChainIndex of(OverflowBucket first, Object key) {
    if (!isOrdered(key)) {
      return NONE;
    }
    ChainIndex index = new ChainIndex(key.getClass());
    for (OverflowBucket b = first; b != null; b = b.next) {
      index.buckets.add(b);
      index.mayHaveHoles |= Tophash.holes(b.tops) != 0;
      for (long live = Tophash.live(b.tops); live != 0; live &= live - 1) {
        int slot = Tophash.slot(live);
        if (!index.add(b.slots[slot << 1], index.buckets.size() - 1, slot)) {
          return NONE;
        }
      }
    }
    return index;
  }

  /** The last bucket of an indexed chain without free slots before those at its end, else null. */
  static OverflowBucket end(OverflowBucket first) {
    ChainIndex index = first.index;
    return !isIndexed(first) || index.mayHaveHoles ? null : index.buckets.get(index.length() - 1);
  }

  /** To be called when a search has found no hole in the chain. */
  static void hasNoHoles(OverflowBucket first) {
    if (isIndexed(first)) {
      first.index.mayHaveHoles = false;
    }
  }

  /** To be called before a key is inserted, into a slot that a search has found free. */
  static void inserting(OverflowBucket first, Object key, int position, int slot) {
    if (isIndexed(first) && !first.index.add(key, position - 1, slot)) {
      first.index = NONE;
    }
  }

  /** To be called when a bucket was attached to a chain. */
  static void attached(OverflowBucket first, OverflowBucket attached) {
    if (isIndexed(first)) {
      first.index.buckets.add(attached);
    }
  }

  /** To be called before a key is removed from the overflow buckets. */
  static void removing(OverflowBucket first, Object key) {
    if (isIndexed(first) && !first.index.remove(key)) {
      first.index = NONE;
    }
  }

  /** Has the index made anew by the next insert. */
  static void forget(OverflowBucket first) {
    if (first != null) {
      first.index = null;
    }
  }

  private static boolean isIndexed(OverflowBucket first) {
    return first != null && first.index != null && first.index != NONE;
  }

  // ---- places

  OverflowBucket bucket(int place) {
    return buckets.get(place >> SLOT_SHIFT);
  }

  Object value(int place) {
    return bucket(place).slots[(slot(place) << 1) + 1];
  }

  /** Which bucket of the chain it is, the head being number 0. */
  static int position(int place) {
    return (place >> SLOT_SHIFT) + 1;
  }

  private static int slot(int place) {
    return place & (Chunk.SLOTS_PER_BUCKET - 1);
  }

  /** How many overflow buckets the chain has. */
  int length() {
    return buckets.size();
  }

  // ---- the order; whatever goes wrong in it is for a search of the chain to put right

  /** The place of a key in the chain; or {@link #ABSENT}, or {@link #UNKNOWN}. */
  int find(Object key) {
    if (!orders(key)) {
      return UNKNOWN;
    }
    try {
      int at = search(key);
      if (at < 0) {
        return others == 0 ? ABSENT : UNKNOWN;
      }
      int place = places[at];
      return key.equals(bucket(place).slots[slot(place) << 1]) ? place : UNKNOWN;
    } catch (RuntimeException unordered) {
      return UNKNOWN;
    }
  }

  private boolean add(Object key, int bucket, int slot) {
    if (!orders(key)) {
      others++;
      return true;
    }
    try {
      int at = ~search(key);
      if (at < 0) {
        return false;
      }
      if (ordered == keys.length) {
        keys = Arrays.copyOf(keys, 2 * ordered);
        places = Arrays.copyOf(places, 2 * ordered);
      }
      System.arraycopy(keys, at, keys, at + 1, ordered - at);
      System.arraycopy(places, at, places, at + 1, ordered - at);
      keys[at] = key;
      places[at] = bucket << SLOT_SHIFT | slot;
      ordered++;
      return true;
    } catch (RuntimeException unordered) {
      return false;
    }
  }

  private boolean remove(Object key) {
    mayHaveHoles = true;
    if (!orders(key)) {
      others--;
      return true;
    }
    try {
      int at = search(key);
      if (at < 0) {
        return false;
      }
      ordered--;
      System.arraycopy(keys, at + 1, keys, at, ordered - at);
      System.arraycopy(places, at + 1, places, at, ordered - at);
      keys[ordered] = null;
      return true;
    } catch (RuntimeException unordered) {
      return false;
    }
  }

  /** Where the key is, or the complement of where it would be. */
  private int search(Object key) {
    @SuppressWarnings("unchecked") // Of its own class, as orders has asked.
    Comparable<Object> sought = (Comparable<Object>) key;
    int low = 0;
    int high = ordered - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int comparison = sought.compareTo(keys[middle]);
      if (comparison == 0) {
        return middle;
      }
      if (comparison > 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return ~low;
  }

  private boolean orders(Object key) {
    return key != null && key.getClass() == keyClass;
  }

  /** Whether the class of a key says that it is comparable with itself. */
  private static boolean isOrdered(Object key) {
    if (!(key instanceof Comparable)) {
      return false;
    }
    for (Type type : key.getClass().getGenericInterfaces()) {
      if (type instanceof ParameterizedType generic
          && generic.getRawType() == Comparable.class
          && generic.getActualTypeArguments()[0] == key.getClass()) {
        return true;
      }
    }
    return false;
  }
}
