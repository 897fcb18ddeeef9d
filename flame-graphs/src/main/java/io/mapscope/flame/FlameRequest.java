package io.mapscope.flame;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Which samples of a recording a flame graph is made of. Immutable.
 *
 * @param during inside of growths, outside, or one against the other
 * @param kind what was sampled
 * @param map only growths of maps of this name or class, or null for all
 * @param callSite only growths whose call site contains this text, or ends with it where it ends
 *     with a line such as {@code :523}; or null for all
 * @param fromNanos only growths that end after this time since the epoch
 * @param toNanos only growths that begin before this time since the epoch
 */
public record FlameRequest(
    During during, SampleKind kind, String map, String callSite, long fromNanos, long toNanos) {

  private static final Pattern WITH_LINE = Pattern.compile(":\\d+$");

  /**
   * Checks.
   *
   * @param during inside of growths, outside, or one against the other
   * @param kind what was sampled
   * @param map only growths of maps of this name or class, or null for all
   * @param callSite only growths whose call site contains this text, or ends with it where it ends
   *     with a line such as {@code :523}; or null for all
   * @param fromNanos only growths that end after this time since the epoch
   * @param toNanos only growths that begin before this time since the epoch
   */
  public FlameRequest {
    Objects.requireNonNull(during, "during");
    Objects.requireNonNull(kind, "kind");
  }

  /**
   * All growths of a recording.
   *
   * @param during inside of growths, outside, or one against the other
   * @param kind what was sampled
   * @return the request
   */
  public static FlameRequest of(During during, SampleKind kind) {
    return new FlameRequest(during, kind, null, null, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /**
   * The same for the growths of one map.
   *
   * @param name name of an instrumented map or class of another, or null for all
   * @return a new request
   */
  public FlameRequest ofMap(String name) {
    return new FlameRequest(during, kind, name, callSite, fromNanos, toNanos);
  }

  /**
   * The same for the growths that one line caused.
   *
   * @param part of class and method that called the map, with or without the line as the report
   *     writes it, or null for all
   * @return a new request
   */
  public FlameRequest ofCallSite(String part) {
    return new FlameRequest(during, kind, map, part, fromNanos, toNanos);
  }

  /**
   * The same for the growths of a time, such as that of one growth.
   *
   * @param fromNanos start since the epoch
   * @param toNanos end since the epoch
   * @return a new request
   */
  public FlameRequest within(long fromNanos, long toNanos) {
    return new FlameRequest(during, kind, map, callSite, fromNanos, toNanos);
  }

  boolean wants(GrowthWindow window) {
    return (map == null || window.map().is(map))
        && (callSite == null || (window.callSite() != null && isAt(window.callSite())))
        && window.endNanos() > fromNanos
        && window.startNanos() < toNanos;
  }

  /** With a line it has to be that line: the text of line 52 begins that of line 523, too. */
  private boolean isAt(String site) {
    return WITH_LINE.matcher(callSite).find() ? site.endsWith(callSite) : site.contains(callSite);
  }
}
