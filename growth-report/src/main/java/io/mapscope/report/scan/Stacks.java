package io.mapscope.report.scan;

import io.mapscope.events.recording.CallSite;
import io.mapscope.events.recording.TracedCall;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;

/** Reads stacks and threads out of events. */
final class Stacks {

  /** A page shows no deeper stack; the innermost frames say which line to change. */
  static final int MOST_FRAMES = 40;

  private Stacks() {}

  /** Class, method and line of the program, or null. */
  static String site(RecordedEvent event, String map) {
    CallSite site = CallSite.of(event, map);
    if (site == null) {
      return null;
    }
    return site.line() > 0 ? site.function() + ":" + site.line() : site.function();
  }

  static List<String> frames(RecordedEvent event) {
    RecordedStackTrace stack = event.getStackTrace();
    if (stack == null) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    for (RecordedFrame frame : stack.getFrames()) {
      if (lines.size() == MOST_FRAMES) {
        break;
      }
      if (frame.getMethod() != null) {
        lines.add(line(frame));
      }
    }
    if (stack.isTruncated() || stack.getFrames().size() > MOST_FRAMES) {
      lines.add("(deeper frames are missing)");
    }
    return List.copyOf(lines);
  }

  static boolean truncated(RecordedEvent event) {
    RecordedStackTrace stack = event.getStackTrace();
    return stack != null && stack.isTruncated();
  }

  /** The frame that called the traced method, or null. */
  static RecordedFrame caller(RecordedEvent event, TracedCall traced) {
    RecordedStackTrace stack = event.getStackTrace();
    if (stack == null) {
      return null;
    }
    for (RecordedFrame frame : stack.getFrames()) {
      RecordedMethod method = frame.getMethod();
      if (method != null && !traced.is(method)) {
        return frame;
      }
    }
    return null;
  }

  /** Whether a method of that class is on the stack. */
  static boolean contains(RecordedEvent event, String type, String name) {
    TracedCall wanted = new TracedCall(type, name);
    RecordedStackTrace stack = event.getStackTrace();
    return stack != null
        && stack.getFrames().stream()
            .map(RecordedFrame::getMethod)
            .anyMatch(method -> method != null && wanted.is(method));
  }

  static long threadId(RecordedEvent event) {
    RecordedThread thread = event.getThread();
    return thread == null ? -1 : thread.getJavaThreadId();
  }

  static String threadName(RecordedEvent event) {
    RecordedThread thread = event.getThread();
    if (thread == null) {
      return "unknown thread";
    }
    String name = thread.getJavaName() == null ? thread.getOSName() : thread.getJavaName();
    return name == null || name.isEmpty() ? "thread " + thread.getJavaThreadId() : name;
  }

  private static String line(RecordedFrame frame) {
    RecordedMethod method = frame.getMethod();
    String name = method.getType().getName() + "." + method.getName();
    return frame.getLineNumber() > 0 ? name + ":" + frame.getLineNumber() : name;
  }
}
