package io.mapscope.flame;

import one.convert.Arguments;
import one.jfr.JfrReader;
import one.jfr.event.AllocationSample;
import one.jfr.event.ContendedLock;
import one.jfr.event.Event;
import one.jfr.event.ExecutionSample;

/**
 * What was sampled.
 *
 * <p>Implementation note. async-profiler marks samples of the processor by a thread state that
 * Flight Recorder does not have; Flight Recorder only samples threads that run. So all samples of a
 * chunk whose states lack that one are of the processor. A wait counts where it begins, which is
 * exact: a thread that waits does not begin or end a growth meanwhile.
 */
public enum SampleKind {
  /** Time on a processor. */
  CPU(ExecutionSample.class),
  /** Time of the clock. */
  WALL(ExecutionSample.class),
  /** Allocated bytes. */
  ALLOC(AllocationSample.class),
  /** Time spent waiting for locks: monitors, and those of {@code java.util.concurrent}. */
  LOCK(ContendedLock.class);

  private static final String STATES = "jdk.types.ThreadState";
  private static final String ON_PROCESSOR = "STATE_DEFAULT";

  final Class<? extends Event> type;

  SampleKind(Class<? extends Event> type) {
    this.type = type;
  }

  boolean has(Event event, JfrReader reader) {
    if (event instanceof ExecutionSample sample) {
      int onProcessor = reader.getEnumKey(STATES, ON_PROCESSOR);
      boolean cpu =
          onProcessor < 0
              || sample.threadState == onProcessor
              || sample.threadState == ExecutionSample.CPU_TIME_SAMPLE;
      return cpu == (this == CPU);
    }
    return event instanceof ContendedLock wait
        ? this == LOCK && LockWaits.isForALock(reader, wait)
        : type.isInstance(event);
  }

  /** Bytes and time are added up, samples are counted. */
  void describe(Arguments arguments) {
    switch (this) {
      case CPU -> arguments.cpu = true;
      case WALL -> arguments.wall = true;
      case ALLOC -> arguments.alloc = true;
      case LOCK -> arguments.lock = true;
    }
    arguments.total = this == ALLOC || this == LOCK;
    arguments.dot = true;
  }

  /**
   * What is added up.
   *
   * @return samples, bytes or nanoseconds
   */
  public String unit() {
    return switch (this) {
      case CPU, WALL -> "samples";
      case ALLOC -> "bytes";
      case LOCK -> "nanoseconds";
    };
  }
}
