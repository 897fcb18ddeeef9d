package io.mapscope.map;

import java.util.function.IntFunction;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** The state that a generated test starts from. */
enum StartState {
  EMPTY(6),
  PRESIZED(3),

  /** In the middle of a doubling from 8 buckets. */
  DOUBLING(6),

  /** In the middle of a growth from 8 buckets to as many. */
  SAME_SIZE(6),

  /** The same, come about by itself: by chains that overflow in turn. */
  OVERFLOWED(4),

  /** At the start of a doubling from one chunk to two. */
  DOUBLING_A_CHUNK(1),

  /** From two to four. */
  DOUBLING_CHUNKS(1);

  private static final int ENTRIES = 30;

  private final int weight;

  StartState(int weight) {
    this.weight = weight;
  }

  /** Rarer those of which a step takes long. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // No array of generic tuples can be made.
  static Arbitrary<StartState> any() {
    return Arbitraries.frequency(
        Stream.of(values())
            .map(state -> Tuple.of(state.weight, state))
            .toArray(Tuple.Tuple2[]::new));
  }

  /** A map in that state, with entries from key 1 on. */
  InstrumentedMap<Probe, Probe> make(
      InstrumentedMap.Builder<Probe, Probe> builder, IntFunction<Probe> key) {
    return switch (this) {
      case EMPTY -> builder.build();
      case PRESIZED -> builder.expectedEntries(100).build();
      case DOUBLING -> growing(builder.expectedEntries(52).build(), key, false);
      case SAME_SIZE -> growing(builder.expectedEntries(52).build(), key, true);
      case OVERFLOWED -> overflowed(builder.expectedEntries(52).build());
      case DOUBLING_A_CHUNK -> growing(builder.expectedEntries(3_328).build(), key, false);
      case DOUBLING_CHUNKS -> growing(builder.expectedEntries(6_656).build(), key, false);
    };
  }

  private static InstrumentedMap<Probe, Probe> growing(
      InstrumentedMap<Probe, Probe> map, IntFunction<Probe> key, boolean sameSize) {
    for (int i = 1; i <= ENTRIES; i++) {
      map.put(key.apply(i), Arguments.valueOf(i));
    }
    Growths.start(map, sameSize);
    return map;
  }

  /**
   * One chain of nine at a time; an empty map draws another seed, so the next chain is elsewhere.
   */
  private static InstrumentedMap<Probe, Probe> overflowed(InstrumentedMap<Probe, Probe> map) {
    while (true) {
      for (int i = 1_001; i <= 1_009; i++) {
        map.put(HashQuality.ONE_HASH.key(i), Arguments.valueOf(i));
        if (map.growth != null) {
          return map;
        }
      }
      for (int i = 1_001; i <= 1_009; i++) {
        map.remove(HashQuality.ONE_HASH.key(i));
      }
    }
  }
}
