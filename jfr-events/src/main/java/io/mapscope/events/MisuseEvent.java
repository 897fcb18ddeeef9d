package io.mapscope.events;

import java.util.List;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A map was used against its contract; the stack is that of the operation that noticed. */
@Name(MapscopeEvents.MISUSE)
@Label("Misuse")
@Category("Hash Map")
@Description("The map was used against its contract")
@StackTrace(true)
public final class MisuseEvent extends MapEvent {

  /** The map changed under an iterator. */
  public static final String CHANGED_DURING_ITERATION = "changed-during-iteration";

  /**
   * The map changed in the middle of a write: by another thread, or by the key or function itself.
   */
  public static final String CHANGED_DURING_WRITE = "changed-during-write";

  /**
   * A chain has grown to 64 entries or a power of two above: many keys have the same hash code, by
   * a bad {@code hashCode} or by an attack, and each search of them goes through all.
   */
  public static final String LONG_CHAIN = "long-chain";

  /** All that can be detected. */
  public static final List<String> DETECTED =
      List.of(CHANGED_DURING_ITERATION, CHANGED_DURING_WRITE, LONG_CHAIN);

  /** What was detected: one of the constants. */
  @Label("Detected")
  @Description("What was detected")
  public String detected;

  /** The operation that noticed. */
  @Label("Operation")
  @Description("The operation that noticed")
  public String operation;

  /** An empty event. */
  public MisuseEvent() {}
}
