package io.mapscope.otel.mapping;

import java.util.HashSet;
import java.util.Set;

/**
 * Bounds the values that an attribute of metrics can take: how many, how long, and of what
 * characters. A name may come from user input, and each distinct one is a series that a metrics
 * store keeps for weeks.
 */
final class SeriesNames {

  /** Stands for all values beyond the limit. */
  static final String OTHER = "(other)";

  static final int MAX_LENGTH = 128;

  private static final int HASH_LENGTH = 9;

  private final int limit;
  private final Set<String> known = new HashSet<>();

  SeriesNames(int limit) {
    this.limit = limit;
  }

  /** The value to use for a name, which must not be null. */
  String bounded(String name) {
    String escaped = escape(name);
    if (known.contains(escaped)) {
      return escaped;
    }
    if (known.size() >= limit) {
      return OTHER;
    }
    known.add(escaped);
    return escaped;
  }

  /**
   * Writes control characters and lone surrogates as escapes. What would be longer than 128
   * characters is cut, and ends in a hash of all of it, so that names with a long beginning in
   * common stay apart.
   */
  static String escape(String name) {
    StringBuilder out = new StringBuilder(Math.min(name.length(), MAX_LENGTH));
    for (int i = 0; i < name.length(); ) {
      int codePoint = name.codePointAt(i);
      i += Character.charCount(codePoint);
      String piece =
          isPrintable(codePoint)
              ? Character.toString(codePoint)
              : String.format("\\u%04x", codePoint);
      if (out.length() + piece.length() > MAX_LENGTH) {
        return cut(out, name.hashCode());
      }
      out.append(piece);
    }
    return out.toString();
  }

  private static String cut(StringBuilder out, int hash) {
    int end = MAX_LENGTH - HASH_LENGTH;
    if (Character.isLowSurrogate(out.charAt(end))
        && Character.isHighSurrogate(out.charAt(end - 1))) {
      end--;
    }
    out.setLength(end);
    return out.append(String.format("~%08x", hash)).toString();
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.FORMAT ->
          false;
      default -> true;
    };
  }
}
