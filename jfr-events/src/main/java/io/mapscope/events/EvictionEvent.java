package io.mapscope.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** An evictor has deleted a batch of entries because memory was short. */
@Name(MapscopeEvents.EVICTION)
@Label("Eviction")
@Category("Hash Map")
@Description("A batch of entries was deleted because memory was short")
@StackTrace(false)
public final class EvictionEvent extends MapEvent {

  /** How full the heap was after the last collection, from 0 to 1. */
  @Label("Heap Use")
  @Description("Used part of the heap's oldest generation after the last collection")
  @Percentage
  public float heapUse;

  /** Part of the recent time that pauses of the collector took, from 0 to 1. */
  @Label("Pause Share")
  @Description("Part of the recent time that pauses of the collector have taken")
  @Percentage
  public float pauseShare;

  /** The longest recent pause of the collector. */
  @Label("Longest Pause Time")
  @Description("The longest of the recent pauses of the collector")
  @Timespan(Timespan.NANOSECONDS)
  public long longestPauseTime;

  /** How many entries the batch was to have. */
  @Label("Batch Size")
  @Description("How many entries were to be deleted")
  public int batchSize;

  /** How many were deleted. */
  @Label("Evicted")
  @Description("How many entries were deleted")
  public int evicted;

  /** How many entries are left. */
  @Label("Entries")
  @Description("Entries left")
  public int entries;

  /** An empty event. */
  public EvictionEvent() {}
}
