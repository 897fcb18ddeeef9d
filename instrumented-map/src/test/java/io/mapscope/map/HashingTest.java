package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hash codes that come in sequences fill the buckets no worse than random ones. */
class HashingTest {

  /** 0.208 of the buckets of a full table overflow when hashes are random (Poisson); 10 % more. */
  private static final double MOST_OVERFLOWING = 0.23;

  private static final long[] SEEDS = {0, 1, -77, 0x0123_4567_89AB_CDEFL, 0x8F3A_2B1C_4D5E_6F70L};

  private static int hashCode(String sequence, int i) {
    return switch (sequence) {
      case "consecutive" -> i + 1_000;
      case "multiples of 64" -> i << 6;
      case "multiples of 1024" -> i << 10;
      case "doubles" -> Double.hashCode(i);
      case "upper halves of longs" -> Long.hashCode((long) i << 32 | 7);
      default -> throw new IllegalArgumentException(sequence);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "consecutive",
        "multiples of 64",
        "multiples of 1024",
        "doubles",
        "upper halves of longs"
      })
  void sequencesSpreadAsEvenlyAsRandomHashCodes(String sequence) {
    for (long seed : SEEDS) {
      for (int log2 = 9; log2 <= 17; log2 += 2) {
        assertThat(overflowing(sequence, seed, log2))
            .as("overflowing share of 2^%d buckets, seed %d", log2, seed)
            .isLessThan(MOST_OVERFLOWING);
      }
    }
  }

  private static double overflowing(String sequence, long seed, int log2) {
    int[] entries = new int[1 << log2];
    int overflowing = 0;
    for (int i = 0; i < Table.loadLimit(log2); i++) {
      long hash = Hashing.spread(hashCode(sequence, i), seed);
      int bucket = (int) hash & (entries.length - 1);
      overflowing += ++entries[bucket] == Chunk.SLOTS_PER_BUCKET + 1 ? 1 : 0;
    }
    return (double) overflowing / entries.length;
  }
}
