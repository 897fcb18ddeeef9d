package io.mapscope.flame.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What to record. Immutable.
 *
 * @param methods methods of maps to trace, without repetition; may be empty
 * @param threshold shortest growth that is told, not negative
 * @param samplings what is sampled beside them
 * @param limit when the recording ends by itself should nobody be left to stop it, positive
 */
public record RecordingPlan(
    List<TracedMethod> methods, Duration threshold, Set<Sampling> samplings, Duration limit) {

  /** One millisecond: what a request notices. */
  public static final Duration DEFAULT_THRESHOLD = Duration.ofMillis(1);

  /** A day. */
  public static final Duration DEFAULT_LIMIT = Duration.ofDays(1);

  /**
   * Checks and copies.
   *
   * @param methods methods of maps to trace
   * @param threshold shortest call that is told, not negative
   * @param samplings what is sampled beside them
   * @param limit when the recording ends by itself, positive
   */
  public RecordingPlan {
    methods = List.copyOf(new java.util.LinkedHashSet<>(methods));
    samplings = Set.copyOf(samplings);
    if (threshold.isNegative()) {
      throw new IllegalArgumentException("threshold must not be negative but is " + threshold);
    }
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("limit must be positive but is " + limit);
    }
  }

  /**
   * The maps of the JDK, growths from a millisecond on and long chains, with all samples.
   *
   * @return the plan
   */
  public static RecordingPlan ofJdkMaps() {
    return new RecordingPlan(
            TracedMethod.MAPS, DEFAULT_THRESHOLD, EnumSet.allOf(Sampling.class), DEFAULT_LIMIT)
        .tracing(TracedMethod.LONG_CHAINS);
  }

  /**
   * The same with further methods.
   *
   * @param further traced too
   * @return a new plan
   */
  public RecordingPlan tracing(List<TracedMethod> further) {
    List<TracedMethod> all = new ArrayList<>(methods);
    all.addAll(further);
    return new RecordingPlan(all, threshold, samplings, limit);
  }

  /**
   * The same with another threshold.
   *
   * @param shortest shortest call that is told, not negative
   * @return a new plan
   */
  public RecordingPlan from(Duration shortest) {
    return new RecordingPlan(methods, shortest, samplings, limit);
  }

  /**
   * The same with other samples.
   *
   * @param sampled what is sampled
   * @return a new plan
   */
  public RecordingPlan sampling(Set<Sampling> sampled) {
    return new RecordingPlan(methods, threshold, sampled, limit);
  }

  /**
   * The same with another limit.
   *
   * @param longest when the recording ends by itself, positive
   * @return a new plan
   */
  public RecordingPlan limitedTo(Duration longest) {
    return new RecordingPlan(methods, threshold, samplings, longest);
  }
}
