package io.mapscope.benchmarks.report;

import io.mapscope.benchmarks.interleaved.InterleavedBenchmark;
import io.mapscope.benchmarks.interleaved.Measure;
import io.mapscope.benchmarks.peer.KeyKind;
import io.mapscope.benchmarks.peer.Peer;
import io.mapscope.benchmarks.run.Figures;
import io.mapscope.benchmarks.run.RunFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The runs of maps in turns, by case, and their tables: one for each measure. */
final class SpeedRuns {

  /** Where the columns of {@link InterleavedBenchmark} have what. */
  private static final int NANOS = 0;

  private static final int RATIO = 3;
  private static final int ERROR = 4;

  /**
   * What is measured on one map.
   *
   * @param size how many entries
   * @param keys of which type
   */
  record Case(int size, KeyKind keys) {
    String label() {
      String kind = keys == KeyKind.LONG ? "Long" : "String";
      return size % 100_000 == 0 || size < 100_000
          ? Figures.millions(size) + " " + kind
          : String.format(Locale.ROOT, "%,d %s", size, kind);
    }
  }

  private final Map<Case, List<RunFile>> forks = new LinkedHashMap<>();

  SpeedRuns(List<RunFile> files) {
    files.stream()
        .filter(file -> file.condition("tool").equals(InterleavedBenchmark.TOOL))
        .sorted(Comparator.comparing(SpeedRuns::caseOf, Comparator.comparing(Case::size)))
        .sorted(Comparator.comparing(file -> caseOf(file).keys()))
        .forEach(file -> forks.computeIfAbsent(caseOf(file), c -> new ArrayList<>()).add(file));
  }

  private static Case caseOf(RunFile file) {
    return new Case(
        Integer.parseInt(file.condition("size")), KeyKind.valueOf(file.condition("keys")));
  }

  boolean isEmpty() {
    return forks.isEmpty();
  }

  Iterable<Case> cases() {
    return forks.keySet();
  }

  /** HashMap's time divided by that of a peer: above 1 the peer is faster. */
  Optional<Ratio> ratio(Case of, Measure measure, Peer peer) {
    List<Double> values = column(of, measure, peer, RATIO);
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(Ratio.ofForks(values, column(of, measure, peer, ERROR)));
  }

  private List<Double> column(Case of, Measure measure, Peer peer, int column) {
    return forks.get(of).stream()
        .map(file -> file.values(measure.name(), peer.name()))
        .filter(values -> !values.isEmpty())
        .map(values -> values.get(column))
        .toList();
  }

  String tables() {
    StringBuilder tables = new StringBuilder();
    for (Measure measure : Measure.values()) {
      tables.append("\n### ").append(measure.label()).append("\n\n| entries, keys | HashMap |");
      for (Peer peer : Peer.values()) {
        if (peer != Peer.HASH_MAP) {
          tables.append(' ').append(peer.label()).append(" |");
        }
      }
      tables.append('\n').append("|---".repeat(Peer.values().length + 1)).append("|\n");
      for (Case of : forks.keySet()) {
        row(of, measure, tables);
      }
    }
    return tables.append(collections()).toString();
  }

  private void row(Case of, Measure measure, StringBuilder table) {
    List<Double> nanos = column(of, measure, Peer.HASH_MAP, NANOS);
    if (nanos.isEmpty()) {
      return;
    }
    double base = Ratio.ofForks(nanos, nanos).value();
    table.append("| %s | %s |".formatted(of.label(), Figures.duration(base)));
    double best = best(of, measure);
    for (Peer peer : Peer.values()) {
      if (peer != Peer.HASH_MAP) {
        String cell =
            ratio(of, measure, peer)
                .map(ratio -> ratio.value() == best ? "**" + ratio + "**" : ratio.toString())
                .orElse("");
        table.append(' ').append(cell).append(" |");
      }
    }
    table.append('\n');
  }

  private double best(Case of, Measure measure) {
    double best = 0;
    for (Peer peer : Peer.values()) {
      best = Math.max(best, ratio(of, measure, peer).map(Ratio::value).orElse(0.0));
    }
    return best;
  }

  private String collections() {
    long within =
        forks.values().stream()
            .flatMap(List::stream)
            .mapToLong(file -> Long.parseLong(file.condition("collections")))
            .sum();
    return "\nCollections of garbage that fell into timed rounds, all forks together: %,d.\n"
        .formatted(within);
  }
}
