package io.mapscope.events.recording;

import java.util.List;
import java.util.function.IntFunction;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;

/**
 * The line of the program that called the map: the first frame that belongs neither to the JDK nor
 * to the map itself.
 *
 * <p>Implementation note. What belongs to the map of another library is told by three things: its
 * class, the classes nested in it, and the frames of its package that lie between it and the rest,
 * as those of its superclass do. Not all of its package, and nothing below it: programs have maps
 * of their own beside what calls them. Where a program lies in the map's package from end to end,
 * its frame next to the map is the caller. The unnamed package is no library.
 *
 * @param function class and method
 * @param line line number, -1 when unknown
 */
public record CallSite(String function, int line) {

  private static final List<String> SKIPPED =
      List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "io.mapscope.map.");

  /**
   * The call site of an event about a map of another library.
   *
   * @param event not null
   * @param map binary name of the map's class
   * @return null when the event has no stack, or none of the program
   */
  public static CallSite of(RecordedEvent event, String map) {
    RecordedStackTrace stack = event.getStackTrace();
    return stack == null ? null : of(stack, map);
  }

  /**
   * The call site in a stack of an instrumented map, for a reader who keeps what it has found of
   * equal stacks.
   *
   * @param stack not null
   * @return null when no frame is of the program, or it lies below those that were kept
   */
  public static CallSite of(RecordedStackTrace stack) {
    return of(stack, null);
  }

  private static CallSite of(RecordedStackTrace stack, String map) {
    List<RecordedFrame> frames = stack.getFrames();
    int found = find(frames.size(), frame -> type(frames.get(frame)), map);
    if (found < 0) {
      return null;
    }
    RecordedMethod method = frames.get(found).getMethod();
    return new CallSite(
        method.getType().getName() + "." + method.getName(), frames.get(found).getLineNumber());
  }

  private static String type(RecordedFrame frame) {
    RecordedMethod method = frame.getMethod();
    return frame.isJavaFrame() && method != null ? method.getType().getName() : null;
  }

  /**
   * Finds the call site in a stack, however that is kept.
   *
   * @param frames number of frames
   * @param types binary name of the class of each frame, the innermost being 0; null for one that
   *     is none of Java
   * @param map binary name of the class of a map that is not instrumented, or null
   * @return which frame it is, -1 when none is of the program
   */
  public static int find(int frames, IntFunction<String> types, String map) {
    int beside = -1;
    for (int frame = 0; frame < frames; frame++) {
      String type = types.apply(frame);
      if (type != null && isOfProgram(type) && !isOf(map, type)) {
        if (map == null || packageOf(map).isEmpty() || !packageOf(map).equals(packageOf(type))) {
          return frame;
        }
        beside = beside < 0 ? frame : beside;
      }
    }
    return beside;
  }

  private static boolean isOfProgram(String type) {
    // A lambda's class is named anew in each run and says nothing that its caller does not.
    return !type.isEmpty()
        && SKIPPED.stream().noneMatch(type::startsWith)
        && !type.contains("$$Lambda");
  }

  private static boolean isOf(String map, String type) {
    return map != null
        && type.startsWith(map)
        && (type.length() == map.length() || type.charAt(map.length()) == '$');
  }

  private static String packageOf(String type) {
    return type.substring(0, Math.max(type.lastIndexOf('.'), 0));
  }
}
