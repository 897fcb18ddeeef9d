package io.mapscope.otel.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.events.RecordingSettings;
import io.mapscope.map.FakeMap;
import io.mapscope.otel.mapping.EventAccount;
import io.mapscope.otel.mapping.MappingEngine;
import io.mapscope.otel.mapping.MappingOptions;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Many threads, small buffers and a slow reader, in a JVM of its own: Flight Recorder then loses
 * events when no buffer is free, and the reader loses chunks that are deleted before it comes. From
 * JDK 25 on that ends the JDK's stream.
 */
class OverloadTest {

  @Test
  void whatIsSeenAndWhatIsLostIsWhatWasEmitted() throws Exception {
    List<String> lines = run();
    long lost = 0;
    long arrived = 0;
    for (String line : lines.subList(1, lines.size())) {
      Map<String, Long> map = figures(line);
      assertThat(map.get("seen") + map.get("lost") - map.get("late"))
          .as(line)
          .isEqualTo(map.get("emitted"));
      assertThat(map.get("disagreements")).as(line).isZero();
      lost += map.get("lost");
      arrived += map.get("seen");
    }
    Map<String, Long> sums = figures(lines.get(0));
    assertThat(lost).as(lines.toString()).isPositive().isEqualTo(sums.get("lost"));
    assertThat(arrived).isEqualTo(sums.get("received"));
    assertThat(sums.get("failures") + sums.get("disagreements")).isZero();
  }

  private static Map<String, Long> figures(String line) {
    Map<String, Long> figures = new TreeMap<>();
    for (String figure : line.split(" ", -1)) {
      String[] parts = figure.split("=", -1);
      figures.put(parts[0], Long.valueOf(parts[1]));
    }
    return figures;
  }

  private static List<String> run() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:FlightRecorderOptions:memorysize=1M,globalbuffersize=64k,"
                    + "threadbuffersize=4k,maxchunksize=1M",
                "-Xlog:disable",
                "-cp",
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"))
                    + File.pathSeparator
                    + System.getProperty("jdk.module.path", ""),
                Program.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }

  /** The program of the other JVM: prints sums, then a line for each map. */
  static final class Program {

    private static final String OBSTACLE = "obstacle";
    private static final int MAPS = 12;
    private static final int EVENTS = 5_000;
    private static final int ROUNDS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<FakeMap> maps = new ArrayList<>();
    private final CountDownLatch halfway = new CountDownLatch(1);
    private MappingEngine engine;

    private Program() {}

    public static void main(String[] arguments) throws Exception {
      new Program().run();
    }

    private void run() throws Exception {
      MappingOptions options = new MappingOptions(100, this::holdUp, 1, Long.MAX_VALUE);
      LiveExport export =
          LiveExport.start(
                  new OwnJvm(Map.of()),
                  RecordingSettings.PROFILE,
                  new Destination(null, 0, Map.of(), options, null),
                  () -> false)
              .orElseThrow();
      engine = export.export().engine();
      for (Recording recording : FlightRecorder.getFlightRecorder().getRecordings()) {
        recording.setMaxSize(1 << 20);
      }
      for (int i = 0; i < MAPS; i++) {
        maps.add(new FakeMap("map" + i).created());
      }
      // From its first number on a map's events are missed.
      Awaitility.await().atMost(PATIENCE).until(() -> accounts().size() == MAPS);
      overload();
      Awaitility.await().atMost(PATIENCE).until(this::isAllKnown);
      export.close(PATIENCE);
      report();
    }

    private void overload() throws InterruptedException {
      maps.add(new FakeMap(OBSTACLE).created());
      for (int round = 0; round < ROUNDS; round++) {
        if (round == ROUNDS / 2) {
          halfway.countDown();
        }
        emit();
        endChunk();
      }
    }

    /** The stream's thread asks for each map; so it reads no further while events are emitted. */
    private boolean holdUp(String name) {
      try {
        if (name.equals(OBSTACLE)) {
          halfway.await();
        }
        return true;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Flight Recorder looks only once a second whether a chunk is full. */
    private static void endChunk() {
      try (Recording other = new Recording()) {
        other.start();
      }
    }

    private void emit() throws InterruptedException {
      List<Thread> threads = new ArrayList<>();
      for (FakeMap map : maps) {
        Thread thread =
            new Thread(
                () -> {
                  for (int i = 0; i < EVENTS; i++) {
                    map.boundary();
                  }
                });
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }

    /** Has the maps tell their totals until they have come. */
    private boolean isAllKnown() {
      maps.forEach(map -> map.statistics(1, 0, false));
      Map<Long, EventAccount> accounts = accounts();
      return maps.stream()
          .allMatch(map -> accounts.get(map.number).expected() == map.eventsEmitted());
    }

    private Map<Long, EventAccount> accounts() {
      return engine.accounts().stream()
          .filter(account -> account.mapNumber() > 0)
          .collect(Collectors.toMap(EventAccount::mapNumber, account -> account));
    }

    private void report() {
      System.out.printf(
          "received=%d lost=%d failures=%d disagreements=%d%n",
          // Statistics have no number of their own, and nobody repeats the creation of these maps.
          engine.received().get("mapscope.MapCreated") + engine.received().get("mapscope.Boundary"),
          engine.lost().get("sequence_gap"),
          engine.failures().values().stream().mapToLong(Long::longValue).sum(),
          engine.disagreements().size());
      Map<Long, EventAccount> accounts = accounts();
      for (FakeMap map : maps) {
        EventAccount account = accounts.get(map.number);
        System.out.printf(
            "emitted=%d seen=%d lost=%d late=%d disagreements=%d%n",
            map.eventsEmitted(),
            account.seen(),
            account.lost(),
            account.late(),
            account.disagreement() == null ? 0 : 1);
      }
    }
  }
}
