package io.mapscope.events;

import java.util.List;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** An operation on a map took longer than its deadline, or its caller has waited no longer. */
@Name(MapscopeEvents.DEADLINE_MISS)
@Label("Deadline Miss")
@Category("Hash Map")
@Description("An operation was not done within its deadline, or was cancelled")
@StackTrace(true)
public final class DeadlineMissEvent extends MapEvent {

  /** The operation was done, later than it should have been; its caller has the result. */
  public static final String LATE = "late";

  /** The operation had not begun and never will: it has changed nothing. */
  public static final String NOT_BEGUN = "not-begun";

  /** The operation had begun and goes on to its end; its caller has stopped waiting for it. */
  public static final String LEFT_RUNNING = "left-running";

  /** All outcomes. */
  public static final List<String> OUTCOMES = List.of(LATE, NOT_BEGUN, LEFT_RUNNING);

  /** The operation. */
  @Label("Operation")
  @Description("The operation")
  public String operation;

  /** What became of it: one of the constants. */
  @Label("Outcome")
  @Description("What became of it: done late, not begun and never will, or left running")
  public String outcome;

  /** Whether an interrupt of the caller, and not the deadline, has ended the wait. */
  @Label("Interrupted")
  @Description("Whether an interrupt of the caller, and not the deadline, has ended the wait")
  public boolean interrupted;

  /** The deadline, counted from the call. */
  @Label("Deadline Time")
  @Description("How long the operation was allowed to take")
  @Timespan(Timespan.NANOSECONDS)
  public long deadlineTime;

  /** How long the caller has worked or waited. */
  @Label("Elapsed Time")
  @Description("How long the caller has worked or waited")
  @Timespan(Timespan.NANOSECONDS)
  public long elapsedTime;

  /** An empty event. */
  public DeadlineMissEvent() {}
}
