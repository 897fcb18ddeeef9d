package io.mapscope.cli.demo;

import java.util.Locale;

/** Writes numbers for people: three digits that mean something, and a unit. */
final class Figures {

  private static final double MICRO = 1e3;
  private static final double MILLI = 1e6;
  private static final double SECOND = 1e9;

  /** A ratio below this reads better as a fraction. */
  private static final double SMALL_RATIO = 0.1;

  private Figures() {}

  static String duration(long nanos) {
    return duration((double) nanos);
  }

  static String duration(double nanos) {
    if (nanos < MICRO) {
      return threeDigits(nanos) + " ns";
    } else if (nanos < MILLI) {
      return threeDigits(nanos / MICRO) + " us";
    } else if (nanos < SECOND) {
      return threeDigits(nanos / MILLI) + " ms";
    }
    return threeDigits(nanos / SECOND) + " s";
  }

  static String rate(double perSecond) {
    return threeDigits(perSecond / 1e6) + " M op/s";
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** How the second relates to the first. */
  static String ratio(double first, double second) {
    if (first <= 0 || second <= 0) {
      return "";
    }
    double ratio = second / first;
    return ratio < SMALL_RATIO
        ? String.format(Locale.ROOT, "1/%,.0f", 1 / ratio)
        : "x" + threeDigits(ratio);
  }

  /** A factor, with a decimal only where that matters. */
  static String times(double factor) {
    return String.format(Locale.ROOT, factor < 10 ? "%.1f" : "%,.0f", factor);
  }

  static String threeDigits(double number) {
    double size = Math.abs(number);
    int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + decimals + "f", number);
  }
}
