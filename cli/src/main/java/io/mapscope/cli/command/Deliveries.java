package io.mapscope.cli.command;

import io.mapscope.otel.ExportSummary;
import io.mapscope.otel.ExportSummary.Destination;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says in words what became of events, spans and metrics; what was lost is never left out. */
public final class Deliveries {

  private Deliveries() {}

  /**
   * One line about the events, and one for each destination of spans and of metrics.
   *
   * @param summary what became of them
   * @return the lines
   */
  public static List<String> lines(ExportSummary summary) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "events: %,d received, %,d lost, %,d not understood",
            summary.totalReceived(),
            summary.totalLost(),
            summary.totalHandlerFailures()));
    summary.spans().forEach(destination -> lines.add(line("spans", destination)));
    summary.metrics().forEach(destination -> lines.add(line("metrics", destination)));
    return lines;
  }

  private static String line(String what, Destination destination) {
    String line =
        String.format(
            Locale.ROOT,
            "%s to %s: %,d exported, %,d failed, %,d dropped",
            what,
            shortName(destination.name()),
            destination.exported(),
            destination.failed(),
            destination.dropped());
    return destination.lastError() == null ? line : line + " (" + destination.lastError() + ")";
  }

  /** Files are still in the staging folder; only their own name will stay true. */
  private static String shortName(String destination) {
    return destination.endsWith(".jsonl")
        ? Path.of(destination).getFileName().toString()
        : destination;
  }
}
