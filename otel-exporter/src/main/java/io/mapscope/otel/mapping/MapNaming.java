package io.mapscope.otel.mapping;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Decides what a map is called, and which maps share a series.
 *
 * <p>Implementation note. The limit is one of pairs of name and implementation, as each pair is a
 * series. Maps beyond it share a name, and an implementation when there are too many of these too.
 */
final class MapNaming {

  static final String UNNAMED = "unnamed";
  private static final String UNKNOWN_IMPLEMENTATION = "unknown";

  /** A program has two or three. */
  private static final int MOST_IMPLEMENTATIONS = 32;

  private record Name(String name, String implementation) {}

  private final int limit;
  private final Predicate<String> allowed;
  private final Map<Name, MapSeries> known = new HashMap<>();
  private final Map<String, MapSeries> folded = new HashMap<>();
  private final SeriesNames implementations = new SeriesNames(MOST_IMPLEMENTATIONS);
  private final AtomicLong foldedMaps = new AtomicLong();
  private long lastJvm;

  MapNaming(int limit, Predicate<String> allowed) {
    this.limit = limit;
    this.allowed = allowed;
  }

  /** The program's name for the map, else where it was made, else no name. */
  MapIdentity identity(long jvm, String name, String creationSite, String implementation) {
    lastJvm = jvm;
    return new MapIdentity(
        jvm,
        series(
            allowed(
                SeriesNames.escape(firstNonEmpty(name, creationSite, UNNAMED)),
                SeriesNames.escape(firstNonEmpty(implementation, UNKNOWN_IMPLEMENTATION)))));
  }

  private Name allowed(String name, String implementation) {
    return new Name(
        name.equals(UNNAMED) || allowed.test(name) ? name : SeriesNames.OTHER, implementation);
  }

  /** A map that was never introduced, of the JVM that has introduced others. */
  MapIdentity unnamed() {
    return identity(lastJvm, null, null, null);
  }

  /** A map that is known only by its class and the line that called it. */
  MapIdentity traced(String callSite, String implementation) {
    return new MapIdentity(
        0,
        series(
            allowed(
                SeriesNames.escape(firstNonEmpty(callSite, UNNAMED)),
                SeriesNames.escape(firstNonEmpty(implementation, UNKNOWN_IMPLEMENTATION)))));
  }

  /** Counts a map that has no series of its own name. */
  void introduced(MapIdentity identity) {
    if (identity.series().isFolded) {
      foldedMaps.incrementAndGet();
    }
  }

  /** Maps whose names were too many; may be asked by any thread. */
  long foldedMaps() {
    return foldedMaps.get();
  }

  private MapSeries series(Name name) {
    MapSeries series = known.get(name);
    if (series != null) {
      return series;
    }
    if (known.size() < limit) {
      series = new MapSeries(name.name, name.implementation, false);
      known.put(name, series);
      return series;
    }
    return folded.computeIfAbsent(
        implementations.bounded(name.implementation),
        implementation -> new MapSeries(SeriesNames.OTHER, implementation, true));
  }

  private static String firstNonEmpty(String... candidates) {
    for (String candidate : candidates) {
      if (candidate != null && !candidate.isEmpty()) {
        return candidate;
      }
    }
    throw new IllegalArgumentException("the last candidate must not be empty");
  }
}
