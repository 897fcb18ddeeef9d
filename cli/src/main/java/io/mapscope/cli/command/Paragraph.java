package io.mapscope.cli.command;

/** Breaks prose so that it fits a terminal of 80 columns. */
public final class Paragraph {

  private static final int WIDTH = 80;
  private static final String INDENT = "  ";

  private Paragraph() {}

  /**
   * Breaks at blanks; lines after the first are indented.
   *
   * @param text one paragraph
   * @return the same with line breaks, none at the end
   */
  public static String wrap(String text) {
    StringBuilder wrapped = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        wrapped.append(System.lineSeparator()).append(INDENT);
        column = INDENT.length();
      } else if (column > 0) {
        wrapped.append(' ');
        column++;
      }
      wrapped.append(word);
      column += word.length();
    }
    return wrapped.toString();
  }
}
