package io.mapscope.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.SettingDefinition;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** A slow put. Which puts are timed at all is told by {@link OperationScope}. */
@Name(MapscopeEvents.PUT)
@Label("Put")
@Category("Hash Map")
@Description("A put that was slower than the threshold")
@StackTrace(true)
@Threshold("20 us")
public final class PutEvent extends MapEvent {

  /** Whether the key was new. */
  @Label("Inserted")
  @Description("Whether the key was new; else the value of an entry was updated")
  public boolean inserted;

  /** Position in the chain of the bucket that holds the entry, 0 for the head. */
  @Label("Chain Position")
  @Description("Position of the entry's bucket in its chain, 0 for the head")
  public int chainPosition;

  /** Whether the map was growing when the put began. */
  @Label("Growing")
  @Description("Whether the map was growing when the put began")
  public boolean growing;

  /** Whether the put started a growth. */
  @Label("Started Growth")
  @Description("Whether the put made the map grow")
  public boolean startedGrowth;

  /** Whether the put attached an overflow bucket for its own entry. */
  @Label("Overflow Attached")
  @Description("Whether the put attached an overflow bucket for its entry")
  public boolean overflowAttached;

  /** Entries after the put. */
  @Label("Entries After")
  @Description("Number of entries after the put")
  public long entriesAfter;

  /** Holes after the put, which may have filled one. */
  @Label("Holes After")
  @Description("Number of slots emptied by deletes in the middle of a chain, after the put")
  public long holesAfter;

  /** Overflow buckets after the put, counted exactly. */
  @Label("Overflow Buckets After")
  @Description("Number of overflow buckets after the put, of old chains too while the map grows")
  public long overflowBucketsAfter;

  /** An empty event. */
  public PutEvent() {}

  /**
   * The setting {@code scope}; called by Flight Recorder.
   *
   * @param scope the setting
   * @return true, as the scope drops no event that was timed
   */
  @SettingDefinition
  @Name("scope")
  @Label("Scope")
  @Description("Which operations are timed: slow-path or all")
  boolean scope(OperationScope.OfPuts scope) {
    return true;
  }
}
