package io.mapscope.otel.mapping;

import io.mapscope.events.MapscopeEvents;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;

/** The event that introduces a map gives it its name. */
final class MapCreatedHandler extends MapEventHandler<MapCreatedHandler.Introduction> {

  record Introduction(
      long jvm,
      String name,
      String creationSite,
      String implementation,
      long entryLimit,
      boolean repeated) {}

  /** In the options that differ from the default. */
  private static final Pattern ENTRY_LIMIT =
      Pattern.compile("(?:^|,)maxEntries=(\\d{1,18})(?:,|$)");

  private final MapNaming naming;

  MapCreatedHandler(Maps maps, MapNaming naming) {
    super(MapscopeEvents.MAP_CREATED, maps);
    this.naming = naming;
  }

  @Override
  Introduction detail(RecordedEvent event, long sequence, EventTime time) {
    return new Introduction(
        event.getLong("jvmIdentity"),
        event.getString("name"),
        event.getString("creationSite"),
        event.getString("implementation"),
        entryLimit(event.getString("options")),
        event.getBoolean("repeated"));
  }

  @Override
  void introduce(long mapNumber, Introduction detail, Maps maps) {
    // JDK 17 hands out null for a text that its stream has not read yet: each chunk tells again.
    if (detail.implementation != null || maps.known(mapNumber) == null) {
      maps.introduce(
          mapNumber,
          naming.identity(detail.jvm, detail.name, detail.creationSite, detail.implementation));
    }
  }

  @Override
  void apply(Introduction detail, long sequence, EventTime time, ObservedMap map) {
    map.entryLimit = detail.entryLimit;
  }

  private static long entryLimit(String options) {
    Matcher limit = ENTRY_LIMIT.matcher(options == null ? "" : options);
    return limit.find() ? Long.parseLong(limit.group(1)) : 0;
  }

  @Override
  long lastNumber(Introduction detail, long sequence) {
    return detail.repeated ? sequence : Guard.UNKNOWN;
  }
}
