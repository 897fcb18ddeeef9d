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
  Decoded decode(RecordedEvent event, EventTime time) {
    boolean compressed = event.getBoolean("usesCompressedOops");
    return decoded(time, () -> tables.references(compressed));
  }
}
