package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import jdk.jfr.consumer.RecordedEvent;

/** The event that introduces a map gives it its name. */
final class MapCreatedHandler extends MapEventHandler<MapCreatedHandler.Introduction> {

  record Introduction(MapIdentity identity, boolean repeated) {}

  private final MapNaming naming;

  MapCreatedHandler(Maps maps, MapNaming naming) {
    super(MapscopeEvents.MAP_CREATED, maps);
    this.naming = naming;
  }

  @Override
  Introduction decode(RecordedEvent event) {
    MapIdentity identity =
        naming.identity(
            event.getLong("jvmIdentity"),
            event.getString("name"),
            event.getString("creationSite"),
            event.getString("implementation"));
    return new Introduction(identity, event.getBoolean("repeated"));
  }

  @Override
  void introduce(EventHead head, Introduction detail, Maps maps) {
    maps.introduce(head.mapNumber(), detail.identity);
  }

  @Override
  void apply(EventHead head, Introduction detail, ObservedMap map) {
    // Introducing it was all.
  }

  @Override
  boolean repeatsState(Introduction detail) {
    return detail.repeated;
  }
}
