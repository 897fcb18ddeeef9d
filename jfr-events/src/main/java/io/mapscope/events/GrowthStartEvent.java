package io.mapscope.events;

import java.util.List;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * The start of a growth. A duration event is invisible until it is committed; this one tells of a
 * growth that is still running, and its stack names the line that inserted one entry too many.
 */
@Name(MapscopeEvents.GROWTH_START)
@Label("Growth Start")
@Category("Hash Map")
@Description("A map has begun to grow; the stack is that of the insert or call that caused it")
@StackTrace(true)
public final class GrowthStartEvent extends MapEvent {

  /** The map was about to hold more entries a bucket than it is made for. */
  public static final String LOAD = "load";

  /** The map had too many overflow buckets for its entries. */
  public static final String OVERFLOW = "overflow";

  /** The program had the growth begin before an insert needed it. */
  public static final String PREPARED = "prepared";

  /** All reasons. */
  public static final List<String> REASONS = List.of(LOAD, OVERFLOW, PREPARED);

  /** Number of the growth within its map, from 1. */
  @GrowthNumber
  @Label("Growth")
  @Description("Number of the growth within its map")
  public long growth;

  /** Why: one of the constants. */
  @Label("Reason")
  @Description("What made the map grow: load, overflow or prepared")
  public String reason;

  /** Whether the growth keeps the number of buckets and only repacks the chains. */
  @Label("Same Size")
  @Description("Whether the number of buckets stays and the chains are only repacked")
  public boolean sameSize;

  /** Buckets before the growth. */
  @Label("Buckets Before")
  @Description("Number of buckets before the growth, overflow buckets not counted")
  public long bucketsBefore;

  /** Buckets after the growth. */
  @Label("Buckets After")
  @Description("Number of buckets after the growth, overflow buckets not counted")
  public long bucketsAfter;

  /** Entries in the map when the growth began. */
  @Label("Entries")
  @Description("Number of entries when the growth began")
  public long entries;

  /**
   * Overflow buckets as counted by the map when the growth began; sampled from 65,536 buckets on.
   */
  @Label("Overflow Buckets")
  @Description("Overflow buckets by the map's own count, which is sampled from 65,536 buckets on")
  public long overflowBuckets;

  /** An empty event. */
  public GrowthStartEvent() {}
}
