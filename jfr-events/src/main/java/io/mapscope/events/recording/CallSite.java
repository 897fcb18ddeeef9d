package io.mapscope.events.recording;

import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;

/**
 * The line of the program that called the map: the first frame that belongs neither to the JDK nor
 * to the map itself.
 *
 * @param function class and method
 * @param line line number, -1 when unknown
 */
public record CallSite(String function, int line) {

  private static final List<String> SKIPPED =
      List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "io.mapscope.map.");

  /**
   * The call site of an event.
   *
   * @param event not null
   * @return null when the event has no stack, or none of the program
   */
  public static CallSite of(RecordedEvent event) {
    return of(event, SKIPPED.get(0));
  }

  /**
   * The call site of an event about a map of another library.
   *
   * @param event not null
   * @param library start of the names of the map's own classes, which are skipped, too
   * @return null when the event has no stack, or none of the program
   */
  public static CallSite of(RecordedEvent event, String library) {
    RecordedStackTrace stack = event.getStackTrace();
    return stack == null ? null : of(stack, library);
  }

  /**
   * The call site in a stack, for a reader who keeps what it has found of equal stacks.
   *
   * @param stack not null
   * @return null when no frame is of the program, or it lies below those that were kept
   */
  public static CallSite of(RecordedStackTrace stack) {
    return of(stack, SKIPPED.get(0));
  }

  private static CallSite of(RecordedStackTrace stack, String library) {
    for (RecordedFrame frame : stack.getFrames()) {
      RecordedMethod method = frame.getMethod();
      if (frame.isJavaFrame()
          && method != null
          && isOfProgram(method.getType().getName(), library)) {
        return new CallSite(
            method.getType().getName() + "." + method.getName(), frame.getLineNumber());
      }
    }
    return null;
  }

  private static boolean isOfProgram(String type, String library) {
    // A lambda's class is named anew in each run and says nothing that its caller does not.
    return SKIPPED.stream().noneMatch(type::startsWith)
        && !type.startsWith(library)
        && !type.contains("$$Lambda");
  }
}
