package io.mapscope.events;

import java.util.List;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/**
 * An operation on a guarded map waited for others: for the lock of its map or stripe, or for the
 * thread that owns the map. A lock that is free at once is no wait and has no event.
 */
@Name(MapscopeEvents.LOCK_WAIT)
@Label("Lock Wait")
@Category("Hash Map")
@Description("A wait for the lock or the owner of a guarded map that was longer than the threshold")
@StackTrace(true)
@Threshold("20 us")
public final class LockWaitEvent extends MapEvent {

  /** A reader waited for a writer. */
  public static final String READ = "read";

  /** A writer waited for readers or another writer. */
  public static final String WRITE = "write";

  /** An operation waited in the queue of the owner thread, or for room in it. */
  public static final String QUEUE = "queue";

  /** All modes. */
  public static final List<String> MODES = List.of(READ, WRITE, QUEUE);

  /** What was waited for: one of the constants. */
  @Label("Mode")
  @Description("What was waited for: the lock for reading or for writing, or the owner's queue")
  public String mode;

  /** An empty event. */
  public LockWaitEvent() {}
}
