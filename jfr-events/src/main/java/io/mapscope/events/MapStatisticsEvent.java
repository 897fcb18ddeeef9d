package io.mapscope.events;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** State and exact totals of one map, each second, and a last time after the map was collected. */
@Name(MapscopeEvents.MAP_STATISTICS)
@Label("Map Statistics")
@Category("Hash Map")
@Description("State and exact totals of one map")
@StackTrace(false)
@Period("1 s")
public final class MapStatisticsEvent extends MapEvent {

  /** Buckets, overflow buckets not counted. */
  @Label("Bucket Count")
  @Description("Number of buckets, overflow buckets not counted")
  public long bucketCount;

  /** Entries. */
  @Label("Entry Count")
  @Description("Number of entries")
  public long entryCount;

  /** Memory of the map without its keys and values. */
  @Label("Total Footprint")
  @Description("Memory of the map, keys and values not counted")
  @DataAmount(DataAmount.BYTES)
  public long totalFootprint;

  /** Entries per bucket slot in percent of the load at which the map grows. */
  @Label("Load")
  @Description("Entries relative to the number at which the map grows")
  @Percentage
  public float load;

  /** Slots emptied by deletes that are not yet an end mark. */
  @Label("Holes")
  @Description("Number of slots emptied by deletes in the middle of a chain")
  public long holes;

  /** Overflow buckets, counted exactly. */
  @Label("Overflow Buckets")
  @Description("Number of overflow buckets, of old chains too while the map grows")
  public long overflowBuckets;

  /** Whether a growth is under way. */
  @Label("Growing")
  @Description("Whether a growth is under way")
  public boolean growing;

  /** The growth under way, or the last one; 0 before the first. */
  @GrowthNumber
  @Label("Growth")
  @Description("Number of the growth under way, else of the last one")
  public long growth;

  /** Mark of the growth under way, else 0. */
  @Label("Mark")
  @Description("Old buckets below which all are evacuated, 0 when not growing")
  public long mark;

  /** Old buckets of the growth under way, else 0. */
  @Label("Old Buckets")
  @Description("Number of buckets that the growth has to evacuate, 0 when not growing")
  public long oldBuckets;

  /**
   * Exact total of puts, inserting and updating, since the map was created. A write that has thrown
   * is neither counted here nor told by an event.
   */
  @Label("Puts")
  @Description("Total of puts since the map was created")
  public long puts;

  /** Exact total of removes, found or not, since the map was created; clears are none. */
  @Label("Removes")
  @Description("Total of removes since the map was created, of absent keys too")
  public long removes;

  /** Exact total of growths started. */
  @Label("Growths")
  @Description("Total of growths started since the map was created")
  public long growths;

  /** Exact total of chains evacuated. */
  @Label("Chains Evacuated")
  @Description("Total of chains evacuated since the map was created")
  public long chainsEvacuated;

  /** Exact total of entries moved. */
  @Label("Entries Moved")
  @Description("Total of entries moved by growths since the map was created")
  public long entriesMoved;

  /** Total of the time of grow work that was timed. */
  @Label("Work Time")
  @Description("Total of the time that writes have spent on growths while they were recorded")
  @Timespan(Timespan.NANOSECONDS)
  public long workTime;

  /**
   * Events of this map committed so far. Read after the figures, {@link #sequence} before: what
   * they tell is no older than the one and no newer than the write under way at the other.
   */
  @Label("Events Emitted")
  @Description("Total of numbered events of the map")
  public long eventsEmitted;

  /** Whether the map has been collected and this is its last event. */
  @Label("Last")
  @Description("Whether the map is gone and this is the last of its events")
  public boolean last;

  /** An empty event. */
  public MapStatisticsEvent() {}
}
