package io.mapscope.events;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * A whole growth, from its start to the evacuation of the last chain. It has no threshold, because
 * a parent that is dropped would orphan its steps.
 */
@Name(MapscopeEvents.GROWTH)
@Label("Growth")
@Category("Hash Map")
@Description("A growth of a map from its start to the evacuation of the last chain")
@StackTrace(false)
public final class GrowthEvent extends MapEvent {

  /** Number of the growth within its map, from 1. */
  @GrowthNumber
  @Label("Growth")
  @Description("Number of the growth within its map")
  public long growth;

  /** Why: one of {@link GrowthStartEvent#REASONS}. */
  @Label("Reason")
  @Description("What made the map grow: load, overflow or prepared")
  public String reason;

  /** Whether the growth kept the number of buckets and only repacked the chains. */
  @Label("Same Size")
  @Description("Whether the number of buckets stayed and the chains were only repacked")
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

  /**
   * Time since the growth began. The event's own duration is shorter when the recording began in
   * the middle of the growth, or zero.
   */
  @Label("Elapsed Time")
  @Description("Time from start to end of the growth, also when the recording began in between")
  @Timespan(Timespan.NANOSECONDS)
  public long elapsedTime;

  /** Writes that did grow work for this growth, and slices of work that was asked for ahead. */
  @Label("Steps")
  @Description("Number of writes, and of slices of prepared work, that did grow work")
  public long steps;

  /** Chains evacuated. */
  @Label("Chains Evacuated")
  @Description("Number of chains evacuated")
  public long chainsEvacuated;

  /** Entries moved. */
  @Label("Entries Moved")
  @Description("Number of entries moved to the new buckets")
  public long entriesMoved;

  /** Entries moved to the upper half. */
  @Label("Moved To Upper Half")
  @Description("Number of entries moved to the upper half of the new buckets")
  public long movedToUpper;

  /** Slots that deletes had left empty in the middle of a chain. */
  @Label("Holes Squeezed")
  @Description("Number of holes of earlier deletes that the growth has squeezed out")
  public long holesSqueezed;

  /** Overflow buckets attached by evacuation. */
  @Label("Overflow Attached")
  @Description("Number of overflow buckets that evacuation attached to new chains")
  public long overflowAttached;

  /** Sum of the time of all steps that were timed. */
  @Label("Work Time")
  @Description("Time that writes have spent on the growth while it was recorded")
  @Timespan(Timespan.NANOSECONDS)
  public long workTime;

  /** The longest step, allocation included. */
  @Label("Longest Step")
  @Description("Longest time that one write has spent on the growth while it was recorded")
  @Timespan(Timespan.NANOSECONDS)
  public long longestStep;

  /** Bytes allocated for directory, chunks and overflow buckets. */
  @Label("Allocated")
  @Description("Memory allocated for the growth")
  @DataAmount(DataAmount.BYTES)
  public long allocatedBytes;

  /** Whether a clear ended the growth. */
  @Label("Abandoned By Clear")
  @Description("Whether the map was cleared before the growth was done")
  public boolean abandonedByClear;

  /** An empty event. */
  public GrowthEvent() {}
}
