package io.mapscope.map;

import java.util.function.IntUnaryOperator;

/** How the hash codes of numbered keys spread; the code of each key stays as it is. */
@SuppressWarnings("ImmutableEnumChecker") // Lambdas without state.
enum HashQuality {
  SPREAD(i -> i * 0x9E37_79B9),
  CONSECUTIVE(i -> i),
  NEGATIVE(i -> -1 - i),
  HIGH_BITS_ONLY(i -> i << 20),
  FEW_HASHES(i -> i % 3),
  ONE_HASH(i -> 42),

  /** Ever fewer hash codes: the later in a test a key comes, the worse it spreads. */
  WORSENING(HashQuality::worsening);

  private final IntUnaryOperator hash;

  HashQuality(IntUnaryOperator hash) {
    this.hash = hash;
  }

  private static int worsening(int number) {
    if (number < 60) {
      return number * 0x9E37_79B9;
    }
    return number < 120 ? number & 15 : number < 180 ? number & 3 : 7;
  }

  /** The key of a number, null for 0. */
  Probe key(int number) {
    return number == 0 ? null : new Probe(number, hash.applyAsInt(number));
  }

  /** The number that a number drawn at a step of a test stands for. */
  int number(int drawn, int step) {
    return this == WORSENING ? drawn + step : drawn;
  }
}
