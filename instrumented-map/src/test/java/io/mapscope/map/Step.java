package io.mapscope.map;

import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** One step of a generated test; the numbers mean what they do in {@link Arguments}. */
record Step(MapOperation operation, int number, int value, int count) {

  static Arbitrary<Step> any() {
    return any(operation -> true);
  }

  static Arbitrary<Step> any(Predicate<MapOperation> which) {
    return Combinators.combine(
            operations(which),
            Arbitraries.integers().between(0, 150).withoutEdgeCases(),
            Arbitraries.integers().between(0, 50),
            Arbitraries.integers().between(0, 40).withoutEdgeCases())
        .as(Step::new);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // No array of generic tuples can be made.
  private static Arbitrary<MapOperation> operations(Predicate<MapOperation> which) {
    return Arbitraries.frequency(
        Stream.of(MapOperation.values())
            .filter(which)
            .map(operation -> Tuple.of(operation.weight, operation))
            .toArray(Tuple.Tuple2[]::new));
  }

  Arguments arguments(HashQuality quality, int step) {
    return new Arguments(quality, quality.number(number, step), value, count);
  }

  @Override
  public String toString() {
    return operation + "(" + number + ", " + value + ", " + count + ")";
  }
}
