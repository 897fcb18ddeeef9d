package io.mapscope.dashboards.define;

import java.util.List;

/** All dashboards that are shipped. */
public final class Boards {

  /** Name of the file and title, for links; the home first. */
  static final List<String[]> NAMES_AND_TITLES =
      List.of(
          new String[] {"growth-and-latency", "Hash map growth and latency"},
          new String[] {"map-internals", "Hash map internals"},
          new String[] {"service-levels", "Hash map service levels"},
          new String[] {"pipeline-health", "Mapscope pipeline health"},
          new String[] {"jdk-maps", "Growth of the JDK's maps"});

  private Boards() {}

  /**
   * The dashboards.
   *
   * @return an unmodifiable list, the home first
   */
  public static List<Board> all() {
    return List.of(
        GrowthAndLatency.board(),
        MapInternals.board(),
        ServiceLevels.board(),
        PipelineHealth.board(),
        JdkMaps.board());
  }
}
