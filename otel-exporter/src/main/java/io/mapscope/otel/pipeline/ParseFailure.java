package io.mapscope.otel.pipeline;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Says where a file of settings is wrong, and nothing of what it holds.
 *
 * <p>Implementation note. The parser quotes lines, and what turns them into settings quotes values
 * and names. A secret may stand in any of them, as what is wrong may be that it is in the wrong
 * place; and it cannot be blotted out, since what cannot be parsed does not tell where the headers
 * are. So only numbers and the names of known settings are taken out of the messages.
 */
final class ParseFailure {

  private static final Pattern MARK =
      Pattern.compile("(?m)^ in reader, line (\\d+), column (\\d+)");
  private static final String CHAIN = "(through reference chain: ";
  private static final Pattern LINK = Pattern.compile("\\[\"([^\"]*)\"\\]|\\[(\\d+)\\]");
  private static final String UNKNOWN = "Unrecognized field";

  private ParseFailure() {}

  /** Where the parser's failure is, on one line. */
  static String place(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String said = String.valueOf(cause.getMessage());
      List<MatchResult> marks = MARK.matcher(said).results().toList();
      if (!marks.isEmpty()) {
        // The last is where it was noticed, those before it where that began.
        MatchResult mark = marks.get(marks.size() - 1);
        return String.format("no YAML at line %s, column %s", mark.group(1), mark.group(2));
      }
      int chain = said.lastIndexOf(CHAIN);
      if (chain >= 0) {
        return setting(said.substring(chain), said.startsWith(UNKNOWN));
      }
    }
    return "no description of an SDK";
  }

  private static String setting(String chain, boolean unknown) {
    List<String> links =
        LINK.matcher(chain)
            .results()
            .map(link -> link.group(1) == null ? "[" + link.group(2) + "]" : "." + link.group(1))
            .toList();
    // The last link of an unknown setting is its name, which is the file's and not ours.
    String path = String.join("", unknown ? links.subList(0, links.size() - 1) : links);
    String of = path.isEmpty() ? "the file" : path.substring(1);
    return (unknown ? "an unknown setting in " : "a wrong value of ") + of;
  }
}
