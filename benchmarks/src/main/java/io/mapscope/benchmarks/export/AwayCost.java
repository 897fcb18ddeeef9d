package io.mapscope.benchmarks.export;

import com.sun.management.OperatingSystemMXBean;
import io.mapscope.benchmarks.run.RunFile;
import io.mapscope.otel.ExportException;
import io.mapscope.otel.ExportSummary;
import io.mapscope.otel.MapTelemetry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What it costs a program that its collector is away: {@code AwayCost SECONDS FILE}.
 *
 * <p>Implementation note. The program works in this process and exports live, as it would in
 * production; its collector is a process of its own. The collector is there, away for so many
 * seconds, and back, there and back half as long each: what the machine does meanwhile of itself
 * shows as a difference between these two. Each window of a second has a tenth of a second of the
 * same work on maps that nobody observes, for the machine's speed at that moment. That is no
 * measure of an exporter that keeps the processors busy, as it would slow both; so the processor
 * time of all threads but the program's is told, too. Between the phases the program stands still:
 * the heap is collected, and the spans that have waited are counted as they arrive.
 */
public final class AwayCost {

  /** The tool's name in the results. */
  public static final String TOOL = "export-away";

  /**
   * The kind of the rows of a second: operations per second, those of the control, percent of a
   * core of other threads. Their subject is the phase.
   */
  public static final String WINDOW = "window";

  /**
   * The kind of the rows at a phase's end: heap in bytes after a collection, and since the start
   * the spans delivered, dropped and failed by the exporter's account, and arrived by the
   * collector's.
   */
  public static final String END = "end";

  /** The kind of the row that says what arrived of what had waited, as of {@link #END}. */
  public static final String CAUGHT_UP = "caught up";

  /** Where the collector is. */
  public enum Phase {
    THERE("there"),
    AWAY("away"),
    BACK("back");

    private final String label;

    Phase(String label) {
      this.label = label;
    }

    /**
     * Name for people.
     *
     * @return as in the tables
     */
    public String label() {
      return label;
    }
  }

  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long CONTROL_NANOS = WINDOW_NANOS / 10;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** Nothing has arrived for so long: nothing waits. Batches follow each other without a pause. */
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** The exporter tries again every ten seconds, each time five times within some ten more. */
  private static final long LONGEST_CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final AwayLoad observed = AwayLoad.observed();
  private final AwayLoad control = AwayLoad.control();
  private final CollectorProcess collector;
  private final MapTelemetry telemetry;
  private final RunFile file;

  private AwayCost(CollectorProcess collector, MapTelemetry telemetry, RunFile file) {
    this.collector = collector;
    this.telemetry = telemetry;
    this.file = file;
  }

  /**
   * Runs.
   *
   * @param arguments see above
   * @throws IOException when the collector cannot be started
   * @throws ExportException when the exporter cannot be started
   */
  public static void main(String[] arguments) throws IOException, ExportException {
    if (arguments.length != 2) {
      System.err.println("usage: AwayCost SECONDS FILE");
      System.exit(2);
    }
    run(Integer.parseInt(arguments[0])).write(Path.of(arguments[1]));
  }

  static RunFile run(int seconds) throws IOException, ExportException {
    RunFile file = RunFile.of(TOOL);
    file.conditions().put("seconds", Integer.toString(seconds));
    try (CollectorProcess collector = new CollectorProcess();
        MapTelemetry telemetry = start(collector)) {
      new AwayCost(collector, telemetry, file).measure(seconds);
    }
    return file;
  }

  private static MapTelemetry start(CollectorProcess collector) throws ExportException {
    return MapTelemetry.builder()
        .property("otel.traces.exporter", "otlp")
        .property("otel.metrics.exporter", "otlp")
        .property("otel.exporter.otlp.protocol", "http/protobuf")
        .property("otel.exporter.otlp.endpoint", collector.endpoint())
        .start();
  }

  private void measure(int seconds) {
    int around = Math.max(1, seconds / 2);
    warmUp(Math.max(1, around / 5));
    phase(Phase.THERE, around);
    collector.leave();
    phase(Phase.AWAY, seconds);
    collector.comeBack();
    awaitArrivals();
    file.add(CAUGHT_UP, Phase.BACK.name(), state());
    phase(Phase.BACK, around);
  }

  private void warmUp(int windows) {
    for (int i = 0; i < windows; i++) {
      window();
    }
  }

  private void phase(Phase phase, int windows) {
    for (int i = 0; i < windows; i++) {
      file.add(WINDOW, phase.name(), window());
    }
    observed.forget();
    control.forget();
    file.add(END, phase.name(), state());
  }

  private double[] window() {
    long begin = System.nanoTime();
    long others = othersNanos();
    double speed = observed.run(WINDOW_NANOS - CONTROL_NANOS);
    double speedOfControl = control.run(CONTROL_NANOS);
    double percent = 100.0 * (othersNanos() - others) / (System.nanoTime() - begin);
    return new double[] {speed, speedOfControl, percent};
  }

  /** Processor time of all threads but this one, those of collector and compiler among them. */
  private long othersNanos() {
    return system.getProcessCpuTime()
        - ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Until spans arrive, and then no more. */
  private void awaitArrivals() {
    long before = collector.spans();
    long arrived = before;
    long begin = System.nanoTime();
    long last = begin;
    for (long now = begin;
        now - begin < LONGEST_CATCH_UP_NANOS && (arrived == before || now - last < QUIET_NANOS);
        now = System.nanoTime()) {
      LockSupport.parkNanos(LOOK_NANOS);
      long count = collector.spans();
      last = count > arrived ? System.nanoTime() : last;
      arrived = count;
    }
  }

  private double[] state() {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    ExportSummary.Destination spans = telemetry.summary().spans().get(0);
    return new double[] {
      heap, spans.exported(), spans.dropped(), spans.failed(), collector.spans()
    };
  }
}
