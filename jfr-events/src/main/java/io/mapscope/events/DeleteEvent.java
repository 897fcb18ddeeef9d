package io.mapscope.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.SettingDefinition;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** A slow delete. Which deletes are timed at all is told by {@link OperationScope}. */
@Name(MapscopeEvents.DELETE)
@Label("Delete")
@Category("Hash Map")
@Description("A delete that was slower than the threshold")
@StackTrace(true)
@Threshold("20 us")
public final class DeleteEvent extends MapEvent {

  /** Whether the key was in the map. */
  @Label("Found")
  @Description("Whether the key was in the map")
  public boolean found;

  /** Position in the chain of the bucket that held the entry, 0 for the head. */
  @Label("Chain Position")
  @Description("Position of the entry's bucket in its chain, 0 for the head")
  public int chainPosition;

  /** Slot of the entry in its bucket. */
  @Label("Slot")
  @Description("Slot of the entry in its bucket")
  public int slot;

  /** Slots that became end marks: this one and holes before it. */
  @Label("Slots Freed")
  @Description("Number of slots that became the end mark of the chain, holes before it included")
  public int slotsFreed;

  /** Entries after the delete. */
  @Label("Entries After")
  @Description("Number of entries after the delete")
  public long entriesAfter;

  /** Holes after the delete, which may have made one or freed several. */
  @Label("Holes After")
  @Description("Number of slots emptied by deletes in the middle of a chain, after this one")
  public long holesAfter;

  /** Overflow buckets after the delete, counted exactly. */
  @Label("Overflow Buckets After")
  @Description("Number of overflow buckets after the delete, of old chains too while the map grows")
  public long overflowBucketsAfter;

  /** Whether the map was growing when the delete began. */
  @Label("Growing")
  @Description("Whether the map was growing when the delete began")
  public boolean growing;

  /** Whether the delete had to evacuate a chain first. */
  @Label("Evacuated First")
  @Description("Whether the delete evacuated a chain before its own work")
  public boolean evacuatedFirst;

  /** Whether the map became empty and drew a new hash seed. */
  @Label("Seed Redrawn")
  @Description("Whether the map became empty and drew a new hash seed")
  public boolean seedRedrawn;

  /** An empty event. */
  public DeleteEvent() {}

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
  boolean scope(OperationScope.OfDeletes scope) {
    return true;
  }
}
