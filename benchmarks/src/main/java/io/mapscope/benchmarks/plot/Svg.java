package io.mapscope.benchmarks.plot;

import java.util.Locale;

/**
 * An SVG document in the making.
 *
 * <p>Implementation note. Ink is of middle lightness, so that it reads on white and on black also
 * where a viewer does not tell the picture of its theme.
 */
public final class Svg {

  private static final String STYLE =
      """
      text { font: 13px system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; fill: #6e7781 }
      .title { font-size: 16px; font-weight: 600 }
      .name { font-weight: 600 }
      .grid { stroke: #8b949e; stroke-opacity: .35 }
      @media (prefers-color-scheme: dark) { text { fill: #a3adb8 } }
      """;

  private final StringBuilder document = new StringBuilder();

  /**
   * Begins a document.
   *
   * @param width of the picture
   * @param height of the picture
   * @param title for those who cannot see it
   * @param style of what only this picture has, as CSS
   */
  public Svg(int width, int height, String title, String style) {
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">",
        width, height);
    line("<title>%s</title>", title);
    line("<style>%n%s</style>", (STYLE + style).indent(4));
  }

  /**
   * Adds a line of the document.
   *
   * @param format as of {@link String#format}
   * @param values what it takes
   */
  public void line(String format, Object... values) {
    document.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  /**
   * Adds words.
   *
   * @param x where they begin, end or have their middle
   * @param y their base line
   * @param anchor which of these, as {@code text-anchor} has it
   * @param style class of the style, may be empty
   * @param text the words
   */
  public void text(double x, double y, String anchor, String style, String text) {
    line(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">%s</text>",
        x, y, anchor, style, text);
  }

  /**
   * Ends the document.
   *
   * @return the whole
   */
  public String end() {
    line("</svg>");
    return document.toString();
  }
}
