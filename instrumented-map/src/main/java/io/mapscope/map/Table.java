package io.mapscope.map;

import io.mapscope.events.MisuseEvent;
import java.lang.invoke.VarHandle;

/**
 * Lookup, assignment and delete of Go's classic runtime map.
 *
 * <p>Implementation note. Buckets hold eight entries and are chained; the low bits of a 64-bit hash
 * choose the bucket, its top byte (see {@link Tophash}) filters the slots. A lookup in a table that
 * grows reads either the old chain or the new one, never both, and writes nothing.
 *
 * <p>Where Java differs from Go: a hash code has 32 bits and its low ones are often weak, so it is
 * spread over 64 first ({@link Hashing}); an update keeps the old key object, as {@link
 * java.util.Map} users expect; and {@code hashCode} and {@code equals} are user code that may throw
 * or come back to this map. So a key is hashed before anything changes, all keys of a chain are
 * hashed before one of them moves, and a write that finds after a call of user code that the map
 * was changed meanwhile gives up with nothing done.
 *
 * <p>The key null is stored as null: what is live is told by the tophash, not by the key.
 *
 * <p>Invariants: within a chain the slots that are emptyRest form a suffix; no key is in two slots.
 *
 * <p>Costs. What limits lookups in a large table is how many cache misses the processor can
 * overlap, and so the number of instructions between them. Hence: the growth and the sampling of a
 * lookup are one test ({@link #detours}); the two directories are read side by side; {@link
 * #inChain} takes all that is rare; and once a tophash matches, {@link #find} touches the slots of
 * the bucket at a place that does not depend on it. The processor predicts that branch, so it loads
 * the slots beside the tophashes for hits and leaves them alone for misses. Touched in front of the
 * branch, they made misses slower; not touched at all, hits.
 *
 * <p>A head that is full does not tell that a key is absent, and just before a table doubles one in
 * three is; the {@link OverflowFilter} does, without a branch between full heads and others. With
 * it absent keys were found to be so in 62 ns in place of 106 at 1.7 million entries, and in 8 in
 * place of 18 at a hundred (Long keys, {@code InterleavedBenchmark}, both in one run). Asked only
 * after the head was found full, in {@link #inChain}, it gained half of that and nothing.
 *
 * <p>Writes, some 170 instructions long, wait for instructions more than for memory: an insert that
 * need not look for a hole, as the table has none ({@link #append}), took presized puts from 0.73
 * to 0.83 of HashMap's speed at ten thousand entries and from 0.88 to 0.91 at a million. A search
 * of its own for lookups, {@link #search}, made those at a hundred entries 8 % faster.
 *
 * <p>The fences in {@link #assign} and {@link #delete} are no instructions. They keep the compiler
 * from computing, ahead of a test, what only comes after it: that did not fit into the registers,
 * and some thirty of the 185 instructions of a delete moved values out of the way and back.
 *
 * <p>Dropped, as slower: chunk objects between the directory and the arrays; a loop over the
 * matches in {@link #find}; {@link #search} in its place, or one of the overflow buckets, inlined
 * into it; a tophash without a branch, for lookups; a branch between hole and end mark in {@link
 * #delete}. Of no use: to touch both ends of a bucket, and to read arrays without bounds checks.
 */
abstract class Table<K, V> extends GrowingTable<K, V> {

  /** Told apart from the value null. */
  static final Object ABSENT = new Object();

  /** For {@link #delete}: whatever the value is. */
  static final Object ANY = new Object();

  /** Buckets of a chain that no hash makes by chance: 64 entries where 6.5 are expected. */
  private static final int LONG_CHAIN = 8;

  /** From {@link #assign}: nothing was done, {@link #inChain} must. */
  static final Object NOT_DONE = new Object();

  /** The slot whose cache line most likely holds what a lookup wants: full buckets have it too. */
  private static final int TOUCHED = 2 << 1;

  /** What the last write did, for its event: set by the rare paths only. */
  int chainPosition;

  boolean overflowAttached;
  int slot;
  int slotsFreed;

  Table(Options options, MapRecorder recorder) {
    super(options, recorder);
  }

  /** Deletes a key; returns whether it was there. */
  abstract boolean removeKey(Object key);

  // ---- lookup

  /** The value, or {@link #ABSENT}. */
  final Object find(Object key, long hash) {
    return find(key, hash, bucketOf(hash), ABSENT);
  }

  /**
   * The value, or what to return when the key is absent: the first slot of the head whose tophash
   * matches, which is nearly always the one; else the whole chain again. Without a match the key
   * can only be in the overflow buckets, and their filter mostly says that it is not.
   */
  final Object find(Object key, long hash, int bucket, Object absent) {
    int index = bucket & Chunk.MASK;
    int tophash = Tophash.of(hash);
    long[] words = tops[bucket >>> Chunk.SHIFT];
    long match = Tophash.match(words[index], Tophash.broadcast(tophash));
    if (match != 0) {
      Object[] chunk = slots[bucket >>> Chunk.SHIFT];
      int base = Chunk.base(index);
      if (chunk[base + TOUCHED] == ABSENT) {
        return absent; // Never: it has the line loaded.
      }
      int at = base + Tophash.valueOffset(match);
      Object value = chunk[at];
      Object candidate = chunk[at - 1];
      if (candidate == key || (key != null && key.equals(candidate))) {
        return value;
      }
    } else if (!OverflowFilter.mayHold(words, filterAt, index, tophash)) {
      return absent;
    }
    return inChain(Operation.GET, key, hash, absent);
  }

  // ---- assignment

  /**
   * Inserts or updates; returns the value before, or {@link #ABSENT}. With {@code keep} a present
   * value other than null stays.
   *
   * <p>Here only what is most frequent: an insert into a head that has room, or an update of the
   * first slot that matches, while the table does not grow. For the rest {@link #NOT_DONE}.
   */
  final Object assign(K key, long hash, V value, boolean keep) {
    int bucket = (int) hash & mask;
    int index = bucket & Chunk.MASK;
    int tophash = Tophash.of(hash);
    long[] words = tops[bucket >>> Chunk.SHIFT];
    long word = words[index];
    long match = Tophash.match(word, Tophash.broadcast(tophash));
    if (match != 0) {
      VarHandle.loadLoadFence();
      if (growth == null) {
        Object[] chunk = slots[bucket >>> Chunk.SHIFT];
        int base = Chunk.base(index);
        if (chunk[base + TOUCHED] == ABSENT) {
          return ABSENT; // Never, as in find.
        }
        int at = base + Tophash.valueOffset(match);
        if (isSame(key, chunk[at - 1], Operation.PUT)) {
          return update(chunk, at, value, keep);
        }
      }
    } else if (Tophash.endsChain(word) && size < quietLimit && words != Chunk.NO_TOPS) {
      VarHandle.loadLoadFence();
      if (holes == 0) {
        append(key, hash, value, bucket, words, tophash);
      } else {
        insertIntoHead(key, hash, value, bucket, Tophash.empty(word));
      }
      return ABSENT;
    }
    return NOT_DONE;
  }

  /** Inserts at the end of a head with room, there being no holes. */
  private void append(Object key, long hash, Object value, int bucket, long[] words, int tophash) {
    int index = bucket & Chunk.MASK;
    long word = words[index];
    int end = Tophash.end(word);
    words[index] = word | (long) tophash << end;
    if (keepingBits) {
      int at = keptAt + index;
      words[at] = (words[at] & ~(0xFFL << end)) | (long) keptBits(hash) << end;
    }
    Object[] chunk = slots[bucket >>> Chunk.SHIFT];
    int at = Chunk.base(index) + (end >>> 2);
    chunk[at] = key;
    chunk[at + 1] = value;
    size++;
    modCount++;
  }

  /**
   * Whether two keys are equal, for a write that fails when equals has changed the table. Written
   * out: a call of {@link #checkUnchanged} here is not inlined before classes of its signature are
   * loaded, and then keeps all that is alive in memory.
   */
  private boolean isSame(Object key, Object candidate, Operation operation) {
    if (candidate == key) {
      return true;
    }
    if (key == null) {
      return false;
    }
    int modCountBefore = modCount;
    boolean equal = key.equals(candidate);
    if (modCount != modCountBefore) {
      throw changed(MisuseEvent.CHANGED_DURING_WRITE, operation.label);
    }
    return equal;
  }

  /**
   * Inserts into the first of the slots of a head that are empty; what is empty was asked before.
   */
  private void insertIntoHead(Object key, long hash, Object value, int bucket, long empty) {
    int index = bucket & Chunk.MASK;
    long[] words = tops[bucket >>> Chunk.SHIFT];
    long word = words[index];
    words[index] = Tophash.fill(word, empty, Tophash.of(hash));
    if (keepingBits) {
      int at = keptAt + index;
      words[at] = Tophash.set(words[at], empty, keptBits(hash));
    }
    holes -= Tophash.isHole(word, empty);
    Object[] chunk = slots[bucket >>> Chunk.SHIFT];
    int at = Chunk.base(index) + Tophash.valueOffset(empty);
    chunk[at - 1] = key;
    chunk[at] = value;
    size++;
    modCount++;
  }

  private Object update(Object[] in, int at, Object value, boolean keep) {
    Object before = in[at];
    if (!keep || before == null) {
      in[at] = value;
      updates++;
    }
    return before;
  }

  // ---- delete

  /**
   * Deletes the key if its value equals the expected one; returns the value, or {@link #ABSENT}.
   *
   * <p>Here only what is most frequent: any value is deleted, from the first slot of the head that
   * matches, the last one of it only without overflow buckets, while the table does not grow.
   */
  final Object delete(Object key, long hash, Object expected) {
    int bucket = (int) hash & mask;
    int index = bucket & Chunk.MASK;
    long[] words = tops[bucket >>> Chunk.SHIFT];
    long word = words[index];
    long match = Tophash.match(word, Tophash.broadcast(Tophash.of(hash)));
    if (match != 0
        && expected == ANY
        && growth == null
        && word >>> 56 != Tophash.EMPTY_ONE // What follows is behind overflow buckets.
        && (match > 0 || OverflowFilter.isEmpty(words, filterAt, index))) { // Negative: the last.
      Object[] chunk = slots[bucket >>> Chunk.SHIFT];
      int base = Chunk.base(index);
      if (chunk[base + TOUCHED] == ABSENT) {
        return ABSENT; // Never, as in find.
      }
      int at = base + Tophash.valueOffset(match);
      Object value = chunk[at];
      if (isSame(key, chunk[at - 1], Operation.REMOVE)) {
        VarHandle.loadLoadFence();
        chunk[at - 1] = null;
        chunk[at] = null;
        long there = words[index];
        long left = Tophash.delete(there, match);
        words[index] = left;
        deleted(Tophash.freed(there, left));
        return value;
      }
    }
    return inChain(Operation.REMOVE, key, hash, expected);
  }

  private static boolean isExpected(Object value, Object expected) {
    return expected == ANY || expected == value || (expected != null && expected.equals(value));
  }

  /** Counts a delete that made so many slots end marks; none, and the slot is a hole. */
  private void deleted(int freed) {
    holes -= freed - 1;
    size--;
    modCount++;
    if (size == 0) {
      redrawSeed();
    }
  }

  /**
   * Makes a slot a hole or, at the end of its chain, an end mark along with the holes before it.
   * Returns how many end marks were made.
   */
  private int free(int bucket, OverflowBucket in, int from) {
    if (topAfter(bucket, in, from) != Tophash.EMPTY_REST) {
      setTop(bucket, in, from, Tophash.EMPTY_ONE);
      return 0;
    }
    OverflowBucket b = in;
    int i = from;
    for (int freed = 1; ; freed++) {
      setTop(bucket, b, i, Tophash.EMPTY_REST);
      if (i > 0) {
        i--;
      } else if (b != null) {
        b = Chunk.predecessor(slots[bucket >>> Chunk.SHIFT], bucket & Chunk.MASK, b);
        i = Chunk.SLOTS_PER_BUCKET - 1;
      } else {
        return freed;
      }
      if (Tophash.get(tops(bucket, b), i) != Tophash.EMPTY_ONE) {
        return freed;
      }
    }
  }

  private int topAfter(int bucket, OverflowBucket in, int i) {
    if (i < Chunk.SLOTS_PER_BUCKET - 1) {
      return Tophash.get(tops(bucket, in), i + 1);
    }
    OverflowBucket next = in == null ? overflow(bucket) : in.next;
    return next == null ? Tophash.EMPTY_REST : Tophash.get(next.tops, 0);
  }

  private long tops(int bucket, OverflowBucket in) {
    return in == null ? tops[bucket >>> Chunk.SHIFT][bucket & Chunk.MASK] : in.tops;
  }

  private void setTop(int bucket, OverflowBucket in, int i, int tophash) {
    if (in == null) {
      long[] words = tops[bucket >>> Chunk.SHIFT];
      int index = bucket & Chunk.MASK;
      words[index] = Tophash.with(words[index], i, tophash);
    } else {
      in.tops = Tophash.with(in.tops, i, tophash);
    }
  }

  // ---- everything

  /**
   * Whatever an operation may meet: a growth, a chain with overflow buckets, a full table. The
   * operand is what to return for an absent key, the value to store, or the value to delete.
   *
   * <p>One method for all of them, and longer than the 325 bytecodes that the compiler inlines, on
   * purpose: inlined into the frequent paths above, it shares their values and has them spilled.
   */
  final Object inChain(Operation operation, Object key, long hash, Object operand) {
    if (operation == Operation.GET) {
      return search(key, hash, operand);
    }
    if (operation == Operation.REMOVE && size == 0) {
      return ABSENT;
    }
    if (growth != null && growth.isDue()) {
      growWork(hash, operation);
    }
    int bucket = bucketOf(hash);
    int base = Chunk.base(bucket & Chunk.MASK);
    int modCountBefore = modCount;
    int movesBefore = moves;
    long wanted = Tophash.broadcast(Tophash.of(hash));
    long word = tops[bucket >>> Chunk.SHIFT][bucket & Chunk.MASK];
    Object[] in = slots[bucket >>> Chunk.SHIFT];
    OverflowBucket overflow = null;
    OverflowBucket next = overflowThatMayHold(hash, bucket);
    int position = 0;
    while (true) {
      for (long match = Tophash.match(word, wanted); match != 0; match &= match - 1) {
        int at = base + Tophash.valueOffset(match);
        Object value = in[at];
        Object candidate = in[at - 1];
        if (candidate == key || (key != null && key.equals(candidate))) {
          if (operation == Operation.REMOVE && !isExpected(value, operand)) {
            return ABSENT;
          }
          if (overflow != null && operation == Operation.REMOVE) {
            unindex(bucket, candidate, modCountBefore, movesBefore);
          }
          checkUnchanged(modCountBefore, movesBefore, operation);
          chainPosition = position;
          if (operation == Operation.REMOVE) {
            if (EVENTS) {
              recorder.deleted(size);
            }
            in[at - 1] = null;
            in[at] = null;
            slot = Tophash.slot(match);
            slotsFreed = free(bucket, overflow, slot);
            deleted(slotsFreed);
            return value;
          }
          return update(in, at, operand, operation == Operation.KEEP);
        }
      }
      if (next == null) {
        break;
      }
      ChainIndex chain = overflow == null ? next.index : null;
      int place = chain == null ? ChainIndex.UNKNOWN : chain.find(key);
      if (place == ChainIndex.ABSENT) {
        break;
      }
      if (place == ChainIndex.UNKNOWN) {
        overflow = next;
        next = next.next;
        position++;
      } else {
        overflow = chain.bucket(place);
        position = ChainIndex.position(place);
        next = null;
      }
      word = overflow.tops;
      in = overflow.slots;
      base = 0;
    }
    checkUnchanged(modCountBefore, movesBefore, operation);
    if (operation == Operation.REMOVE) {
      return ABSENT;
    }
    if (size >= maxEntries) {
      throw full();
    }
    if (growth != null) {
      growth.inserts++;
    } else if (mustGrow()) {
      startGrowth(size < loadLimit());
      growWork(hash, operation);
      bucket = bucketOf(hash);
    }
    if (EVENTS && recorder.passes(size)) {
      setQuietLimit();
    }
    ensureChunk(bucket);
    long free = Tophash.empty(tops[bucket >>> Chunk.SHIFT][bucket & Chunk.MASK]);
    if (free != 0) {
      chainPosition = 0;
      insertIntoHead(key, hash, operand, bucket, free);
      return ABSENT;
    }
    insertBehindHead(operation, key, hash, operand, bucket);
    return ABSENT;
  }

  /** Inserts into the first free slot of the overflow buckets, or into one more. */
  private void insertBehindHead(
      Operation operation, Object key, long hash, Object value, int bucket) {
    OverflowBucket first = overflow(bucket);
    OverflowBucket last = first == null ? null : ChainIndex.end(first);
    int position = last == null ? 1 : first.index.length() + 1;
    long free = last == null ? 0 : Tophash.empty(last.tops);
    for (OverflowBucket next = last == null ? first : null; next != null && free == 0; position++) {
      last = next;
      next = next.next;
      free = Tophash.empty(last.tops);
    }
    if (last != null && last.next == null && Tophash.isHole(last.tops, free) == 0) {
      ChainIndex.hasNoHoles(first);
    }
    position -= free == 0 ? 0 : 1;
    int freeSlot = free == 0 ? 0 : Tophash.slot(free);
    int modCountBefore = modCount;
    int movesBefore = moves;
    ChainIndex.inserting(first, key, position, freeSlot);
    if (modCount != modCountBefore || moves != movesBefore) {
      ChainIndex.forget(first); // It has a key that is not there.
      throw changed(MisuseEvent.CHANGED_DURING_WRITE, operation.label);
    }
    if (free == 0) {
      if (EVENTS && position >= LONG_CHAIN && Integer.bitCount(position) == 1) {
        recorder.misuse(MisuseEvent.LONG_CHAIN, operation.label);
      }
      last = attachOverflow(bucket, last);
      ChainIndex.attached(first, last);
      free = Tophash.empty(last.tops);
    }
    ensureRoom(last, freeSlot);
    holes -= Tophash.isHole(last.tops, free);
    last.set(freeSlot, Tophash.of(hash), key, value);
    OverflowFilter.add(
        tops[bucket >>> Chunk.SHIFT], filterAt, bucket & Chunk.MASK, Tophash.of(hash));
    chainPosition = position;
    size++;
    modCount++;
    if (position >= LONG_CHAIN && first.index == null) {
      indexChain(first, key);
    }
  }

  /** Takes a key out of the index of its chain, which is of no use when that changes the table. */
  private void unindex(int bucket, Object key, int modCountBefore, int movesBefore) {
    OverflowBucket first = overflow(bucket);
    ChainIndex.removing(first, key);
    if (modCount != modCountBefore || moves != movesBefore) {
      ChainIndex.forget(first);
    }
  }

  /** Orders the keys of a long chain, unless doing so changes the table. */
  private void indexChain(OverflowBucket first, Object key) {
    int modCountBefore = modCount;
    int movesBefore = moves;
    ChainIndex index = ChainIndex.of(first, key);
    if (modCount == modCountBefore && moves == movesBefore) {
      first.index = index;
    }
  }

  /** Looks a key up in all of its chain; again when that was evacuated by what equals did. */
  private Object search(Object key, long hash, Object absent) {
    int bucket = bucketOf(hash);
    int movesBefore = moves;
    long wanted = Tophash.broadcast(Tophash.of(hash));
    long word = tops[bucket >>> Chunk.SHIFT][bucket & Chunk.MASK];
    Object[] in = slots[bucket >>> Chunk.SHIFT];
    int base = Chunk.base(bucket & Chunk.MASK);
    OverflowBucket next = overflowThatMayHold(hash, bucket);
    while (true) {
      for (long match = Tophash.match(word, wanted); match != 0; match &= match - 1) {
        int at = base + Tophash.valueOffset(match);
        Object value = in[at]; // Before equals, which may have the chain evacuated.
        Object candidate = in[at - 1];
        if (candidate == key || (key != null && key.equals(candidate))) {
          return value;
        }
        if (moves != movesBefore) {
          return inChain(Operation.GET, key, hash, absent);
        }
      }
      if (next == null) {
        return absent;
      }
      ChainIndex chain = next.index;
      if (chain != null) {
        int modCountBefore = modCount;
        int place = chain.find(key);
        if (moves != movesBefore) {
          return inChain(Operation.GET, key, hash, absent);
        }
        if (place != ChainIndex.UNKNOWN && modCount == modCountBefore) {
          return place == ChainIndex.ABSENT ? absent : chain.value(place);
        }
      }
      word = next.tops;
      in = next.slots;
      base = 0;
      next = next.next;
    }
  }

  /** The overflow buckets of a bucket, or null when the key of the hash is not in them. */
  private OverflowBucket overflowThatMayHold(long hash, int bucket) {
    long[] words = tops[bucket >>> Chunk.SHIFT];
    int index = bucket & Chunk.MASK;
    return OverflowFilter.mayHold(words, filterAt, index, Tophash.of(hash))
        ? Chunk.overflow(slots[bucket >>> Chunk.SHIFT], index)
        : null;
  }

  /** A fresh overflow bucket behind the last one of a chain, null for the head. */
  private OverflowBucket attachOverflow(int bucket, OverflowBucket last) {
    OverflowBucket attached = newOverflowBucket(1);
    if (last == null) {
      setOverflow(bucket, attached, 0); // Its entry is to come.
    } else {
      last.next = attached;
    }
    countOverflow();
    overflowAttached = true;
    return attached;
  }
}
