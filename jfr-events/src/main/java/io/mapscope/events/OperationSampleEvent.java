package io.mapscope.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** One operation in N, whatever its duration: the unbiased sample behind latency percentiles. */
@Name(MapscopeEvents.OPERATION_SAMPLE)
@Label("Operation Sample")
@Category("Hash Map")
@Description("One operation in N, whatever its duration")
@StackTrace(false)
public final class OperationSampleEvent extends MapEvent {

  /** {@code get}, {@code put} or {@code remove}. */
  @Label("Operation")
  @Description("The operation: get, put or remove")
  public String operation;

  /** Whether the map was growing when the operation began. */
  @Label("Growing")
  @Description("Whether the map was growing when the operation began")
  public boolean growing;

  /** N: how many operations this one stands for. */
  @Label("Sampling Interval")
  @Description("Number of operations that this one stands for")
  public int interval;

  /** An empty event. */
  public OperationSampleEvent() {}
}
