package io.mapscope.report.scan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A threshold as Flight Recorder ({@code 1 ms}) and async-profiler ({@code 1ms}) write it. */
final class TraceThreshold {

  private static final Pattern TIME = Pattern.compile("(\\d{1,18})\\s*([a-z]*)");

  private TraceThreshold() {}

  /** 0 for what is no time. */
  static long nanos(String text) {
    Matcher time = TIME.matcher(text.strip());
    return time.matches() ? saturated(Long.parseLong(time.group(1)), unit(time.group(2))) : 0;
  }

  private static long saturated(long number, long unit) {
    return number > Long.MAX_VALUE / unit ? Long.MAX_VALUE : number * unit;
  }

  private static long unit(String unit) {
    return switch (unit) {
      case "us" -> 1_000;
      case "ms" -> 1_000_000;
      case "s" -> 1_000_000_000;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      case "d" -> 86_400_000_000_000L;
      default -> 1;
    };
  }
}
