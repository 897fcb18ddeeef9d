package io.mapscope.events.recording;

import java.util.List;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;

/**
 * Which method a {@code jdk.MethodTrace} event is about.
 *
 * <p>Implementation note. Flight Recorder names the method and begins the stack with its caller;
 * async-profiler leaves the name empty and begins the stack with the method. What is traced is
 * anybody's choice, so a call is taken for a growth when its method is named like one, which makes
 * the maps of other libraries count too.
 *
 * @param type class of the method
 * @param method name of the method
 */
public record TracedCall(String type, String method) {

  /** The event that tells of one. */
  public static final String EVENT = "jdk.MethodTrace";

  private static final Pattern GROWS =
      Pattern.compile(
          "(?i).*(resize|rehash|grow|transfer|expand|enlarge|increaseCapacity|ensureCapacity).*");
  private static final String LONG_CHAIN = "treeifyBin";

  /**
   * Reads it out of an event.
   *
   * @param event a {@code jdk.MethodTrace}, not null
   * @return null when neither the event nor its stack names a method
   */
  public static TracedCall of(RecordedEvent event) {
    RecordedMethod method = event.getValue("method");
    return method == null ? top(event.getStackTrace()) : of(method);
  }

  private static TracedCall top(RecordedStackTrace stack) {
    List<RecordedFrame> frames = stack == null ? List.of() : stack.getFrames();
    RecordedMethod method = frames.isEmpty() ? null : frames.get(0).getMethod();
    return method == null ? null : of(method);
  }

  private static TracedCall of(RecordedMethod method) {
    return new TracedCall(method.getType().getName(), method.getName());
  }

  /**
   * Whether a method of that name grows a map.
   *
   * @param method name of a method, not null
   * @return by its name alone
   */
  public static boolean grows(String method) {
    return GROWS.matcher(method).matches();
  }

  /**
   * Whether it has grown a map.
   *
   * @return by its name alone
   */
  public boolean grows() {
    return grows(method);
  }

  /**
   * Whether it has found nine entries and more in one bucket, which a map of the JDK answers by a
   * tree, or by a growth while the map is small.
   *
   * @return by its name alone
   */
  public boolean isLongChain() {
    return method.equals(LONG_CHAIN);
  }

  /**
   * Whether a frame is of this method.
   *
   * @param other method of a frame, not null
   * @return by class and name: overloads are one
   */
  public boolean is(RecordedMethod other) {
    return method.equals(other.getName()) && type.equals(other.getType().getName());
  }
}
