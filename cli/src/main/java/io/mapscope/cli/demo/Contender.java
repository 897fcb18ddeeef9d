package io.mapscope.cli.demo;

import io.mapscope.map.InstrumentedMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * A map that the load is put on.
 *
 * @param label how the figures are headed
 * @param implementation class of the map
 * @param maker makes an empty one of the given name
 */
record Contender(String label, Class<?> implementation, Function<String, Watched> maker) {

  /**
   * A map and what tells its growths.
   *
   * @param map the map
   * @param watch tells its growths
   */
  record Watched(Map<UUID, Session> map, GrowthWatch watch) {}

  /** The two maps of the demo, the one with the problem first. */
  static List<Contender> all() {
    return List.of(
        new Contender("HashMap", HashMap.class, HashMapWatch::watchedMap),
        new Contender("InstrumentedMap", InstrumentedMap.class, Contender::instrumentedMap));
  }

  /** Name of the map in events and metrics. */
  String mapName() {
    return "sessions-" + label;
  }

  Watched make(String name) {
    return maker.apply(name);
  }

  private static Watched instrumentedMap(String name) {
    return new Watched(
        InstrumentedMap.<UUID, Session>builder().name(name).build(), GrowthWatch.NONE);
  }
}
