package io.mapscope.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/**
 * A slow clear of a map that had entries; all of them are gone after it. It has the threshold of
 * the other writes, as some programs clear small maps all the time.
 */
@Name(MapscopeEvents.CLEAR)
@Label("Clear")
@Category("Hash Map")
@Description("A clear that was slower than the threshold")
@StackTrace(true)
@Threshold("20 us")
public final class ClearEvent extends MapEvent {

  /** Entries before the clear. */
  @Label("Entries Before")
  @Description("Number of entries before the clear")
  public long entriesBefore;

  /** Buckets, which a clear does not change. */
  @Label("Bucket Count")
  @Description("Number of buckets, which a clear does not change")
  public long bucketCount;

  /** The growth that the clear has abandoned, else the last one; 0 before the first. */
  @GrowthNumber
  @Label("Growth")
  @Description("Number of the growth that was under way, else of the last one")
  public long growth;

  /** Whether a growth was under way, which the clear has abandoned. */
  @Label("Growth Abandoned")
  @Description("Whether a growth was under way, which the clear has abandoned")
  public boolean growthAbandoned;

  /** An empty event. */
  public ClearEvent() {}
}
