package io.mapscope.benchmarks.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mapscope.events.MapscopeEvents;
import io.mapscope.otel.ExportSummary;
import io.mapscope.otel.MapTelemetry;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole exporter in its process at 100,000 events a second: nothing grows with time, and every
 * event is mapped or counted as lost. {@code -Dmapscope.soak=PT1H} takes an hour.
 *
 * <p>What is compared is counted when all events have been mapped, at the ends of thirds, of which
 * the first has loaded all classes and seen all series. Threads are those of a group of its own: a
 * thread belongs to the group of the one that started it, so that those of the JVM and of other
 * tests, which come and go (one waits for child processes and ends a minute later), do not count.
 */
class SoakTest {

  private static final Duration LENGTH =
      Duration.parse(System.getProperty("mapscope.soak", "PT21S"));
  private static final int PARTS = 3;

  // What may still fill up: 10,000 chunks of 100 bytes in the clock and 10,000 gaps of 80 bytes
  // between numbers, each kept twice, both bounded. An event leaked would be 100,000 a second.
  private static final long MOST_GROWTH_BYTES = 4L << 20;

  @TempDir Path folder;

  private record Sizes(long heapBytes, List<String> threads) {}

  @Test
  void nothingGrowsAndEveryEventIsAccountedFor() throws Exception {
    FutureTask<Void> soak = new FutureTask<>(this::soak);
    new Thread(new ThreadGroup("soak"), soak, "soak").start();
    soak.get();
  }

  private Void soak() throws Exception {
    SteadyLoad load;
    MapTelemetry telemetry = MapTelemetry.builder().outputFolder(folder).start();
    List<Sizes> sizes = new ArrayList<>();
    try (telemetry) {
      load = new SteadyLoad();
      for (int part = 0; part < PARTS; part++) {
        load.run(LENGTH.dividedBy(PARTS).toNanos());
        awaitMapped(telemetry, load.lookups());
        sizes.add(sizes());
      }
    }
    System.out.printf("%,d events, then: %s%n", load.lookups(), sizes);
    Sizes first = sizes.get(0);
    Sizes last = sizes.get(PARTS - 1);
    assertThat(last.heapBytes).isLessThan(first.heapBytes + MOST_GROWTH_BYTES);
    assertThat(last.threads).isEqualTo(first.threads);
    ExportSummary summary = telemetry.summary();
    assertThat(summary.disagreements()).isEmpty();
    assertThat(accountedFor(summary)).isGreaterThanOrEqualTo(load.lookups());
    assertThat(summary.totalHandlerFailures()).isZero();
    return null;
  }

  /** Lookups that came; what was lost may have been of them. */
  private static long accountedFor(ExportSummary summary) {
    return summary.eventsReceived().get(MapscopeEvents.OPERATION_SAMPLE)
        + summary.totalLost()
        - summary.eventsLate();
  }

  /** Polls in this thread: one of its own may not have ended yet when threads are counted. */
  private static void awaitMapped(MapTelemetry telemetry, long lookups) {
    await()
        .pollInSameThread()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> assertThat(accountedFor(telemetry.summary())).isGreaterThanOrEqualTo(lookups));
  }

  private static Sizes sizes() {
    System.gc();
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    Thread[] threads = new Thread[1_000];
    int count = Thread.enumerate(threads); // Of the current thread's group.
    List<String> names = Stream.of(threads).limit(count).map(Thread::getName).sorted().toList();
    return new Sizes(used, names);
  }
}
