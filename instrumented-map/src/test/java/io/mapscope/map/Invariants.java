package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;

/** Walks a whole table and checks what must hold between any two operations. */
final class Invariants {

  private final Table<?, ?> table;
  private final boolean stableHashes;
  private final Set<Object> keys = new HashSet<>();
  private int live;
  private int holes;
  private int overflowBuckets;
  private long overflowBytes;

  private Invariants(Table<?, ?> table, boolean stableHashes) {
    this.table = table;
    this.stableHashes = stableHashes;
  }

  /** Checks everything. */
  static void check(Table<?, ?> table) {
    new Invariants(table, true).walk();
  }

  /** Checks everything but that each key lies where its hash leads. */
  static void checkWithUnstableHashes(Table<?, ?> table) {
    new Invariants(table, false).walk();
  }

  private void walk() {
    Growth growth = table.growth;
    for (int bucket = 0; bucket <= table.mask; bucket++) {
      if (growth == null || growth.isEvacuated(bucket & growth.oldMask)) {
        walkChain(bucket, table.mask);
      } else if (bucket <= growth.oldMask) {
        assertThat(bucket).as("an old bucket below the mark").isGreaterThanOrEqualTo(growth.mark);
        walkChain(bucket, growth.oldMask);
      } else {
        assertThat(tops(bucket)).as("bucket %d, not evacuated to", bucket).isZero();
        assertThat(overflow(bucket)).isNull();
        walkChain(bucket, table.mask);
      }
    }
    if (growth != null) {
      assertThat(growth.mark).isLessThan(growth.oldBuckets());
    }
    assertThat(table.size).as("size").isEqualTo(live);
    assertThat(table.holes).as("holes").isEqualTo(holes);
    assertThat(table.overflowBuckets).as("overflow buckets").isEqualTo(overflowBuckets);
    assertThat(table.footprint).as("footprint").isEqualTo(footprint());
  }

  /** What the parts that can be reached take together. */
  private long footprint() {
    long bytes = 2L * Footprint.references(table.tops.length);
    for (int chunk = 0; chunk < table.tops.length; chunk++) {
      int words = table.tops[chunk].length;
      int buckets =
          table.tops[chunk] == Chunk.NO_TOPS
              ? Chunk.BUCKETS
              : Math.min(table.mask + 1, Chunk.BUCKETS);
      assertThat(table.slots[chunk]).hasSize(Chunk.references(buckets));
      if (table.tops[chunk] == Chunk.NO_TOPS) {
        assertThat(table.slots[chunk]).isSameAs(Chunk.NO_SLOTS);
        continue;
      }
      assertThat(words)
          .isEqualTo(buckets * (table.keepsBits ? 2 : 1) + OverflowFilter.words(buckets));
      bytes += Footprint.chunk(buckets, words);
      OverflowBucket[] overflow = Chunk.overflow(table.slots[chunk]);
      if (overflow != null) {
        assertThat(overflow).hasSize(buckets);
        bytes += Footprint.references(buckets);
      }
    }
    return bytes + overflowBytes;
  }

  private long tops(int bucket) {
    return table.tops[bucket >>> Chunk.SHIFT][bucket & Chunk.MASK];
  }

  private void walkChain(int bucket, int mask) {
    int base = Chunk.base(bucket & Chunk.MASK);
    Object[] slots = table.slots[bucket >>> Chunk.SHIFT];
    boolean ended = walkBucket(tops(bucket), slots, base, bucket, mask, false);
    if (stableHashes && keepsBits(bucket, mask)) {
      walkBits(bucket, slots, base, mask);
    }
    for (OverflowBucket b = overflow(bucket); b != null; b = b.next) {
      walkFilter(bucket, b.tops);
      overflowBuckets++;
      overflowBytes += b.bytes();
      ended = walkBucket(b.tops, b.slots, 0, bucket, mask, ended);
    }
  }

  /** Not by way of the filter. */
  private OverflowBucket overflow(int bucket) {
    return Chunk.overflow(table.slots[bucket >>> Chunk.SHIFT], bucket & Chunk.MASK);
  }

  /** The filter hides neither an overflow bucket nor an entry in it. */
  private void walkFilter(int bucket, long tops) {
    long[] words = table.tops[bucket >>> Chunk.SHIFT];
    int index = bucket & Chunk.MASK;
    assertThat(OverflowFilter.isEmpty(words, table.filterAt, index)).isFalse();
    for (long live = Tophash.live(tops); live != 0; live &= live - 1) {
      int tophash = Tophash.get(tops, Tophash.slot(live));
      assertThat(OverflowFilter.mayHold(words, table.filterAt, index, tophash)).isTrue();
    }
  }

  /** Bits are kept in tables that were not presized, and in all that have begun to grow. */
  private boolean keepsBits(int bucket, int mask) {
    Growth growth = table.growth;
    boolean old = growth != null && !growth.isEvacuated(bucket & growth.oldMask);
    return tops(bucket) != 0
        && table.keepingBits
        && (!old || mask != growth.oldMask || growth.knowsHalf);
  }

  private void walkBits(int bucket, Object[] slots, int base, int mask) {
    long[] words = table.tops[bucket >>> Chunk.SHIFT];
    long bits = words[table.keptAt + (bucket & Chunk.MASK)];
    int from = Hashing.keptFrom(Integer.bitCount(mask));
    for (long live = Tophash.live(tops(bucket)); live != 0; live &= live - 1) {
      int slot = Tophash.slot(live);
      long hash = table.hash(slots[base + 2 * slot]);
      assertThat(Tophash.get(bits, slot)).as("hash bits").isEqualTo((int) (hash >>> from) & 0xFF);
    }
  }

  private boolean walkBucket(
      long tops, Object[] slots, int base, int bucket, int mask, boolean endedBefore) {
    boolean ended = endedBefore;
    for (int slot = 0; slot < Chunk.SLOTS_PER_BUCKET; slot++) {
      int tophash = Tophash.get(tops, slot);
      if (tophash == Tophash.EMPTY_REST) {
        ended = true;
      } else {
        assertThat(ended).as("a slot after the end of chain %d", bucket).isFalse();
      }
      if (tophash >= Tophash.MIN_LIVE) {
        walkEntry(slots[base + 2 * slot], tophash, bucket, mask);
      } else {
        assertThat(tophash).isLessThanOrEqualTo(Tophash.EMPTY_ONE);
        holes += tophash;
        if (base + 2 * slot < slots.length) {
          assertThat(slots[base + 2 * slot]).as("key of an empty slot").isNull();
          assertThat(slots[base + 2 * slot + 1]).as("value of an empty slot").isNull();
        }
      }
    }
    return ended;
  }

  private void walkEntry(Object key, int tophash, int bucket, int mask) {
    live++;
    if (stableHashes) {
      assertThat(keys.add(key)).as("first slot of key %s", key).isTrue();
      long hash = table.hash(key);
      assertThat((int) hash & mask).as("bucket of key %s", key).isEqualTo(bucket);
      assertThat(Tophash.of(hash)).isEqualTo(tophash);
    }
  }
}
