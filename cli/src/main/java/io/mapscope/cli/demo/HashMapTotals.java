package io.mapscope.cli.demo;

import io.mapscope.events.MapCreatedEvent;
import io.mapscope.events.MapStatisticsEvent;
import io.mapscope.events.ObservedMaps;
import java.util.HashMap;
import java.util.Map;

/**
 * State and totals of a watched {@link HashMap}, as the periodic events ask for them. Does not
 * refer to the map. Written by the thread of the load, read by Flight Recorder's thread as it is.
 */
final class HashMapTotals implements ObservedMaps.Observation<Map<?, ?>> {

  /** {@code HashMap}'s default, and so the load at which it grows. */
  static final double LOAD_FACTOR = 0.75;

  // Layout with compressed references: 12 bytes of header, then hash, key, value and next.
  private static final long BYTES_PER_NODE = 32;
  private static final long BYTES_PER_REFERENCE = 4;
  private static final long BYTES_OF_MAP = 48;
  private static final long BYTES_OF_ARRAY_HEADER = 16;

  final long mapNumber = ObservedMaps.nextMapNumber();
  final String name;
  long buckets;
  long sequence;
  long puts;
  long removes;
  long growths;
  long chainsMoved;
  long entriesMoved;
  long workNanos;

  HashMapTotals(String name) {
    this.name = name;
  }

  static long tableBytes(long buckets) {
    return BYTES_OF_ARRAY_HEADER + BYTES_PER_REFERENCE * buckets;
  }

  @Override
  public long mapNumber() {
    return mapNumber;
  }

  @Override
  public long lastSequence() {
    return sequence;
  }

  @Override
  public void describe(MapCreatedEvent event) {
    event.name = name;
    event.implementation = HashMap.class.getName();
  }

  @Override
  public void measure(Map<?, ?> map, MapStatisticsEvent event) {
    if (map != null) {
      event.entryCount = map.size();
      event.bucketCount = buckets;
      event.load = (float) (event.entryCount / (LOAD_FACTOR * buckets));
      event.totalFootprint = BYTES_OF_MAP + tableBytes(buckets) + BYTES_PER_NODE * event.entryCount;
    }
    event.growth = growths;
    event.puts = puts;
    event.removes = removes;
    event.growths = growths;
    event.chainsEvacuated = chainsMoved;
    event.entriesMoved = entriesMoved;
    event.workTime = workNanos;
  }
}
