package io.mapscope.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Text in HTML. */
final class Html {

  private static final int LEAST_PRINTABLE = 0x20;

  private Html() {}

  /**
   * Escapes text, which may come from anywhere; safe between tags and in quoted attributes. Control
   * characters and those that turn the direction of writing are shown as what they are.
   */
  static String text(String plain) {
    StringBuilder escaped = new StringBuilder(plain.length() + 16);
    plain.codePoints().forEach(c -> escape(c, escaped));
    return escaped.toString();
  }

  private static void escape(int c, StringBuilder escaped) {
    switch (c) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      case '\'' -> escaped.append("&#39;");
      default -> {
        if (c < LEAST_PRINTABLE || Character.getType(c) == Character.FORMAT) {
          escaped.append(String.format("\\u%04x", c));
        } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
          escaped.append('\uFFFD');
        } else {
          escaped.appendCodePoint(c);
        }
      }
    }
  }

  static String resource(String name) {
    try (InputStream in = Html.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
