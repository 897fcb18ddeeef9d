package io.mapscope.events;

import java.util.List;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.Timespan;

/** What deleting has left to be done later was done for a batch of entries. */
@Name(MapscopeEvents.DELETION_BATCH)
@Label("Deletion Batch")
@Category("Hash Map")
@Description("Work that deletes had put off was done for a batch of entries")
@StackTrace(false)
@Threshold("20 us")
public final class DeletionBatchEvent extends MapEvent {

  /** Entries that were dead for readers left the map. */
  public static final String PURGE = "purge";

  /** Entries left the map because of their age. */
  public static final String EXPIRE = "expire";

  /** Deletions were given to a listener. */
  public static final String DELIVER = "deliver";

  /** Deletions were given to the fallback of a listener. */
  public static final String FALLBACK = "fallback";

  /** All kinds. */
  public static final List<String> KINDS = List.of(PURGE, EXPIRE, DELIVER, FALLBACK);

  /** What was done: one of the constants. */
  @Label("Kind")
  @Description("What was done: entries purged or expired, deletions delivered or fallen back")
  public String kind;

  /** How many entries it was done for. */
  @Label("Entries")
  @Description("How many entries it was done for")
  public int entries;

  /** How many are left to do. */
  @Label("Pending")
  @Description("How many are left to be done")
  public int pending;

  /** How long the first of the batch has waited; 0 where that is not known. */
  @Label("Waited Time")
  @Description("How long the first of the batch has waited, 0 when not known")
  @Timespan(Timespan.NANOSECONDS)
  public long waitedTime;

  /** An empty event. */
  public DeletionBatchEvent() {}
}
