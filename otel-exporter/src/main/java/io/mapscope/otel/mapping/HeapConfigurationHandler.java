package io.mapscope.otel.mapping;

import jdk.jfr.consumer.RecordedEvent;

/** The heap tells how long its references are. */
final class HeapConfigurationHandler extends EventHandler {

  private final TableAllocations tables;

  HeapConfigurationHandler(TableAllocations tables) {
    super(TracedGrowths.HEAP_CONFIGURATION);
    this.tables = tables;
  }

  @Override
  boolean tellsOfMaps() {
    return false;
  }

  @Override
  void accept(RecordedEvent event, EventTime time) {
    tables.references(event.getBoolean("usesCompressedOops"));
  }
}
