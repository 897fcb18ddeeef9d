package io.mapscope.benchmarks.attached;

import io.mapscope.benchmarks.run.Conditions;
import io.mapscope.flame.record.AttachedRecording;
import io.mapscope.flame.record.Engine;
import io.mapscope.flame.record.RecordingPlan;
import io.mapscope.flame.record.Sampling;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The price of being recorded, for a program that knows nothing of it: {@code AttachedOverhead
 * ROUNDS TENTHS}.
 *
 * <p>Prints per mode the median of its throughput divided by that without a recording in the same
 * round.
 *
 * <p>Implementation note. One process works all the time and tells its operations; it is recorded
 * in one way, in another, or not at all, in an order drawn for each round, so that what the machine
 * does to one it does to all. The first reports after a change are told apart, as "just after
 * attaching": attaching takes time of its own and makes the JVM compile the traced methods again,
 * which is a price, too, but not one to pay for as long as it is recorded.
 */
public final class AttachedOverhead {

  private static final int REPORTS_TO_SETTLE = 5;
  private static final long ORDER_SEED = 11;

  /** How the program is recorded. */
  enum Mode {
    NOTHING(null),
    GROWTHS(Engine.ASYNC_PROFILER),
    GROWTHS_AND_SAMPLES(Engine.ASYNC_PROFILER),
    FLIGHT_RECORDER(Engine.FLIGHT_RECORDER);

    private final Engine engine;

    Mode(Engine engine) {
      this.engine = engine;
    }

    Set<Sampling> samplings() {
      return switch (this) {
        case NOTHING, GROWTHS -> EnumSet.noneOf(Sampling.class);
        case GROWTHS_AND_SAMPLES -> EnumSet.allOf(Sampling.class);
        case FLIGHT_RECORDER -> EnumSet.of(Sampling.CPU, Sampling.ALLOC, Sampling.LOCK);
      };
    }

    boolean isPossible() {
      return engine != Engine.FLIGHT_RECORDER || Runtime.version().feature() >= 25;
    }
  }

  /** Throughput of the first reports after a change, and of those that follow. */
  record Speed(double justAfter, double settled) {}

  /** Throughput against that without a recording, one of each round. */
  record Ratios(List<Double> justAfter, List<Double> settled) {
    Ratios() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    void add(Speed speed, Speed without) {
      justAfter.add(speed.justAfter / without.justAfter);
      settled.add(speed.settled / without.settled);
    }
  }

  private AttachedOverhead() {}

  /**
   * Measures and prints.
   *
   * @param args rounds, and tenths of a second that each mode is watched in a round
   * @throws Exception when the program cannot be started or recorded
   */
  public static void main(String[] args) throws Exception {
    Map<Mode, Ratios> ratios = measure(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    System.out.println("mode                  throughput against none, median (lowest .. highest)");
    ratios.forEach((mode, all) -> print(mode, all.settled));
    System.out.printf("%njust after attaching, the first %d reports%n", REPORTS_TO_SETTLE);
    ratios.forEach((mode, all) -> print(mode, all.justAfter));
    System.out.println();
    Conditions.current().forEach((name, value) -> System.out.println(name + ": " + value));
  }

  private static void print(Mode mode, List<Double> all) {
    Collections.sort(all);
    System.out.printf(
        Locale.ROOT,
        "%-21s %.3f (%.3f .. %.3f), %d rounds%n",
        mode.name().toLowerCase(Locale.ROOT),
        all.get(all.size() / 2),
        all.get(0),
        all.get(all.size() - 1),
        all.size());
  }

  static Map<Mode, Ratios> measure(int rounds, int tenths) throws IOException {
    Process service =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                PlainService.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader reports =
        new BufferedReader(
            new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8))) {
      read(reports); // Before, the JVM may not yet handle the signal of those who attach.
      return rounds(rounds, tenths, service.pid(), reports);
    } finally {
      service.destroyForcibly();
    }
  }

  private static Map<Mode, Ratios> rounds(int rounds, int tenths, long pid, BufferedReader reports)
      throws IOException {
    List<Mode> order = new ArrayList<>(List.of(Mode.values()));
    order.removeIf(mode -> !mode.isPossible());
    Random random = new Random(ORDER_SEED);
    Map<Mode, Ratios> ratios = new LinkedHashMap<>();
    order.forEach(mode -> ratios.put(mode, new Ratios()));
    for (int round = 0; round < rounds; round++) {
      Collections.shuffle(order, random);
      Map<Mode, Speed> speeds = new LinkedHashMap<>();
      for (Mode mode : order) {
        speeds.put(mode, speed(mode, tenths, pid, reports));
      }
      speeds.forEach((mode, speed) -> ratios.get(mode).add(speed, speeds.get(Mode.NOTHING)));
    }
    return ratios;
  }

  private static Speed speed(Mode mode, int tenths, long pid, BufferedReader reports)
      throws IOException {
    if (mode.engine == null) {
      return speed(tenths, reports);
    }
    RecordingPlan plan = RecordingPlan.ofJdkMaps().sampling(mode.samplings());
    try (AttachedRecording recording = AttachedRecording.start(pid, plan, mode.engine)) {
      assert recording.isTargetAlive();
      return speed(tenths, reports);
    }
  }

  /** What was reported while nobody listened is passed over. */
  private static Speed speed(int tenths, BufferedReader reports) throws IOException {
    while (reports.ready()) {
      read(reports);
    }
    return new Speed(operations(REPORTS_TO_SETTLE, reports), operations(tenths, reports));
  }

  /** Operations per nanosecond. */
  private static double operations(int number, BufferedReader reports) throws IOException {
    double operations = 0;
    double nanos = 0;
    for (int i = 0; i < number; i++) {
      String[] report = read(reports).split(" ", 2);
      operations += Long.parseLong(report[0]);
      nanos += Long.parseLong(report[1]);
    }
    return operations / nanos;
  }

  private static String read(BufferedReader reports) throws IOException {
    String line = reports.readLine();
    if (line == null) {
      throw new IOException("the observed program has ended");
    }
    return line;
  }
}
