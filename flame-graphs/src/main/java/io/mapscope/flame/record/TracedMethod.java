package io.mapscope.flame.record;

import io.mapscope.events.recording.TracedCall;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A method that grows a map, told by class and name; all of its overloads are meant.
 *
 * <p>Implementation note. These methods are private to the JDK and were the same from 17 to 25. A
 * {@code TreeMap} is missing because it never grows: each entry is a node of its own, so no put
 * does more than rebalance a few. {@code LinkedHashMap}, {@code HashSet} and {@code LinkedHashSet}
 * grow by {@code HashMap.resize}. A thread that helps another one's {@code
 * ConcurrentHashMap.transfer} does so in {@code helpTransfer}, which calls {@code transfer} in
 * turn.
 *
 * @param className binary name of the class, such as {@code java.util.HashMap}
 * @param methodName name of the method, such as {@code resize}
 */
public record TracedMethod(String className, String methodName) {

  // What both engines take as it is: no wildcard, comma, quote or blank, which would change the
  // meaning of their options.
  private static final Pattern CLASS =
      Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}\\p{N}_$]+)*");
  private static final Pattern METHOD = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");

  /** What grows the maps of the JDK. */
  public static final List<TracedMethod> MAPS =
      Stream.of(
              "java.util.HashMap.resize",
              "java.util.concurrent.ConcurrentHashMap.transfer",
              "java.util.concurrent.ConcurrentHashMap.helpTransfer",
              "java.util.IdentityHashMap.resize",
              "java.util.WeakHashMap.resize",
              "java.util.Hashtable.rehash")
          .map(TracedMethod::parse)
          .toList();

  /**
   * What finds nine entries in one bucket: with a hash code that spreads, one bucket in ten
   * million; otherwise the reason why all operations on the map are slow.
   */
  public static final List<TracedMethod> LONG_CHAINS =
      Stream.of("java.util.HashMap.treeifyBin", "java.util.concurrent.ConcurrentHashMap.treeifyBin")
          .map(TracedMethod::parse)
          .toList();

  /** What grows the arrays behind lists and queues, which stops a thread in the same way. */
  public static final List<TracedMethod> ARRAYS =
      Stream.of("java.util.ArrayList.grow", "java.util.ArrayDeque.grow")
          .map(TracedMethod::parse)
          .toList();

  /**
   * Checks the names.
   *
   * @param className binary name of the class
   * @param methodName name of the method
   */
  public TracedMethod {
    Objects.requireNonNull(className, "className");
    Objects.requireNonNull(methodName, "methodName");
    if (!CLASS.matcher(className).matches() || !METHOD.matcher(methodName).matches()) {
      throw new IllegalArgumentException(
          "'" + className + "." + methodName + "' is no method: write package.Class.method");
    }
  }

  /**
   * Reads a method as people write it.
   *
   * @param text {@code package.Class.method} or {@code package.Class::method}
   * @return the method
   * @throws IllegalArgumentException when the text is neither
   */
  public static TracedMethod parse(String text) {
    String dotted = text.strip().replace("::", ".");
    int dot = dotted.lastIndexOf('.');
    return new TracedMethod(dotted.substring(0, Math.max(dot, 0)), dotted.substring(dot + 1));
  }

  /**
   * Whether its calls count for anything once they are recorded. A recording may hold traces of any
   * method, so whoever reads it goes by the name.
   *
   * @return false when nothing in the name tells of a growth: its calls are recorded for nobody
   */
  public boolean isCounted() {
    return TracedCall.grows(methodName) || LONG_CHAINS.contains(this);
  }

  /** As async-profiler wants it: it takes a threshold for each. */
  String forAgent(Duration threshold) {
    return className + "." + methodName + ":" + (hasThreshold() ? threshold.toNanos() : 0) + "ns";
  }

  /** A growth counts when it is long; that a chain became long counts however short that takes. */
  boolean hasThreshold() {
    return !LONG_CHAINS.contains(this);
  }

  /** As Flight Recorder wants it. */
  String forFlightRecorder() {
    return className + "::" + methodName;
  }
}
