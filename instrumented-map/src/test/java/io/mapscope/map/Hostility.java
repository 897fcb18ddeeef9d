package io.mapscope.map;

import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * What user code does at one of the calls that an operation makes.
 *
 * @param deed what
 * @param call at which call, from 0
 * @param number of the key that it is done to
 */
record Hostility(Deed deed, int call, int number) {

  /** What the user code does; the map may be changed by it. */
  enum Deed {
    THROW,

    /** Reads the map. */
    READ,

    /** Has the map evacuate all that it can without a change that a user would see. */
    EVACUATE,

    /** A write that would change nothing and whose keys throw, which is caught. */
    FAIL_TO_PUT,
    PUT,
    REMOVE,
    CLEAR;

    /** Whether the content stays. */
    boolean harmless() {
      return compareTo(PUT) < 0;
    }
  }

  /** What {@link Deed#THROW} throws. */
  static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  static Arbitrary<Hostility> any() {
    return Combinators.combine(
            Arbitraries.of(Deed.class),
            Arbitraries.integers().between(0, 60).withoutEdgeCases(),
            Arbitraries.integers().between(0, 200).withoutEdgeCases())
        .as(Hostility::new);
  }

  /** Does it once, and nothing from then on. */
  void strike(Map<Probe, Probe> map, HashQuality quality) {
    Probe.disarm();
    Probe key = quality.key(number);
    switch (deed) {
      case THROW -> throw new Thrown();
      case READ -> new HashMap<>(map).forEach((k, v) -> map.get(k));
      case EVACUATE -> evacuate(map);
      case FAIL_TO_PUT -> failToPut(map, key);
      case PUT -> map.put(key, value());
      case REMOVE -> map.remove(key);
      case CLEAR -> map.clear();
    }
  }

  private static void evacuate(Map<Probe, Probe> map) {
    for (int i = 0; i < 300; i++) {
      map.remove(new Probe(-1 - i, i));
    }
  }

  private void failToPut(Map<Probe, Probe> map, Probe key) {
    int[] calls = {0};
    Probe.hook(
        () -> {
          if (calls[0]++ == call % 5 + 1) {
            throw new Thrown();
          }
        });
    try {
      map.remove(key, this); // no value is equal to this
    } catch (Thrown expected) {
      // It was to fail.
    } finally {
      Probe.disarm();
    }
  }

  /** The value that {@link Deed#PUT} puts. */
  static Probe value() {
    return new Probe(77, 77);
  }

  @Override
  public String toString() {
    return deed + "(at call " + call + ", key " + number + ")";
  }
}
