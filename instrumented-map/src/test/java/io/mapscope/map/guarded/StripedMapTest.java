package io.mapscope.map.guarded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.LongestChains;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How keys spread over stripes, and those of one stripe over its buckets. */
class StripedMapTest {

  private static final int STRIPES = 64;
  private static final int KEYS = 1 << 17;

  enum HashCodes {
    CONSECUTIVE(i -> i),
    MULTIPLES_OF_1024(i -> i << 10),
    HIGH_BITS(i -> i << 15),
    OF_DOUBLES(i -> Double.hashCode(i)),
    NEGATIVE(i -> -i);

    final IntUnaryOperator of;

    HashCodes(IntUnaryOperator of) {
      this.of = of;
    }
  }

  @ParameterizedTest
  @EnumSource
  void keysSpreadOverStripesAndOverTheBucketsOfEach(HashCodes codes) {
    List<InstrumentedMap<Integer, Integer>> parts = new ArrayList<>();
    StripedMap<Integer, Integer> map =
        new StripedMap<>(
            STRIPES,
            () -> {
              parts.add(InstrumentedMap.<Integer, Integer>builder().seed(parts.size()).build());
              return parts.get(parts.size() - 1);
            });
    for (int i = 0; i < KEYS; i++) {
      map.put(codes.of.applyAsInt(i), i);
    }
    int each = map.size() / STRIPES;
    assertThat(parts).allSatisfy(part -> assertThat(part.size()).isBetween(each / 2, each * 2));
    // Six bits that all keys of a stripe had in common would leave one bucket in 64 with all.
    assertThat(parts).allSatisfy(part -> assertThat(LongestChains.of(part)).isLessThanOrEqualTo(4));
  }

  @ParameterizedTest
  @EnumSource
  void stripeOfAnyHashCodeExists(HashCodes codes) {
    StripedMap<Integer, Integer> map = new StripedMap<>(STRIPES, InstrumentedMap::new);
    int[] stripes = new int[STRIPES];
    for (int i = 0; i < KEYS; i++) {
      stripes[map.index(codes.of.applyAsInt(i))]++;
    }
    assertThat(Arrays.stream(stripes).min().orElse(0)).isPositive();
  }
}
