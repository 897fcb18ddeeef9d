package io.mapscope.benchmarks.report;

import io.mapscope.benchmarks.latency.LatencyPlot;
import io.mapscope.benchmarks.latency.PutLatency;
import io.mapscope.benchmarks.peer.Peer;
import io.mapscope.benchmarks.run.Figures;
import io.mapscope.benchmarks.run.RunFile;
import io.mapscope.benchmarks.run.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The runs that time every put, and their table. */
final class StallRuns {

  private static final double LONGEST = 100;

  private final List<RunFile> files;
  private final Map<String, List<RunFile>> forks = new LinkedHashMap<>();

  StallRuns(List<RunFile> all) {
    files = all.stream().filter(f -> f.condition("tool").equals(PutLatency.TOOL)).toList();
    List<String> subjects = new ArrayList<>(List.of(PutLatency.NOISE));
    for (Peer peer : Peer.values()) {
      subjects.add(peer.name());
    }
    for (String subject : subjects) {
      List<RunFile> of =
          files.stream().filter(f -> f.condition("subject").equals(subject)).toList();
      if (!of.isEmpty()) {
        forks.put(subject, of);
      }
    }
  }

  /** Whether there is something to draw. */
  boolean isComplete() {
    return has(Peer.HASH_MAP.name()) && has(Peer.INSTRUMENTED_GO.name());
  }

  boolean has(String subject) {
    return forks.containsKey(subject);
  }

  /** A percentile's median over the forks, in nanoseconds. */
  double nanos(String subject, double percentile) {
    return Samples.median(sample(subject, percentile));
  }

  private double[] sample(String subject, double percentile) {
    return forks.get(subject).stream()
        .flatMap(file -> file.values(PutLatency.kind(percentile), subject).stream())
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  String plot() {
    return LatencyPlot.draw(files);
  }

  String table() {
    if (!has(Peer.HASH_MAP.name())) {
      return "\nNot run.\n";
    }
    StringBuilder table = new StringBuilder("\n| map |");
    for (double percentile : PutLatency.PERCENTILES) {
      table.append(' ').append(PutLatency.kind(percentile)).append(" |");
    }
    table
        .append(" longest, each fork | HashMap's p99.9999 and longest over it |")
        .append(" times the machine's own longest | stolen |\n")
        .append("|---".repeat(PutLatency.PERCENTILES.size() + 5))
        .append("|\n");
    forks.keySet().forEach(subject -> row(subject, table));
    return table.toString();
  }

  private void row(String subject, StringBuilder table) {
    boolean noise = subject.equals(PutLatency.NOISE);
    table.append("| ").append(noise ? "nothing (the machine)" : Peer.valueOf(subject).label());
    for (double percentile : PutLatency.PERCENTILES) {
      table.append(" | ").append(Figures.duration(nanos(subject, percentile)));
    }
    double[] longest = sample(subject, LONGEST);
    Arrays.sort(longest);
    List<String> each = Arrays.stream(longest).mapToObj(Figures::duration).toList();
    long stolen =
        forks.get(subject).stream().mapToLong(f -> Long.parseLong(f.condition("stolen"))).sum();
    table
        .append(" | ")
        .append(String.join(", ", each))
        .append(
            String.format(
                Locale.ROOT,
                " | %s, %s | %s | %,d ms |%n",
                Figures.threeDigits(over(Peer.HASH_MAP.name(), subject, 99.9999)),
                Figures.threeDigits(over(Peer.HASH_MAP.name(), subject, LONGEST)),
                has(PutLatency.NOISE)
                    ? Figures.threeDigits(over(subject, PutLatency.NOISE, LONGEST))
                    : "",
                stolen));
  }

  /** How many times as long one takes as the other. */
  double over(String slow, String fast, double percentile) {
    return nanos(slow, percentile) / nanos(fast, percentile);
  }
}
