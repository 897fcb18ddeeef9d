package io.mapscope.map;

import java.util.AbstractMap;
import java.util.Arrays;

/**
 * The storage of a table: its directories of chunks, its overflow buckets, and what they weigh.
 *
 * <p>Implementation note. Doubling keeps every chunk there is: the buckets of the old table are the
 * lower half of the new one, and the chunks of the upper half are allocated when the first entry
 * comes to them. So a growth allocates half of what copying would, an entry that stays in its half
 * is not moved to other memory, and nothing is left to drop. Only a table of less than one chunk is
 * copied, as arrays cannot be made longer: 16 KB at most.
 *
 * <p>That a class of the map's own ancestors holds the directories, and no object of its own, saves
 * every operation a load.
 */
abstract class Buckets<K, V> extends AbstractMap<K, V> {

  /** Whether each entry's hash is kept in part, so that a growth need not ask the keys. */
  final boolean keepsBits;

  /** Go's B: log2 of the number of buckets. */
  int log2Buckets;

  int mask;

  /**
   * Words of each chunk: tophash bytes, a word a bucket; from {@link #keptAt} on hash bits, as
   * many, if they are kept; from {@link #filterAt} on the {@link OverflowFilter}, a byte a bucket.
   */
  long[][] tops;

  int keptAt;
  int filterAt;

  /** The overflow buckets and the slots of each chunk. */
  Object[][] slots;

  /** Overflow buckets of all chains. */
  long overflowBuckets;

  /** Bytes of all of the above. */
  long footprint;

  /** Bytes ever allocated, for a growth to tell its part. */
  long allocatedBytes;

  Buckets(boolean keepsBits) {
    this.keepsBits = keepsBits;
  }

  /** How many words so many buckets take without their filters. */
  private int wordsOfBuckets(int buckets) {
    return keepsBits ? 2 * buckets : buckets;
  }

  private int words(int buckets) {
    return wordsOfBuckets(buckets) + OverflowFilter.words(buckets);
  }

  private int chunkBytes(int buckets) {
    return Footprint.chunk(buckets, words(buckets));
  }

  /** Empty directories; a chunk comes with its first entry. */
  final void allocateDirectories(int log2) {
    int chunks = Chunk.count(1 << log2);
    long[][] noTops = new long[chunks][];
    Object[][] noSlots = new Object[chunks][];
    fill(noTops, 0, Chunk.NO_TOPS);
    fill(noSlots, 0, Chunk.NO_SLOTS);
    setSize(log2); // Not before there is memory for both.
    tops = noTops;
    slots = noSlots;
    overflowBuckets = 0;
    footprint = 0;
    allocated(directoryBytes());
  }

  /**
   * Fills an array from an index on, by copies of what is filled already. This runs so seldom that
   * it is interpreted, and so would be the loop of {@code Arrays.fill}: a tenth of a millisecond of
   * the put that begins the growth at 6.8 million entries.
   */
  private static void fill(Object[] array, int from, Object element) {
    array[from] = element;
    int left = array.length - from - 1;
    for (int filled = 1; left > 0; filled *= 2) {
      int count = Math.min(filled, left);
      System.arraycopy(array, from, array, from + filled, count);
      left -= count;
    }
  }

  private void setSize(int log2) {
    log2Buckets = log2;
    mask = (1 << log2) - 1;
    keptAt = bucketsOfChunk();
    filterAt = wordsOfBuckets(keptAt);
  }

  private int bucketsOfChunk() {
    return Math.min(mask + 1, Chunk.BUCKETS);
  }

  private long directoryBytes() {
    return 2L * Footprint.references(tops.length);
  }

  final void allocated(long bytes) {
    footprint += bytes;
    allocatedBytes += bytes;
  }

  /** Twice as many buckets; those there are become the lower half. */
  final void doubleBuckets() {
    int buckets = mask + 1;
    long before = directoryBytes();
    if (buckets < Chunk.BUCKETS) {
      doubleOnlyChunk(buckets);
    } else {
      int chunks = tops.length;
      long[][] allTops = Arrays.copyOf(tops, 2 * chunks);
      Object[][] allSlots = Arrays.copyOf(slots, 2 * chunks);
      fill(allTops, chunks, Chunk.NO_TOPS);
      fill(allSlots, chunks, Chunk.NO_SLOTS);
      tops = allTops;
      slots = allSlots;
      allocated(directoryBytes());
      footprint -= before;
    }
    setSize(log2Buckets + 1);
  }

  private void doubleOnlyChunk(int buckets) {
    if (tops[0] == Chunk.NO_TOPS) {
      return;
    }
    Object[] all = Chunk.slots(2 * buckets);
    long[] allTops = new long[words(2 * buckets)];
    System.arraycopy(tops[0], 0, allTops, 0, buckets);
    if (keepsBits) {
      System.arraycopy(tops[0], keptAt, allTops, 2 * buckets, buckets);
    }
    System.arraycopy(
        tops[0], filterAt, allTops, wordsOfBuckets(2 * buckets), OverflowFilter.words(buckets));
    System.arraycopy(slots[0], 0, all, 0, slots[0].length);
    OverflowBucket[] overflow = Chunk.overflow(slots[0]);
    if (overflow != null) {
      Chunk.setOverflow(all, Arrays.copyOf(overflow, 2 * buckets)); // The last to be allocated.
      allocated(Footprint.references(2 * buckets));
      footprint -= Footprint.references(buckets);
    }
    allocated(chunkBytes(2 * buckets));
    footprint -= chunkBytes(buckets);
    slots[0] = all;
    tops[0] = allTops;
  }

  /** Makes the chunk of a bucket when it does not exist yet. */
  final void ensureChunk(int bucket) {
    int chunk = bucket >>> Chunk.SHIFT;
    if (tops[chunk] == Chunk.NO_TOPS) {
      int buckets = bucketsOfChunk();
      Object[] fresh = Chunk.slots(buckets);
      tops[chunk] = new long[words(buckets)];
      slots[chunk] = fresh;
      allocated(chunkBytes(buckets));
    }
  }

  /** The first overflow bucket of a bucket, or null; most have none, and their filter says so. */
  final OverflowBucket overflow(int bucket) {
    int index = bucket & Chunk.MASK;
    return OverflowFilter.isEmpty(tops[bucket >>> Chunk.SHIFT], filterAt, index)
        ? null
        : Chunk.overflow(slots[bucket >>> Chunk.SHIFT], index);
  }

  /**
   * Puts a chain of overflow buckets behind a bucket, null for none, in place of what it has, with
   * the filter of what is in them.
   */
  final void setOverflow(int bucket, OverflowBucket first, int filter) {
    if (first != null) {
      reserveFor(first, bucket);
    }
    OverflowFilter.set(tops[bucket >>> Chunk.SHIFT], filterAt, bucket & Chunk.MASK, filter);
    OverflowBucket[] all = Chunk.overflow(slots[bucket >>> Chunk.SHIFT]);
    if (all != null) {
      all[bucket & Chunk.MASK] = first;
    }
  }

  /** Has room for an overflow bucket that is counted already, or takes it out of the count. */
  private void reserveFor(OverflowBucket counted, int bucket) {
    try {
      ensureOverflow(bucket);
    } catch (OutOfMemoryError e) {
      forget(counted);
      throw e;
    }
  }

  /** Makes the array of overflow buckets of a bucket's chunk when it does not exist yet. */
  final void ensureOverflow(int bucket) {
    Object[] chunk = slots[bucket >>> Chunk.SHIFT];
    if (Chunk.overflow(chunk) == null) {
      int buckets = bucketsOfChunk();
      Chunk.setOverflow(chunk, new OverflowBucket[buckets]);
      allocated(Footprint.references(buckets));
    }
  }

  /** A fresh overflow bucket with room for so many entries, counted as part of the table. */
  final OverflowBucket newOverflowBucket(int entries) {
    OverflowBucket fresh = new OverflowBucket(entries);
    count(fresh);
    return fresh;
  }

  /** Counts an overflow bucket as part of the table. */
  final void count(OverflowBucket attached) {
    overflowBuckets++;
    allocated(attached.bytes());
  }

  /** Takes an overflow bucket that nothing refers to any more out of the count. */
  final void forget(OverflowBucket dropped) {
    overflowBuckets--;
    footprint -= dropped.bytes();
  }

  /** Room for one more slot in an overflow bucket. */
  final void ensureRoom(OverflowBucket bucket, int slot) {
    if (bucket.lacksRoomFor(slot)) {
      int before = bucket.bytes();
      bucket.makeRoom();
      allocated(Footprint.references(bucket.slots.length));
      footprint -= before - Footprint.OVERFLOW_BUCKET;
    }
  }
}
