package io.mapscope.benchmarks.deletion;

import io.mapscope.benchmarks.peer.Peer;
import io.mapscope.benchmarks.plot.DurationScale;
import io.mapscope.benchmarks.plot.Svg;
import io.mapscope.benchmarks.run.Figures;
import io.mapscope.benchmarks.run.RunFile;
import io.mapscope.benchmarks.run.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Draws the percentiles of deletes: {@code DeletePlot FOLDER SVG}. A panel for each scenario, a
 * line for each map; of several forks each point is the median. Also prints them as a table.
 */
public final class DeletePlot {

  private static final int COLUMNS = 2;
  private static final int LEFT = 62;
  private static final int TOP = 92;
  private static final int PANEL_WIDTH = 340;
  private static final int PANEL_HEIGHT = 150;
  private static final int GAP_X = 76;
  private static final int GAP_Y = 62;

  private static final DurationScale SCALE = new DurationScale(10, 1e8);
  private static final double[] GRID = {1e2, 1e4, 1e6, 1e8};
  private static final List<String> COLOURS = List.of("#d1661b", "#7d59b6", "#2b7fd4");

  private static final String STYLE =
      "polyline { fill: none; stroke-width: 1.6; stroke-linejoin: round }";

  private final List<RunFile> runs;
  private final Svg svg;

  private DeletePlot(List<RunFile> runs) {
    this.runs = runs;
    this.svg =
        new Svg(
            LEFT + COLUMNS * PANEL_WIDTH + GAP_X + 26,
            TOP + ChainKind.values().length * (PANEL_HEIGHT + GAP_Y),
            "Latency of deletes",
            STYLE);
  }

  /**
   * Draws.
   *
   * @param arguments folder of the runs, file to write
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: DeletePlot FOLDER SVG");
      System.exit(2);
    }
    List<RunFile> runs =
        RunFile.readAll(Path.of(arguments[0])).stream()
            .filter(run -> run.condition("tool").equals(DeleteLatency.TOOL))
            .toList();
    Files.writeString(Path.of(arguments[1]), draw(runs));
    System.out.print(table(runs));
  }

  static String draw(List<RunFile> runs) {
    return new DeletePlot(runs).document();
  }

  /** The same as Markdown. */
  static String table(List<RunFile> runs) {
    StringBuilder table = new StringBuilder("\n| scenario | map |");
    DeleteLatency.PERCENTILES.forEach(p -> table.append(' ').append(label(p)).append(" |"));
    table.append("\n|---|---|").append("---|".repeat(DeleteLatency.PERCENTILES.size()));
    for (ChainKind chains : ChainKind.values()) {
      for (boolean growing : new boolean[] {false, true}) {
        String kind = DeleteLatency.kind(chains, growing);
        for (Peer peer : DeleteLatency.PEERS) {
          table.append("\n| %s | %s |".formatted(kind, peer.label()));
          for (double nanos : medians(runs, kind, peer)) {
            table.append(' ').append(Figures.duration(nanos)).append(" |");
          }
        }
      }
    }
    return table.append('\n').toString();
  }

  private static String label(double percentile) {
    return percentile == 100
        ? "longest"
        : "p" + Double.toString(percentile).replaceAll("\\.0$", "");
  }

  private static double[] medians(List<RunFile> runs, String kind, Peer peer) {
    double[] medians = new double[DeleteLatency.PERCENTILES.size()];
    Arrays.setAll(
        medians,
        i ->
            Samples.median(
                runs.stream()
                    .map(run -> run.values(kind, peer.name()))
                    .filter(values -> !values.isEmpty())
                    .mapToDouble(values -> values.get(i))
                    .toArray()));
    return medians;
  }

  private String document() {
    svg.text(LEFT, 22, "start", "title", "How long a delete takes");
    svg.text(
        LEFT,
        42,
        "start",
        "",
        "percentiles at %,d entries (growing) and half as many again (settled)"
            .formatted(Integer.parseInt(runs.get(0).condition("entries"))));
    for (int i = 0; i < DeleteLatency.PEERS.size(); i++) {
      int x = LEFT + i * 190;
      svg.line(
          "<line x1=\"%d\" x2=\"%d\" y1=\"60\" y2=\"60\" stroke=\"%s\" stroke-width=\"3\"/>",
          x, x + 18, COLOURS.get(i));
      svg.text(x + 24, 64, "start", "", DeleteLatency.PEERS.get(i).label());
    }
    int row = 0;
    for (ChainKind chains : ChainKind.values()) {
      panel(chains, row, false, 0);
      panel(chains, row, true, 1);
      row++;
    }
    return svg.end();
  }

  private void panel(ChainKind chains, int row, boolean growing, int column) {
    int left = LEFT + column * (PANEL_WIDTH + GAP_X);
    int top = TOP + row * (PANEL_HEIGHT + GAP_Y) + 8;
    String kind = DeleteLatency.kind(chains, growing);
    svg.text(left, top - 6, "start", "name", kind);
    for (double nanos : GRID) {
      double y = y(nanos, top);
      svg.line(
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
          left, left + PANEL_WIDTH, y, y);
      svg.text(left - 8, y + 4, "end", "", Figures.duration(nanos));
    }
    for (int i = 0; i < DeleteLatency.PERCENTILES.size(); i++) {
      svg.text(
          x(i, left),
          top + PANEL_HEIGHT + 18,
          "middle",
          "",
          label(DeleteLatency.PERCENTILES.get(i)));
    }
    for (int i = 0; i < DeleteLatency.PEERS.size(); i++) {
      double[] nanos = medians(runs, kind, DeleteLatency.PEERS.get(i));
      StringBuilder points = new StringBuilder();
      for (int p = 0; p < nanos.length; p++) {
        points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(p, left), y(nanos[p], top)));
      }
      svg.line(
          "<polyline stroke=\"%s\" points=\"%s\"/>", COLOURS.get(i), points.toString().strip());
    }
  }

  private static double x(int percentile, int left) {
    return left + (percentile + 0.5) * PANEL_WIDTH / DeleteLatency.PERCENTILES.size();
  }

  private static double y(double nanos, int top) {
    return top + PANEL_HEIGHT * (1 - SCALE.share(nanos));
  }
}
