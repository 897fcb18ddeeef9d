package io.mapscope.benchmarks.run;

import java.util.Locale;

/** Writes numbers for people: three digits that mean something, and a unit. */
public final class Figures {

  private static final double MICRO = 1e3;
  private static final double MILLI = 1e6;
  private static final double SECOND = 1e9;

  private Figures() {}

  /**
   * A time.
   *
   * @param nanos in nanoseconds
   * @return with its unit
   */
  public static String duration(double nanos) {
    if (nanos < MICRO) {
      return threeDigits(nanos) + " ns";
    } else if (nanos < MILLI) {
      return threeDigits(nanos / MICRO) + " µs";
    } else if (nanos < SECOND) {
      return threeDigits(nanos / MILLI) + " ms";
    }
    return threeDigits(nanos / SECOND) + " s";
  }

  /**
   * A number of entries.
   *
   * @param number how many
   * @return in thousands or millions where it is that
   */
  public static String millions(double number) {
    if (number < 1e3) {
      return String.format(Locale.ROOT, "%.0f", number);
    } else if (number < 1e6) {
      return String.format(Locale.ROOT, "%.0fk", number / 1e3);
    }
    return String.format(Locale.ROOT, "%.1fM", number / 1e6).replace(".0M", "M");
  }

  /**
   * A number without unit.
   *
   * @param number any
   * @return three digits of it, and none after the point where they are not needed
   */
  public static String threeDigits(double number) {
    double size = Math.abs(number);
    int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
    String text = String.format(Locale.ROOT, "%,." + decimals + "f", number);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
