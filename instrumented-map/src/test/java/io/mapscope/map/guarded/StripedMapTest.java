package io.mapscope.map.guarded;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.LongestChains;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How keys spread over stripes, and those of one stripe over its buckets. */
class StripedMapTest {

  private static final int STRIPES = 64;
  private static final int KEYS = 1 << 17;

  enum HashCodes {
    CONSECUTIVE,
    MULTIPLES_OF_1024,
    HIGH_BITS,
    OF_DOUBLES,
    NEGATIVE;

    int of(int i) {
      return switch (this) {
        case CONSECUTIVE -> i;
        case MULTIPLES_OF_1024 -> i << 10;
        case HIGH_BITS -> i << 15;
        case OF_DOUBLES -> Double.hashCode(i);
        case NEGATIVE -> -i;
      };
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
      map.put(codes.of(i), i);
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
      stripes[map.index(codes.of(i))]++;
    }
    assertThat(Arrays.stream(stripes).min().orElse(0)).isPositive();
  }
}
