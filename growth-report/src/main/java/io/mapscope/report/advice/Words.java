package io.mapscope.report.advice;

import java.util.Locale;

/** Numbers as people read them. */
public final class Words {

  private static final double MICRO = 1e3;
  private static final double MILLI = 1e6;
  private static final double SECOND = 1e9;
  private static final long KIB = 1024;

  private Words() {}

  /** A time with its unit, three digits. */
  public static String duration(long nanos) {
    if (nanos < MICRO) {
      return nanos + " ns";
    }
    if (nanos < MILLI) {
      return digits(nanos / MICRO) + " µs";
    }
    return nanos < SECOND ? digits(nanos / MILLI) + " ms" : digits(nanos / SECOND) + " s";
  }

  /** A count with separators. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A count and its noun, which takes an s. */
  public static String count(long number, String noun) {
    return count(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** Bytes with a unit. */
  public static String bytes(long bytes) {
    if (bytes < KIB) {
      return bytes + " B";
    }
    double value = bytes;
    String[] units = {"KiB", "MiB", "GiB", "TiB"};
    int unit = -1;
    while (value >= KIB && unit < units.length - 1) {
      value /= KIB;
      unit++;
    }
    return digits(value) + " " + units[unit];
  }

  /** A percentage that says all or none only when it is so. */
  public static String percent(long part, long whole) {
    if (part == whole) {
      return "all";
    }
    double percent = 100.0 * part / whole;
    long rounded = Math.max(part > 0 ? 1 : 0, Math.min(99, Math.round(percent)));
    return rounded + " %";
  }

  private static String digits(double value) {
    int places = value >= 99.95 || value == Math.rint(value) ? 0 : value >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + places + "f", value);
  }
}
