package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixedOrderTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 28})
  void bucketIsOneStretchOfRanksThatADoublingHalves(int log2) {
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      FixedOrder order = new FixedOrder(log2, i < 500 ? 0 : random.nextLong());
      long hash = random.nextLong();
      long rank = order.rank(hash);
      assertThat(order.hash(rank)).isEqualTo(hash);
      for (int size = log2; size <= 28; size++) {
        long first = FixedOrder.first(rank, size);
        long last = FixedOrder.last(rank, size);
        long low = (1L << size) - 1;
        assertThat(order.hash(first) & low).isEqualTo(hash & low);
        assertThat(order.hash(last) & low).isEqualTo(hash & low);
        assertThat(last - first).isEqualTo(-1L >>> size);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void bucketsThereAreComeAsTheyAreNumbered(int log2) {
    FixedOrder order = new FixedOrder(log2);
    long rank = 0;
    for (int bucket = 0; bucket < 1 << log2; bucket++) {
      assertThat(order.hash(rank)).isEqualTo(bucket);
      rank = FixedOrder.last(rank, log2) + 1;
    }
    assertThat(rank).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void drawnOrderGoesRoundFromAnotherBucket(int log2) {
    int buckets = 1 << log2;
    for (int start = 0; start < buckets; start++) {
      FixedOrder order = new FixedOrder(log2, (long) start << (Long.SIZE - log2) | 7);
      long rank = 0;
      for (int i = 0; i < buckets; i++) {
        assertThat(order.hash(rank) & (buckets - 1)).isEqualTo((start + i) % buckets);
        rank = FixedOrder.last(rank, log2) + 1;
      }
    }
  }
}
