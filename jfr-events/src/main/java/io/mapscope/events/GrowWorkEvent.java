package io.mapscope.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** What one write did for a growth that was under way. */
@Name(MapscopeEvents.GROW_WORK)
@Label("Grow Work")
@Category("Hash Map")
@Description("What one write did for the growth of its map before its own work")
@StackTrace(true)
@Threshold("20 us")
public final class GrowWorkEvent extends MapEvent {

  /** The operation when the program has asked for the work in a moment of its choice. */
  public static final String PREPARE = "prepare";

  /** Number of the growth within its map, from 1. */
  @GrowthNumber
  @Label("Growth")
  @Description("Number of the growth within its map")
  public long growth;

  /** What did the work: the write {@code put} or {@code remove}, or {@link #PREPARE}. */
  @Label("Operation")
  @Description("What did the work: the write put or remove, or prepare when it was asked for")
  public String operation;

  /** Bucket of the new table that the write is about. */
  @Label("Bucket")
  @Description("Bucket that the write is about")
  public long bucket;

  /** Chains evacuated, 0 to 2 unless the user set another budget. */
  @Label("Chains Evacuated")
  @Description("Number of chains evacuated")
  public int chainsEvacuated;

  /** Entries moved. */
  @Label("Entries Moved")
  @Description("Number of entries moved to the new buckets")
  public int entriesMoved;

  /** Mark before the work: all old buckets below it are evacuated. */
  @Label("Mark Before")
  @Description("Old buckets below which all were evacuated before the work")
  public long markBefore;

  /** Mark after the work; equal to the number of old buckets when the work ended the growth. */
  @Label("Mark After")
  @Description("Old buckets below which all are evacuated after the work")
  public long markAfter;

  /** Number of old buckets. */
  @Label("Old Buckets")
  @Description("Number of buckets that the growth has to evacuate")
  public long oldBuckets;

  /** Whether this work ended the growth. */
  @Label("Finished")
  @Description("Whether the work evacuated the last chain")
  public boolean finished;

  /** An empty event. */
  public GrowWorkEvent() {}
}
