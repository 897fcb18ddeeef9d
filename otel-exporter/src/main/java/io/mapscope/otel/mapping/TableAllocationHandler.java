package io.mapscope.otel.mapping;

import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;

/** An array that may be the new table of a map. */
final class TableAllocationHandler extends EventHandler {

  private final TableAllocations tables;

  TableAllocationHandler(String eventName, TableAllocations tables) {
    super(eventName);
    this.tables = tables;
  }

  @Override
  boolean tellsOfMaps() {
    return false;
  }

  @Override
  void accept(RecordedEvent event, EventTime time) {
    RecordedClass type = event.getClass("objectClass");
    if (type != null && event.getThread() != null && isArray(type.getName())) {
      tables.allocated(
          event.getThread().getJavaThreadId(),
          time.endNanos(),
          type.getName(),
          event.getLong("allocationSize"));
    }
  }

  private static boolean isArray(String type) {
    return type.startsWith("[L") || type.endsWith("[]");
  }
}
