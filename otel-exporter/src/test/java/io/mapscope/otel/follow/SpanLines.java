package io.mapscope.otel.follow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Reads {@code spans.jsonl}. */
final class SpanLines {

  // A link has no name.
  private static final Pattern IDS =
      Pattern.compile(
          "\"traceId\":\"([0-9a-f]{32})\",\"spanId\":\"([0-9a-f]{16})\","
              + "(?:\"parentSpanId\":\"[0-9a-f]{16}\",)?\"name\":");

  private SpanLines() {}

  /**
   * Trace and span id of each span, in the order of the file; a line that is not whole counts not.
   */
  static List<String> ids(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.endsWith("}"))
        .flatMap(line -> IDS.matcher(line).results())
        .map(match -> match.group(1) + match.group(2))
        .toList();
  }
}
