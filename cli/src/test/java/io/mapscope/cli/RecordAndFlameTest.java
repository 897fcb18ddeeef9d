package io.mapscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mapscope.flame.FlameGraphs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code record}, then {@code flame}, {@code report} and {@code export}, of a program that knows
 * nothing of it.
 */
@DisabledOnOs(OS.WINDOWS)
class RecordAndFlameTest {

  /** Fills maps until it is told to end, or as often as it is asked to. */
  static final class Shop {
    static volatile Object kept;

    private Shop() {}

    public static void main(String[] args) throws IOException {
      System.out.println("ready");
      int rounds = args.length == 0 ? Integer.MAX_VALUE : Integer.parseInt(args[0]);
      for (int round = 0; round < rounds && System.in.available() == 0; round++) {
        Map<Integer, Integer> prices = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
          prices.put(i, i);
        }
        kept = prices;
      }
    }
  }

  /** Enough for samples in growths. */
  private static final String ROUNDS = "100";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void findsTheLineThatGrowsAMapInAnUnmodifiedProgram() throws Exception {
    Path recording = folder.resolve("shop.jfr");
    Process shop = java(Shop.class.getName());
    try {
      assertThat((char) shop.getInputStream().read()).isEqualTo('r');
      Outcome outcome =
          Outcome.of(
              "record",
              shop.pid(),
              "--jdk-maps",
              "--threshold",
              "20us",
              "--seconds",
              2,
              "--out",
              recording);
      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.status()).isZero();
      assertThat(outcome.out()).containsPattern("\\d+ growths").contains(recording.toString());
    } finally {
      shop.destroyForcibly();
    }

    Outcome flame =
        Outcome.of(
            "flame",
            recording,
            "--event",
            "cpu",
            "--format",
            "collapsed",
            "--map",
            "java.util.HashMap");
    assertThat(flame.err()).isEmpty();
    assertThat(folder.resolve("shop-growth-cpu.collapsed"))
        .content()
        .contains("Shop.main")
        .contains("java.util.HashMap.resize");

    Outcome page = Outcome.of("flame", recording, "--during", "diff", "--call-site", "Shop.main");
    assertThat(page.err()).isEmpty();
    assertThat(folder.resolve("shop-diff-cpu.html"))
        .content()
        .contains("against the rest")
        .containsPattern("d=(U|[1-9])");

    Path report = folder.resolve("shop.html");
    Path advice = folder.resolve("shop.json");
    Outcome told =
        Outcome.of("report", recording, "--stall", 20, "--out", report, "--advice", advice);
    assertThat(told.err()).isEmpty();
    assertThat(advice).content().contains("java.util.HashMap", "RecordAndFlameTest$Shop.main:");
    assertThat(report).content().contains("RecordAndFlameTest$Shop.main");

    Outcome export = Outcome.of("export", recording, "--out", folder.resolve("telemetry"));
    assertThat(export.err()).isEmpty();
    assertThat(folder.resolve("telemetry/spans.jsonl"))
        .content()
        .contains("hashmap.growth")
        .contains("java.util.HashMap")
        .contains("RecordAndFlameTest$Shop.main");
  }

  @Test
  void beingInterruptedKeepsTheRecordingAndNothingElse() throws Exception {
    Path recording = folder.resolve("shop.jfr");
    Process shop = java(Shop.class.getName());
    try {
      assertThat((char) shop.getInputStream().read()).isEqualTo('r');
      Process record =
          java(
              Mapscope.class.getName(),
              "record",
              Long.toString(shop.pid()),
              "--jdk-maps",
              "--threshold",
              "20us",
              "--seconds",
              "600",
              "--out",
              recording.toString());
      String folders = "mapscope-record-" + record.pid() + "-";
      await().atMost(PATIENCE).until(() -> hasRecording(folders));

      record.destroy();

      assertThat(record.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(temporary(folders)).isEmpty();
      assertThat(FlameGraphs.of(recording).windows()).isNotNegative();
      assertThat(shop.isAlive()).isTrue();
    } finally {
      shop.destroyForcibly();
    }
  }

  /** The recorder's log, which it opens when it starts. */
  private static boolean hasRecording(String prefix) throws IOException {
    for (Path folder : temporary(prefix)) {
      if (Files.exists(folder.resolve("agent.log"))) {
        return true;
      }
    }
    return false;
  }

  private static List<Path> temporary(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
    }
  }

  private static Process java(String... command) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-cp");
    words.add(
        System.getProperty("java.class.path")
            + File.pathSeparator
            + Path.of("target", "test-classes").toAbsolutePath());
    words.addAll(List.of(command));
    return new ProcessBuilder(words).start();
  }

  @Test
  void printsTheFlagsForAStart() {
    Path flags = folder.resolve("flags");
    Outcome agent = Outcome.of("record", "--jdk-maps", "--print-flags", flags);
    assertThat(agent.err()).isEmpty();
    assertThat(agent.out())
        .startsWith("-agentpath:" + flags.toAbsolutePath().resolve("libasyncProfiler.so"))
        .contains("trace=java.util.HashMap.resize:1000000ns")
        .contains("trace=java.util.HashMap.treeifyBin:0ns")
        .doesNotContain("jfrsync")
        .hasLineCount(1);
    Outcome jfr =
        Outcome.of("record", "--jdk-maps", "--engine", "flight-recorder", "--print-flags", flags);
    assertThat(jfr.out())
        .startsWith("-XX:StartFlightRecording:settings=" + flags.toAbsolutePath())
        .hasLineCount(1);
    assertThat(flags.resolve("mapscope-record.jfc"))
        .content()
        .contains("java.util.HashMap::resize");
  }

  /** Each flag that is printed, in front of a program that then runs and ends. */
  @ParameterizedTest
  @MethodSource("engines")
  void whatTheFlagsRecordFromTheStartIsRead(String engine) throws Exception {
    Path recording = folder.resolve("start.jfr");
    Outcome printed =
        Outcome.of(
            "record",
            "--jdk-maps",
            "--threshold",
            "20us",
            "--engine",
            engine,
            "--out",
            recording,
            "--print-flags",
            folder.resolve("flags"));
    assertThat(printed.err()).isEmpty();
    List<String> command = new ArrayList<>(printed.out().lines().toList());
    command.addAll(List.of("-Xmx256m", Shop.class.getName(), ROUNDS));
    Process shop = java(command.toArray(String[]::new));
    try {
      assertThat(shop.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      shop.destroyForcibly();
    }

    assertThat(FlameGraphs.of(recording).windows()).isPositive();
    Outcome flame = Outcome.of("flame", recording, "--format", "collapsed");
    assertThat(flame.err()).isEmpty();
    assertThat(folder.resolve("start-growth-cpu.collapsed")).content().contains("HashMap.resize");
    Path page = folder.resolve("start.html");
    assertThat(Outcome.of("report", recording, "--stall", 20, "--out", page).err()).isEmpty();
    assertThat(page).content().contains("RecordAndFlameTest$Shop.main");
  }

  static Stream<String> engines() {
    return Runtime.version().feature() < 25
        ? Stream.of("async-profiler")
        : Stream.of("async-profiler", "flight-recorder");
  }

  @Test
  void theFolderOfTheFlagsIsOfItsUserAlone() throws IOException {
    Path flags = folder.resolve("flags");
    assertThat(Outcome.of("record", "--print-flags", flags).err()).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(flags)))
        .isEqualTo("rwx------");

    Files.setPosixFilePermissions(flags, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertFailure("others can write to", "record", "--print-flags", flags);
  }

  @Test
  void methodsThatPeopleNameAndArraysAreTraced() {
    Outcome outcome =
        Outcome.of(
            "record",
            "--arrays",
            "--method",
            "com.acme.Table.enlarge",
            "--method",
            "com.acme.Table::rehash",
            "--threshold",
            "2ms",
            "--print-flags",
            folder.resolve("flags"));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains("trace=java.util.ArrayList.grow:2000000ns")
        .contains("trace=java.util.ArrayDeque.grow:2000000ns")
        .contains("trace=com.acme.Table.enlarge:2000000ns")
        .contains("trace=com.acme.Table.rehash:2000000ns")
        .doesNotContain("java.util.HashMap");
  }

  @Test
  void wrongUsageIsOneLine() {
    assertWrong("PID is missing", "record");
    assertWrong("'soon' is no duration", "record", "1", "--threshold", "soon");
    assertWrong("--seconds", "record", "1", "--seconds", "0");
    assertWrong("'fast'", "record", "1", "--engine", "fast");
    assertWrong("'gpu'", "record", "1", "--sample", "gpu");
    assertWrong("is no method", "record", "1", "--method", "rehash");
    assertWrong("would count nowhere", "record", "1", "--method", "com.acme.Table.put");
    assertWrong("FILE.jfr", "flame");
    assertWrong("'never' is none of growth, steady, diff", "flame", "a.jfr", "--during", "never");
    assertWrong("'gpu'", "flame", "a.jfr", "--event", "gpu");
    assertWrong("'svg'", "flame", "a.jfr", "--format", "svg");
    assertWrong("compares nothing", "flame", "a", "--format", "otlp", "--during", "diff");
  }

  @Test
  void failuresAreOneLine() throws IOException {
    assertFailure("there is no process", "record", Integer.MAX_VALUE);
    assertFailure("--out", "record", Integer.MAX_VALUE, "--out", folder);
    assertFailure("does not exist", "flame", folder.resolve("none.jfr"));
    Path text = Files.writeString(folder.resolve("text.jfr"), "no recording ".repeat(20));
    assertFailure("is not a Flight Recorder recording", "flame", text);
    assertFailure("is empty", "flame", Files.createFile(folder.resolve("0.jfr")));
    assertFailure("is a folder", "flame", folder);
    Path nowhere = folder.resolve("none").resolve("a.jfr");
    assertFailure("there is no folder", "record", Integer.MAX_VALUE, "--out", nowhere);
  }

  private static void assertWrong(String reason, Object... args) {
    assertThat(Outcome.of(args))
        .satisfies(outcome -> assertThat(outcome.err()).contains(reason).hasLineCount(1))
        .extracting(Outcome::status)
        .isEqualTo(2);
  }

  private static void assertFailure(String reason, Object... args) {
    assertThat(Outcome.of(args))
        .satisfies(outcome -> assertThat(outcome.err()).contains(reason).hasLineCount(1))
        .extracting(Outcome::status)
        .isEqualTo(1);
  }
}
