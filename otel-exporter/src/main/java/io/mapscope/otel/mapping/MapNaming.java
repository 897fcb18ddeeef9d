package io.mapscope.otel.mapping;

import java.util.function.Predicate;

/** Decides what a map is called. */
final class MapNaming {

  static final String UNNAMED = "unnamed";
  private static final String UNKNOWN_IMPLEMENTATION = "unknown";

  private final Predicate<String> allowed;
  private final SeriesNames names;
  private final SeriesNames implementations;
  private long lastJvm;

  MapNaming(int limit, Predicate<String> allowed) {
    this.allowed = allowed;
    names = new SeriesNames(limit);
    implementations = new SeriesNames(limit);
  }

  /** The program's name for the map, else where it was made, else no name. */
  MapIdentity identity(long jvm, String name, String creationSite, String implementation) {
    lastJvm = jvm;
    return new MapIdentity(
        jvm,
        mapName(firstNonEmpty(name, creationSite, UNNAMED)),
        implementations.bounded(firstNonEmpty(implementation, UNKNOWN_IMPLEMENTATION)));
  }

  private String mapName(String name) {
    return name.equals(UNNAMED) || allowed.test(name) ? names.bounded(name) : SeriesNames.OTHER;
  }

  /** A map that was never introduced, of the JVM that has introduced others. */
  MapIdentity unnamed() {
    return identity(lastJvm, null, null, null);
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
