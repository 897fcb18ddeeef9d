package io.mapscope.otel.mapping;

import jdk.jfr.consumer.RecordedEvent;

/** What is known of a growth from its start on. */
record GrowthShape(
    long growth,
    String reason,
    boolean sameSize,
    long bucketsBefore,
    long bucketsAfter,
    long entries,
    long overflowBuckets) {

  static GrowthShape of(RecordedEvent event) {
    return new GrowthShape(
        event.getLong("growth"),
        MapEventHandler.text(event, "reason"),
        event.getBoolean("sameSize"),
        event.getLong("bucketsBefore"),
        event.getLong("bucketsAfter"),
        event.getLong("entries"),
        event.getLong("overflowBuckets"));
  }
}
