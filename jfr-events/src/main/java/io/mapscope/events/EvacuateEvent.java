package io.mapscope.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The evacuation of one chain; off unless the profile settings are used. */
@Name(MapscopeEvents.EVACUATE)
@Label("Evacuate")
@Category("Hash Map")
@Description("The entries of one chain were moved to the new buckets")
@Enabled(false)
@StackTrace(false)
public final class EvacuateEvent extends MapEvent {

  /** Number of the growth within its map, from 1. */
  @GrowthNumber
  @Label("Growth")
  @Description("Number of the growth within its map")
  public long growth;

  /** Index of the old bucket that heads the chain. */
  @Label("Old Bucket")
  @Description("Index of the old bucket that heads the chain")
  public long oldBucket;

  /** Buckets of the chain, the head included. */
  @Label("Chain Length")
  @Description("Number of buckets in the chain, its head included")
  public int chainLength;

  /** Entries moved to the bucket of the same index. */
  @Label("To Lower Half")
  @Description("Number of entries moved to the new bucket of the same index")
  public int toLower;

  /** Entries moved to the bucket in the upper half. */
  @Label("To Upper Half")
  @Description("Number of entries moved to the new bucket in the upper half")
  public int toUpper;

  /** Holes squeezed out. */
  @Label("Holes Squeezed")
  @Description("Number of holes of earlier deletes that were squeezed out")
  public int holesSqueezed;

  /** Overflow buckets attached to the new chains. */
  @Label("Overflow Attached")
  @Description("Number of overflow buckets attached to the new chains")
  public int overflowAttached;

  /** An empty event. */
  public EvacuateEvent() {}
}
