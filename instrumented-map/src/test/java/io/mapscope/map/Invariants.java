package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.HashSet;
import java.util.Set;

/**
 * Walks a whole table and checks what must hold between any two operations. What is asked of each
 * slot is asked without AssertJ, which would be most of the time that generated tests take.
 */
final class Invariants {

  /** Up to 2^15 buckets Go counts overflow buckets exactly. */
  private static final int EXACT_OVERFLOW_LOG2 = 15;

  private final Table<?, ?> table;
  private final boolean stableHashes;
  private final Set<Object> keys = new HashSet<>();
  private int live;
  private int holes;
  private int overflowBuckets;
  private long overflowBytes;

  /** Old chains that are evacuated. */
  private long evacuated;

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
        evacuated += growth != null && bucket <= growth.oldMask ? 1 : 0;
        walkChain(bucket, table.mask);
      } else if (bucket <= growth.oldMask) {
        walkChain(bucket, growth.oldMask);
      } else {
        if (tops(bucket) != 0 || overflow(bucket) != null) {
          fail("bucket %d, not evacuated to, is not empty", bucket);
        }
        walkChain(bucket, table.mask);
      }
    }
    walkGrowth(growth);
    assertThat(table.size).as("size").isEqualTo(live);
    assertThat(table.holes).as("holes").isEqualTo(holes);
    assertThat(table.overflowBuckets).as("overflow buckets").isEqualTo(overflowBuckets);
    assertThat(table.footprint).as("footprint").isEqualTo(footprint());
  }

  private void walkGrowth(Growth growth) {
    assertThat((table.detours & GrowingTable.GROWING) != 0)
        .as("lookups ask for the growth")
        .isEqualTo(growth != null);
    if (growth != null) {
      assertThat(growth.finished).isFalse();
      assertThat(growth.mark).isLessThan(growth.oldBuckets());
      // Each was moved once: the mark has passed none that waits.
      assertThat(growth.chainsEvacuated).as("chains evacuated").isEqualTo(evacuated);
    } else if (table.log2Buckets <= EXACT_OVERFLOW_LOG2) {
      walkOverflowCount();
    }
  }

  /**
   * Go counts what was attached since the last growth began: what there is, unless inserts have
   * come to chains that were evacuated after them, as they do with one pacing only.
   */
  private void walkOverflowCount() {
    if (table.pacing == Pacing.GO) {
      assertThat((long) table.noverflow).as("noverflow").isEqualTo(table.overflowBuckets);
    } else {
      assertThat((long) table.noverflow)
          .as("noverflow")
          .isGreaterThanOrEqualTo(table.overflowBuckets);
    }
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
      assertThat(table.slots[chunk][1]).as("the reference that is not used").isNull();
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
    return words(bucket)[bucket & Chunk.MASK];
  }

  private long[] words(int bucket) {
    return table.tops[bucket >>> Chunk.SHIFT];
  }

  private void walkChain(int bucket, int mask) {
    int index = bucket & Chunk.MASK;
    int base = Chunk.base(index);
    Object[] slots = table.slots[bucket >>> Chunk.SHIFT];
    boolean ended = walkBucket(tops(bucket), slots, base, bucket, mask, false);
    if (stableHashes && keepsBits(bucket, mask)) {
      walkBits(bucket, slots, base, mask);
    }
    if (overflow(bucket) == null && !OverflowFilter.isEmpty(words(bucket), table.filterAt, index)) {
      fail("the filter of bucket %d, which has no overflow buckets, has bits", bucket);
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
    long[] words = words(bucket);
    long bits = words[table.keptAt + (bucket & Chunk.MASK)];
    int from = Hashing.keptFrom(Integer.bitCount(mask));
    for (long live = Tophash.live(tops(bucket)); live != 0; live &= live - 1) {
      int slot = Tophash.slot(live);
      long hash = table.hash(slots[base + 2 * slot]);
      if (Tophash.get(bits, slot) != ((int) (hash >>> from) & 0xFF)) {
        fail("other bits of a hash in slot %d of bucket %d", slot, bucket);
      }
    }
  }

  private boolean walkBucket(
      long tops, Object[] slots, int base, int bucket, int mask, boolean endedBefore) {
    boolean ended = endedBefore;
    for (int slot = 0; slot < Chunk.SLOTS_PER_BUCKET; slot++) {
      int tophash = Tophash.get(tops, slot);
      if (tophash == Tophash.EMPTY_REST) {
        ended = true;
      } else if (ended) {
        fail("a slot after the end of chain %d", bucket);
      }
      if (tophash >= Tophash.MIN_LIVE) {
        walkEntry(slots[base + 2 * slot], tophash, bucket, mask);
      } else {
        holes += tophash;
        int key = base + 2 * slot; // Overflow buckets have no room for all of their slots.
        if (tophash > Tophash.EMPTY_ONE
            || (key < slots.length && (slots[key] != null || slots[key + 1] != null))) {
          fail("empty slot %d of bucket %d has mark %d, or keeps something", slot, bucket, tophash);
        }
      }
    }
    return ended;
  }

  private void walkEntry(Object key, int tophash, int bucket, int mask) {
    live++;
    if (stableHashes) {
      long hash = table.hash(key);
      if (!keys.add(key) || ((int) hash & mask) != bucket || Tophash.of(hash) != tophash) {
        fail("key %s is there twice, or does not belong into bucket %d", key, bucket);
      }
    }
  }
}
