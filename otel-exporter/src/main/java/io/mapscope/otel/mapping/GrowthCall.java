package io.mapscope.otel.mapping;

import io.mapscope.events.recording.CallSite;
import io.mapscope.events.recording.TracedCall;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;

/**
 * A traced call of a method that has grown a map.
 *
 * @param method what was called
 * @param time when it was
 * @param threadId id of the thread
 * @param threadName name of the thread, or null
 * @param site the line of the program that led to it, or null
 * @param helping whether it helped another thread's growth
 */
record GrowthCall(
    TracedCall method,
    EventTime time,
    long threadId,
    String threadName,
    CallSite site,
    boolean helping) {

  private static final String HELP = "helpTransfer";

  /** Null when the event tells no method or thread, or of none that grows a map itself. */
  static GrowthCall of(RecordedEvent event, EventTime time) {
    TracedCall method = TracedCall.of(event);
    if (method == null
        || event.getThread() == null
        || method.method().equals(HELP)
        || !method.grows()) {
      return null;
    }
    return new GrowthCall(
        method,
        time,
        event.getThread().getJavaThreadId(),
        event.getThread().getJavaName(),
        CallSite.of(event, method.type()),
        isHelping(event.getStackTrace()));
  }

  private static boolean isHelping(RecordedStackTrace stack) {
    if (stack == null) {
      return false;
    }
    for (RecordedFrame frame : stack.getFrames()) {
      if (frame.getMethod() != null && HELP.equals(frame.getMethod().getName())) {
        return true;
      }
    }
    return false;
  }
}
