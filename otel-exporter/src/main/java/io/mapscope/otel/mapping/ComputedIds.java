package io.mapscope.otel.mapping;

import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;

/**
 * Ids of traces and spans, computed from what identifies an event.
 *
 * <p>Implementation note. An id is a mix of the JVM's identity, the map's number and the number of
 * the growth or of the event, so a step can name its growth before the growth has ended, and
 * exporting the same events again yields the same spans instead of a second copy. A hash over
 * numbers that are unique in their JVM is as good as a random number: the JVM's identity is one.
 * How the SDK gets them is the matter of {@link SpanOrder}. The mixer is the finaliser of
 * SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014,
 * constants by Stafford's variant 13).
 */
final class ComputedIds {

  /** What an id is for, so that equal numbers of different kinds give different ids. */
  enum Purpose {
    GROWTH_TRACE(1),
    GROWTH_SPAN(2),
    EVENT_TRACE(3),
    EVENT_SPAN(4),
    TRACED_TRACE(5),
    TRACED_SPAN(6);

    // Part of every id that was ever exported: never to be changed.
    private final long salt;

    Purpose(long salt) {
      this.salt = salt;
    }
  }

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private ComputedIds() {}

  static String traceId(Purpose purpose, long jvm, long map, long number) {
    long high = hash(purpose, jvm, map, number);
    return TraceId.fromLongs(high, mix(high + GOLDEN_GAMMA));
  }

  static String spanId(Purpose purpose, long jvm, long map, long number) {
    return SpanId.fromLong(hash(purpose, jvm, map, number));
  }

  /** Never 0, which stands for "no id". */
  private static long hash(Purpose purpose, long jvm, long map, long number) {
    long hash = mix(purpose.salt + GOLDEN_GAMMA);
    hash = mix((hash ^ jvm) + GOLDEN_GAMMA);
    hash = mix((hash ^ map) + GOLDEN_GAMMA);
    hash = mix((hash ^ number) + GOLDEN_GAMMA);
    return hash == 0 ? GOLDEN_GAMMA : hash;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
