package io.mapscope.map;

import io.mapscope.events.MapEvent;
import java.util.Map;

/**
 * Takes events as those of a map: what is built around maps tells its events here, whatever lies
 * between it and the map that they are about.
 */
@FunctionalInterface
public interface EventSink {

  /**
   * Commits an event as one of the map, if it is recorded. May be called by any thread.
   *
   * @param event an event that has ended, not null; must not be used again
   */
  void tell(MapEvent event);

  /**
   * Whether events that are told here are dropped, because there is no map that takes events.
   *
   * @return false unless it is certain
   */
  default boolean isDropping() {
    return false;
  }

  /**
   * Where to tell events that are about a map.
   *
   * @param map any map, not null
   * @return the map itself if it takes events, else a sink that drops them
   */
  static EventSink of(Map<?, ?> map) {
    return map instanceof EventSink sink ? sink : Dropped.SINK;
  }
}
