package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Replays what Go's own runtime did and compares header and layout after every operation.
 *
 * <p>{@code -Dgo.traces=DIR} replays the {@code *.csv.gz} of another folder.
 */
class GoTraceReplayTest {

  private static final String HINTS = "hints.csv.gz";

  /** One row in so many the whole table is checked after. */
  private static final int WALKED = 1_000;

  private static final AtomicLong TRACES = new AtomicLong();
  private static final AtomicLong OPERATIONS = new AtomicLong();
  private static final AtomicLong LAYOUTS = new AtomicLong();

  static Stream<Path> traces() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      List<Path> traces =
          files
              .filter(file -> file.toString().endsWith(".csv.gz"))
              .filter(file -> !file.endsWith(HINTS))
              .sorted()
              .toList();
      if (traces.isEmpty()) {
        throw new IllegalStateException("no *.csv.gz in " + folder());
      }
      return traces.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("traces")
  void layoutIsGosAfterEveryOperation(Path trace) throws IOException {
    try (BufferedReader in = open(trace)) {
      String description = in.readLine();
      TraceTable table = new TraceTable(hint(description));
      assertThat(table.log2Buckets).as("initialB").isEqualTo(number(description, "initialB"));
      in.readLine();
      long row = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        replay(table, line.split(",", -1), trace, ++row);
        if (row % WALKED == 0) {
          Invariants.check(table);
        }
      }
      assertThat(row).as("operations in " + trace).isPositive();
      TRACES.incrementAndGet();
      OPERATIONS.addAndGet(row);
    }
  }

  private static void replay(TraceTable table, String[] row, Path trace, long number) {
    long key = Long.parseUnsignedLong(row[1]);
    long hash = Long.parseUnsignedLong(row[2], 16);
    switch (row[0]) {
      case "put" -> table.put(key, hash);
      case "delete" -> table.delete(key, hash);
      case "clear" -> table.clearAll();
      default -> fail("unknown operation " + row[0]);
    }
    String where = "row %d of %s: %s".formatted(number, trace.getFileName(), String.join(",", row));
    String header = String.join(",", row[3], row[4], row[5], row[6], row[7], row[8]);
    if (!table.header().equals(header)) {
      fail(where + "\nheader is " + table.header());
    }
    if (!row[9].isEmpty()) {
      LAYOUTS.incrementAndGet();
      if (table.layoutDigest() != Long.parseUnsignedLong(row[9], 16)) {
        fail(where + "\nlayout is " + Long.toHexString(table.layoutDigest()));
      }
    }
  }

  @Test
  void hintGivesGosNumberOfBuckets() throws IOException {
    Path hints = folder().resolve(HINTS);
    if (!Files.exists(hints)) {
      return; // Another folder need not have one.
    }
    try (BufferedReader in = open(hints)) {
      in.readLine();
      in.readLine();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] row = line.split(",", -1);
        long hint = Long.parseLong(row[0]);
        int expected = Integer.parseInt(row[1]);
        int log2 = 0;
        while (hint > Table.loadLimit(log2)) {
          log2++;
        }
        assertThat(log2).as("B for hint " + hint).isEqualTo(expected);
        if (hint >= 0 && expected <= 20) {
          assertThat(new InstrumentedMap<>((int) hint).log2Buckets).isEqualTo(expected);
        }
      }
    }
  }

  @AfterAll
  static void report() {
    System.out.printf(
        "replayed %d traces, %d operations, %d layouts compared%n",
        TRACES.get(), OPERATIONS.get(), LAYOUTS.get());
  }

  private static int hint(String description) {
    return (int) Math.min(Integer.MAX_VALUE, number(description, "hint"));
  }

  private static long number(String description, String name) {
    for (String word : description.split(" ", -1)) {
      if (word.startsWith(name + "=")) {
        return Long.parseLong(word.substring(name.length() + 1));
      }
    }
    throw new IllegalArgumentException(name + " is missing in: " + description);
  }

  private static BufferedReader open(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
  }

  private static Path folder() {
    String other = System.getProperty("go.traces");
    if (other != null && !other.isEmpty()) {
      return Path.of(other);
    }
    try {
      return Path.of(GoTraceReplayTest.class.getResource("go-traces").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
