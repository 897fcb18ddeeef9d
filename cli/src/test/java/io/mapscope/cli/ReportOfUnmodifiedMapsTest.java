package io.mapscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code report} knows of a recording that {@code record} has made. */
@DisabledOnOs(OS.WINDOWS)
class ReportOfUnmodifiedMapsTest {

  /** Fills maps until its input ends. */
  static final class Stock {
    static volatile Object kept;

    private Stock() {}

    public static void main(String[] args) throws IOException {
      System.out.println("ready");
      while (System.in.available() == 0) {
        Map<Integer, Integer> articles = new HashMap<>();
        for (int i = 0; i < 400_000; i++) {
          articles.put(i, i);
        }
        kept = articles;
      }
    }
  }

  private static final String SECRET = "hunter2";

  @TempDir Path folder;

  @Test
  void knowsTheSettingsOfAsyncProfiler() throws Exception {
    assertKnowsItsSettings(report("async-profiler"));
  }

  @Test
  void hasTheSamplesOfItsGrowths() throws Exception {
    assertThat(report("async-profiler"))
        .containsPattern(
            "Stock\\.main;java\\.util\\.HashMap\\.put;java\\.util\\.HashMap\\.putVal;"
                + "java\\.util\\.HashMap\\.resize[^\"]* \\d+\\\\n");
  }

  @Test
  void knowsTheSettingsOfFlightRecorder() throws Exception {
    assumeTrue(Runtime.version().feature() >= 25, "Flight Recorder traces methods from JDK 25 on");
    assertKnowsItsSettings(report("flight-recorder"));
  }

  private static void assertKnowsItsSettings(String page) {
    assertThat(page)
        .contains("Growths of the JDK&#39;s maps below 200 µs were not recorded")
        .contains("jdk.MethodTrace threshold = 200000 ns", "java.util.HashMap")
        .contains("<dt>Garbage collector</dt>", "<dt>Processor</dt>", "<dt>JVM</dt>")
        .doesNotContain("has been discarded", SECRET);
  }

  /** The page of some seconds of the program. */
  private String report(String engine) throws Exception {
    Path recording = folder.resolve("stock.jfr");
    Path page = folder.resolve("stock.html");
    Process stock = stock();
    try {
      assertThat((char) stock.getInputStream().read()).isEqualTo('r');
      record(stock, engine, recording);
    } finally {
      stock.destroyForcibly();
    }
    Outcome told = Outcome.of("report", recording, "--stall", 200, "--out", page);
    assertThat(told.err()).isEmpty();
    return Files.readString(page);
  }

  private static void record(Process program, String engine, Path file) {
    Outcome outcome =
        Outcome.of(
            "record",
            program.pid(),
            "--jdk-maps",
            "--engine",
            engine,
            "--threshold",
            "200us",
            "--seconds",
            3,
            "--out",
            file);
    assertThat(outcome.status()).as(outcome.err()).isZero();
  }

  private static Process stock() throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dpassword=" + SECRET,
                "-cp",
                System.getProperty("java.class.path")
                    + File.pathSeparator
                    + Path.of("target", "test-classes").toAbsolutePath(),
                Stock.class.getName()))
        .start();
  }
}
