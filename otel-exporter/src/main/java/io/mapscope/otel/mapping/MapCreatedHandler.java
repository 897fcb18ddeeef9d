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
  Introduction decode(RecordedEvent event, long sequence, EventTime time) {
    MapIdentity identity =
        naming.identity(
            event.getLong("jvmIdentity"),
            event.getString("name"),
            event.getString("creationSite"),
            event.getString("implementation"));
    return new Introduction(identity, event.getBoolean("repeated"));
  }

  @Override
  void introduce(long mapNumber, Introduction detail, Maps maps) {
    maps.introduce(mapNumber, detail.identity);
  }

  @Override
  void apply(Introduction detail, ObservedMap map) {
    // Introducing it was all.
  }

  @Override
  long lastNumber(Introduction detail, long sequence) {
    return detail.repeated ? sequence : Guard.UNKNOWN;
  }
}
