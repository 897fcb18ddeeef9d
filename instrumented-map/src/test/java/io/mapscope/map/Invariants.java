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
      Chunk chunk = table.directory[bucket >>> Chunk.SHIFT];
      assertThat(Tophash.isEvacuated(chunk.tops[bucket & Chunk.MASK])).isFalse();
      walkChain(chunk, bucket, table.mask);
      if (growth != null && !growth.isEvacuated(bucket & growth.oldMask)) {
        assertThat(chunk.tops[bucket & Chunk.MASK])
            .as("bucket %d, not evacuated to", bucket)
            .isZero();
      }
    }
    if (growth != null) {
      walkOld(growth);
    }
    assertThat(table.size).as("size").isEqualTo(live);
    assertThat(table.holes).as("holes").isEqualTo(holes);
    assertThat(table.overflowBuckets).as("overflow buckets").isEqualTo(overflowBuckets);
    assertThat(table.footprint).as("footprint").isPositive();
  }

  private void walkOld(Growth growth) {
    assertThat(growth.mark).isLessThan(growth.oldBuckets());
    int pending = 0;
    for (int old = 0; old < growth.oldBuckets(); old++) {
      Chunk chunk = growth.oldChunk(old);
      if (!growth.isEvacuated(old)) {
        assertThat(old).as("an old bucket below the mark").isGreaterThanOrEqualTo(growth.mark);
        walkChain(chunk, old, growth.oldMask);
        pending++;
      }
      boolean chunkEnds = (old & Chunk.MASK) == Chunk.MASK || old == growth.oldMask;
      if (chunkEnds) {
        assertThat(chunk == Chunk.DRAINED).as("chunk of %d dropped", old).isEqualTo(pending == 0);
        pending = 0;
      }
    }
  }

  private void walkChain(Chunk chunk, int bucket, int mask) {
    int index = bucket & Chunk.MASK;
    boolean ended = walkBucket(chunk.tops[index], chunk.slots, index << 4, bucket, mask, false);
    for (OverflowBucket b = chunk.overflow(index); b != null; b = b.next) {
      overflowBuckets++;
      ended = walkBucket(b.tops, b.slots, 0, bucket, mask, ended);
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
        if (slots != null) {
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
