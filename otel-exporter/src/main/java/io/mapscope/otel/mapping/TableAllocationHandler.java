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
  Decoded decode(RecordedEvent event, EventTime time) {
    RecordedClass type = event.getClass("objectClass");
    if (type == null || event.getThread() == null || !isArray(type.getName())) {
      return decoded(time, () -> {});
    }
    long thread = event.getThread().getJavaThreadId();
    String name = type.getName();
    long bytes = event.getLong("allocationSize");
    return decoded(time, () -> tables.allocated(thread, time.endNanos(), name, bytes));
  }

  private static boolean isArray(String type) {
    return type.startsWith("[L") || type.endsWith("[]");
  }
}
