package io.mapscope.benchmarks.report;

import io.mapscope.benchmarks.overhead.Overhead;
import io.mapscope.benchmarks.run.Figures;
import io.mapscope.benchmarks.run.RunFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The runs with events off and on, and their table. */
final class OverheadRuns {

  /** Where the columns of {@link Overhead} have what. */
  private static final int NANOS = 0;

  private static final int RATIO = 1;
  private static final int ERROR = 2;

  private final Map<Integer, List<RunFile>> forks = new TreeMap<>();

  OverheadRuns(List<RunFile> files) {
    for (RunFile file : files) {
      if (file.condition("tool").equals(Overhead.TOOL)) {
        int entries = Integer.parseInt(file.condition("entries"));
        forks.computeIfAbsent(entries, n -> new ArrayList<>()).add(file);
      }
    }
  }

  boolean isEmpty() {
    return forks.isEmpty();
  }

  boolean has(int entries) {
    return forks.containsKey(entries);
  }

  /** By what share a copy of the library is slower than those before it with events off. */
  Ratio slower(int entries, Overhead.Mode mode, Overhead.Copy copy) {
    Ratio ratio =
        Ratio.ofForks(column(entries, mode, copy, RATIO), column(entries, mode, copy, ERROR));
    return new Ratio(ratio.value() - 1, ratio.error());
  }

  private List<Double> column(int entries, Overhead.Mode mode, Overhead.Copy copy, int column) {
    return forks.get(entries).stream()
        .map(file -> file.values(mode.name(), copy.name()).get(column))
        .toList();
  }

  String table() {
    StringBuilder table =
        new StringBuilder(
            """

            | entries | mode | off, per operation | off against off | on against off |
            |---|---|---|---|---|
            """);
    for (int entries : forks.keySet()) {
      for (Overhead.Mode mode : Overhead.Mode.values()) {
        List<Double> off = column(entries, mode, Overhead.Copy.OFF, NANOS);
        table.append(
            "| %s | %s | %s | %s | %s |\n"
                .formatted(
                    Figures.millions(entries),
                    mode.label(),
                    Figures.duration(Ratio.ofForks(off, off).value()),
                    percent(slower(entries, mode, Overhead.Copy.OFF_AGAIN)),
                    percent(slower(entries, mode, Overhead.Copy.ON))));
      }
    }
    return table.toString();
  }

  static String percent(Ratio share) {
    String found = String.format(Locale.ROOT, "%+.1f %%", 100 * share.value());
    return Double.isNaN(share.error())
        ? found
        : found + String.format(Locale.ROOT, " ± %.1f", 100 * share.error());
  }
}
