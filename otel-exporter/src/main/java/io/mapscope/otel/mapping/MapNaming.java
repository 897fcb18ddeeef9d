package io.mapscope.otel.mapping;

/** Decides what a map is called. */
final class MapNaming {

  static final String UNNAMED = "unnamed";
  private static final String UNKNOWN_IMPLEMENTATION = "unknown";

  private final SeriesNames names;
  private final SeriesNames implementations;
  private long lastJvm;

  MapNaming(int limit) {
    names = new SeriesNames(limit);
    implementations = new SeriesNames(limit);
  }

  /** The program's name for the map, else where it was made, else no name. */
  MapIdentity identity(long jvm, String name, String creationSite, String implementation) {
    lastJvm = jvm;
    return new MapIdentity(
        jvm,
        names.bounded(firstNonEmpty(name, creationSite, UNNAMED)),
        implementations.bounded(firstNonEmpty(implementation, UNKNOWN_IMPLEMENTATION)));
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
