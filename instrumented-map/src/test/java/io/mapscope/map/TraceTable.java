package io.mapscope.map;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A table whose hashes come from a trace, with what the replay needs to see of it. */
final class TraceTable extends Table<Long, Long> {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final Map<Long, Long> hashes = new HashMap<>();
  private boolean bucketsAllocated;
  private int lastMark;

  TraceTable(int hint) {
    this(Options.DEFAULT.withName("trace").withExpectedEntries(hint).withSeed(1));
  }

  private TraceTable(Options options) {
    super(options, options.recorder());
    bucketsAllocated = log2Buckets > 0;
  }

  void put(long key, long hash) {
    hashes.put(key, hash);
    if (assign(key, hash, key, false) == NOT_DONE) {
      inChain(Operation.PUT, key, hash, key);
    }
    bucketsAllocated = true;
  }

  void delete(long key, long hash) {
    hashes.put(key, hash);
    delete(key, hash, ANY);
  }

  void clearAll() {
    if (size > 0) {
      lastMark = 0;
    }
    clearTable();
  }

  @Override
  void endGrowth(Growth ended) {
    lastMark = ended.mark;
    super.endGrowth(ended);
  }

  @Override
  long hash(Object key) {
    return hashes.get((Long) key);
  }

  @Override
  boolean removeKey(Object key) {
    return delete(key, hash(key), ANY) != ABSENT;
  }

  @Override
  public Set<Entry<Long, Long>> entrySet() {
    return new Entries<>(this, IterationRules.JAVA_UTIL);
  }

  /** The header as the traces write it: count,B,noverflow,growing,sameSize,nevacuate. */
  String header() {
    return "%d,%d,%d,%d,%d,%d"
        .formatted(
            size,
            log2Buckets,
            noverflow,
            growth == null ? 0 : 1,
            growth != null && growth.sameSize ? 1 : 0,
            // Go leaves the mark of the last growth standing.
            growth == null ? lastMark : growth.mark);
  }

  /** FNV-1a over tophashes and keys in chain order, as the README of the traces tells. */
  long layoutDigest() {
    if (!bucketsAllocated) {
      return FNV_OFFSET;
    }
    long digest = FNV_OFFSET;
    // An old bucket and the new one of its number are the same memory: until it is evacuated, the
    // new one counts as empty.
    for (int bucket = 0; bucket <= mask; bucket++) {
      boolean waits = growth != null && !growth.isEvacuated(bucket & growth.oldMask);
      digest = waits ? emptyChain(digest) : chain(digest, bucket);
    }
    if (growth != null) {
      digest = digest(digest, 0xDD);
      for (int old = 0; old <= growth.oldMask; old++) {
        digest = growth.isEvacuated(old) ? digest(digest, 0xEE) : chain(digest, old);
      }
    }
    return digest;
  }

  private static long emptyChain(long before) {
    return digest(bucket(before, 0, Chunk.NO_SLOTS, 0), 0xFF);
  }

  private long chain(long before, int index) {
    long tops = this.tops[index >>> Chunk.SHIFT][index & Chunk.MASK];
    Object[] slots = this.slots[index >>> Chunk.SHIFT];
    long digest = bucket(before, tops, slots, Chunk.base(index & Chunk.MASK));
    for (OverflowBucket b = overflow(index); b != null; b = b.next) {
      digest = bucket(digest(digest, 0xBB), b.tops, b.slots, 0);
    }
    return digest(digest, 0xFF);
  }

  private static long bucket(long before, long tops, Object[] slots, int base) {
    long digest = before;
    for (int slot = 0; slot < Chunk.SLOTS_PER_BUCKET; slot++) {
      int tophash = Tophash.get(tops, slot);
      digest = digest(digest, tophash);
      if (tophash >= Tophash.MIN_LIVE) {
        long key = (Long) slots[base + (slot << 1)];
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
          digest = digest(digest, (int) (key >>> shift) & 0xFF);
        }
      }
    }
    return digest;
  }

  private static long digest(long digest, int octet) {
    return (digest ^ octet) * FNV_PRIME;
  }
}
