package io.mapscope.benchmarks.report;

import io.mapscope.benchmarks.export.FileSpeed;
import io.mapscope.benchmarks.export.FileSpeed.Subject;
import io.mapscope.benchmarks.export.LiveCost;
import io.mapscope.benchmarks.run.Figures;
import io.mapscope.benchmarks.run.RunFile;
import io.mapscope.benchmarks.run.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The runs of the exporter, from files and in process, and their tables. */
final class ExportRuns {

  /** Where the columns of {@link FileSpeed} have what. */
  private static final int COUNT = 0;

  private static final int SECONDS = 1;
  private static final int CPU_SECONDS = 2;

  /** Where the columns of {@link LiveCost} have what. */
  private static final int EVENTS = 0;

  private static final int EMPTY_CPU = 2;
  private static final int MAPPING_CPU = 3;
  private static final int EMPTY_BYTES = 4;
  private static final int MAPPING_BYTES = 5;
  private static final int HEAP = 6;

  private final List<RunFile> ofFiles = new ArrayList<>();
  private final List<RunFile> live = new ArrayList<>();

  ExportRuns(List<RunFile> files) {
    for (RunFile file : files) {
      switch (file.condition("tool")) {
        case FileSpeed.TOOL -> ofFiles.add(file);
        case LiveCost.TOOL -> live.add(file);
        default -> {}
      }
    }
  }

  boolean isEmpty() {
    return ofFiles.isEmpty() && live.isEmpty();
  }

  List<RunFile> ofFiles() {
    return ofFiles;
  }

  List<RunFile> live() {
    return live;
  }

  /** How many times the speed of another subject in the same round. */
  Optional<Ratio> speed(RunFile file, Subject subject, Subject other) {
    List<List<Double>> ours = rows(file, subject.name());
    List<List<Double>> theirs = rows(file, other.name());
    double[] ratios = new double[Math.min(ours.size(), theirs.size())];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = theirs.get(i).get(SECONDS) / ours.get(i).get(SECONDS);
    }
    return ratios.length == 0
        ? Optional.empty()
        : Optional.of(new Ratio(Samples.median(ratios), Samples.medianError(ratios)));
  }

  /** Percent of one core that mapping takes beyond reading. */
  double percentOfCore(RunFile file) {
    return median(
        file, row -> 100 * (row.get(MAPPING_CPU) - row.get(EMPTY_CPU)) / row.get(SECONDS));
  }

  /** Bytes that mapping allocates for an event beyond reading, in a part of the run. */
  double bytesPerEvent(List<Double> part) {
    return (part.get(MAPPING_BYTES) - part.get(EMPTY_BYTES)) / part.get(EVENTS);
  }

  /** The parts of a run, without the first, which warms up. */
  List<List<Double>> parts(RunFile file) {
    List<List<Double>> parts = rows(file, LiveCost.PART);
    return parts.subList(Math.min(1, parts.size()), parts.size());
  }

  String tables() {
    return fileTable() + liveTable();
  }

  private String fileTable() {
    StringBuilder table =
        new StringBuilder(
            """

            | recording | heap, peak of its pools | subject | per second | processor, each | against |
            |---|---|---|---|---|---|
            """);
    for (RunFile file : ofFiles) {
      for (Subject subject : Subject.values()) {
        table.append(
            "| %s MB | %s MiB, %s MiB | %s | %.2f M | %s | %s |\n"
                .formatted(
                    file.condition("megabytes"),
                    file.condition("heap"),
                    file.condition("heapUsed"),
                    subject.label(),
                    median(file, subject, row -> row.get(COUNT) / row.get(SECONDS)) / 1e6,
                    Figures.duration(
                        median(file, subject, row -> 1e9 * row.get(CPU_SECONDS) / row.get(COUNT))),
                    against(file, subject)));
      }
    }
    return table.toString();
  }

  private String against(RunFile file, Subject subject) {
    return switch (subject) {
      case METRICS ->
          "%s of the stream, %s of the one without order"
              .formatted(
                  text(speed(file, subject, Subject.EMPTY)),
                  text(speed(file, subject, Subject.EMPTY_UNORDERED)));
      case SPANS -> text(speed(file, subject, Subject.SDK)) + " of the SDK's spans";
      default -> "";
    };
  }

  private static String text(Optional<Ratio> ratio) {
    return ratio.map(Ratio::toString).orElse("?");
  }

  private String liveTable() {
    StringBuilder table =
        new StringBuilder(
            """

            | in process | events per second | reading, of a core | mapping beyond it | allocated an event, second tenth | last tenth | heap after collection, second tenth | last tenth |
            |---|---|---|---|---|---|---|---|
            """);
    for (RunFile file : live) {
      List<List<Double>> parts = parts(file);
      List<Double> first = parts.get(0);
      List<Double> last = parts.get(parts.size() - 1);
      table.append(
          String.format(
              Locale.ROOT,
              "| %s s | %,.0f | %.2f %% | %.2f %% | %.0f B | %.0f B | %.1f MB | %.1f MB |\n",
              file.condition("seconds"),
              median(file, row -> row.get(EVENTS) / row.get(SECONDS)),
              median(file, row -> 100 * row.get(EMPTY_CPU) / row.get(SECONDS)),
              percentOfCore(file),
              bytesPerEvent(first),
              bytesPerEvent(last),
              first.get(HEAP) / 1e6,
              last.get(HEAP) / 1e6));
    }
    return table.toString();
  }

  private double median(RunFile file, ToDoubleFunction<List<Double>> figure) {
    return Samples.median(parts(file).stream().mapToDouble(figure).toArray());
  }

  private static double median(
      RunFile file, Subject subject, ToDoubleFunction<List<Double>> figure) {
    return Samples.median(rows(file, subject.name()).stream().mapToDouble(figure).toArray());
  }

  private static List<List<Double>> rows(RunFile file, String kind) {
    return file.rows().stream()
        .filter(row -> row.kind().equals(kind))
        .map(RunFile.Row::values)
        .toList();
  }
}
