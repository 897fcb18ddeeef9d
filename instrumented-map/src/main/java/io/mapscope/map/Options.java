package io.mapscope.map;

import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The options of a map. Checked when set, immutable.
 *
 * @param name null for none
 * @param expectedEntries how many entries to make room for
 * @param maxEntries the most entries
 * @param seed the first hash seed, null for a random one
 * @param samplingInterval how many operations one sample stands for, a power of two
 * @param pacing how a growth is spread over the writes
 * @param evacuationBudget the most chains that one write evacuates
 * @param iteration what iterators do when the map changes under them
 */
record Options(
    String name,
    int expectedEntries,
    int maxEntries,
    Long seed,
    int samplingInterval,
    Pacing pacing,
    int evacuationBudget,
    IterationRules iteration)
    implements Serializable {

  @Serial private static final long serialVersionUID = 1;

  /** At five million operations a second, 1024 make five thousand samples: 0.05 % of a core. */
  static final Options DEFAULT =
      new Options(null, 0, Integer.MAX_VALUE, null, 1024, Pacing.GO, 2, IterationRules.JAVA_UTIL);

  Options withName(String name) {
    Objects.requireNonNull(name, "name");
    require(!name.isBlank(), "a map's name must not be blank");
    return new Options(
        name,
        expectedEntries,
        maxEntries,
        seed,
        samplingInterval,
        pacing,
        evacuationBudget,
        iteration);
  }

  Options withExpectedEntries(int entries) {
    require(entries >= 0, "expected entries must not be negative: " + entries);
    return new Options(
        name, entries, maxEntries, seed, samplingInterval, pacing, evacuationBudget, iteration);
  }

  Options withMaxEntries(int entries) {
    require(entries > 0, "the limit of entries must be positive: " + entries);
    return new Options(
        name,
        expectedEntries,
        entries,
        seed,
        samplingInterval,
        pacing,
        evacuationBudget,
        iteration);
  }

  Options withSeed(long seed) {
    return new Options(
        name,
        expectedEntries,
        maxEntries,
        seed,
        samplingInterval,
        pacing,
        evacuationBudget,
        iteration);
  }

  Options withSamplingInterval(int operations) {
    require(
        operations > 0 && operations <= 1 << 30,
        "the sampling interval must be between 1 and 2^30: " + operations);
    int powerOfTwo = Integer.highestOneBit(operations);
    return new Options(
        name,
        expectedEntries,
        maxEntries,
        seed,
        powerOfTwo == operations ? operations : powerOfTwo << 1,
        pacing,
        evacuationBudget,
        iteration);
  }

  Options withPacing(Pacing policy) {
    Objects.requireNonNull(policy, "pacing");
    return new Options(
        name,
        expectedEntries,
        maxEntries,
        seed,
        samplingInterval,
        policy,
        evacuationBudget,
        iteration);
  }

  Options withEvacuationBudget(int chains) {
    require(chains > 0, "a write must be allowed to evacuate at least one chain: " + chains);
    return new Options(
        name, expectedEntries, maxEntries, seed, samplingInterval, pacing, chains, iteration);
  }

  Options withIteration(IterationRules rules) {
    Objects.requireNonNull(rules, "iteration");
    return new Options(
        name, expectedEntries, maxEntries, seed, samplingInterval, pacing, evacuationBudget, rules);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  long drawSeed() {
    return seed != null ? seed : ThreadLocalRandom.current().nextLong();
  }

  /** The recorder of a new map, null when the instrumentation is off. */
  MapRecorder recorder() {
    return Table.EVENTS ? new MapRecorder(this) : null;
  }

  /** What is not as in {@link #DEFAULT}, for people. */
  String differences() {
    StringJoiner differences = new StringJoiner(",");
    if (expectedEntries != DEFAULT.expectedEntries) {
      differences.add("expectedEntries=" + expectedEntries);
    }
    if (maxEntries != DEFAULT.maxEntries) {
      differences.add("maxEntries=" + maxEntries);
    }
    if (seed != null) {
      differences.add("seed=" + seed);
    }
    if (samplingInterval != DEFAULT.samplingInterval) {
      differences.add("samplingInterval=" + samplingInterval);
    }
    if (pacing != DEFAULT.pacing) {
      differences.add("pacing=" + pacing);
    }
    if (evacuationBudget != DEFAULT.evacuationBudget) {
      differences.add("evacuationBudget=" + evacuationBudget);
    }
    if (iteration != DEFAULT.iteration) {
      differences.add("iteration=" + iteration);
    }
    return differences.toString();
  }
}
