package io.mapscope.events;

import java.util.List;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.StackTrace;

/**
 * The circuit breaker around a map has changed its state; told again at the start of each chunk, so
 * that a reader who comes later knows it too.
 */
@Name(MapscopeEvents.BREAKER_STATE)
@Label("Breaker State")
@Category("Hash Map")
@Description("The circuit breaker around a map has changed its state, or tells it once more")
@StackTrace(false)
public final class BreakerStateEvent extends MapEvent {

  /** Calls go through. */
  public static final String CLOSED = "closed";

  /** A few calls go through, on trial. */
  public static final String HALF_OPEN = "half-open";

  /** Calls are rejected. */
  public static final String OPEN = "open";

  /** All states. */
  public static final List<String> STATES = List.of(CLOSED, HALF_OPEN, OPEN);

  /** Number of the breaker: a map may have several around it. */
  @Label("Breaker")
  @Description("Number of the breaker, of which a map may have several")
  public long breaker;

  /** The state before; that of now in a repetition. */
  @Label("From")
  @Description("The state before")
  public String from;

  /** The state from now on. */
  @Label("To")
  @Description("The state from now on")
  public String to;

  /** Part of the calls of the window that were slow, from 0 to 1; -1 when they are too few. */
  @Label("Slow Share")
  @Description("Part of the latest calls that were slow, -1 when they are too few to tell")
  @Percentage
  public float slowShare;

  /** Part of the calls of the window that have failed, from 0 to 1; -1 when they are too few. */
  @Label("Failed Share")
  @Description("Part of the latest calls that have failed, -1 when they are too few to tell")
  @Percentage
  public float failedShare;

  /** Calls that the breaker has rejected for this map so far. */
  @Label("Rejected")
  @Description("How many calls the breaker has rejected for this map so far")
  public long rejected;

  /** True for an event that tells the state once more. */
  @Label("Repeated")
  @Description("Whether the event tells a state once more for the readers of a new chunk")
  public boolean repeated;

  /** An empty event. */
  public BreakerStateEvent() {}
}
