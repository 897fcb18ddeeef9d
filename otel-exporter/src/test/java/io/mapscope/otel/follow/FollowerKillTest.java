package io.mapscope.otel.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mapscope.otel.MapExport;
import io.mapscope.otel.OtlpReceiver;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A follower in a process of its own is killed at random moments while recordings keep coming.
 *
 * <p>Three kills in the build; {@code -Dmapscope.kills=10} for more, {@code -Dmapscope.seed=N} to
 * repeat a run.
 */
class FollowerKillTest {

  private static final int KILLS = Integer.getInteger("mapscope.kills", 3);
  private static final long SEED = Long.getLong("mapscope.seed", System.nanoTime());
  private static final int BATCH = 64;
  private static final int CHUNK_EVENTS = 500;
  private static final int AHEAD = 4;
  private static final long MOST_WAIT_NANOS = 500_000_000;

  @TempDir Path folder;

  @Test
  void everySpanArrivesOnceWhateverIsKilled() throws Exception {
    System.out.println("FollowerKillTest: -Dmapscope.kills=" + KILLS + " -Dmapscope.seed=" + SEED);
    Random random = new Random(SEED);
    ChunkWriter writer =
        new ChunkWriter(folder.resolve("in"), folder.resolve("scratch"), new Random(SEED));
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      receiver.delayNanos = 2_000_000;
      Writing writing = new Writing(writer, receiver);
      try {
        for (int kill = 0; kill < KILLS; kill++) {
          killOne(receiver, random);
        }
      } finally {
        writing.stop();
      }
      try (OtlpReceiver reference = new OtlpReceiver()) {
        export(writer.whole(), reference);
        followToTheEnd(receiver);
        System.out.printf(
            "%d spans, %d arrived twice after %d kills%n",
            reference.spans.size(), receiver.repeated(), KILLS);
        Set<String> expected = reference.spans.keySet();
        assertThat(receiver.spans.keySet()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(receiver.repeated()).isLessThanOrEqualTo(KILLS * BATCH);
        assertThat(Totals.last(receiver.metrics))
            .containsExactlyInAnyOrderEntriesOf(Totals.last(reference.metrics));
        assertThat(Totals.bySeries(receiver.metrics).values()).allSatisfy(this::neverFalls);
      }
    }
  }

  private void followToTheEnd(OtlpReceiver receiver) throws Exception {
    Process last = start(receiver, 500);
    try {
      assertThat(last.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(last.exitValue()).as(log()).isZero();
    } finally {
      last.destroyForcibly().waitFor();
    }
  }

  private void neverFalls(List<Totals.Point> points) {
    long before = 0;
    for (Totals.Point point : points) {
      long sum = point.values().stream().mapToLong(Long::longValue).sum();
      assertThat(sum).isGreaterThanOrEqualTo(before);
      before = sum;
    }
  }

  /** At a random moment after some spans, or while it starts. */
  private void killOne(OtlpReceiver receiver, Random random) throws Exception {
    int before = receiver.spans.size();
    int more = random.nextInt(6) == 0 ? 0 : 1 + random.nextInt(4 * CHUNK_EVENTS);
    Process process = start(receiver, 60_000);
    try {
      await()
          .pollInterval(Duration.ofMillis(1))
          .atMost(Duration.ofSeconds(60))
          .until(() -> receiver.spans.size() >= before + more || !process.isAlive());
      assertThat(process.isAlive()).as(log()).isTrue();
    } finally {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  private Process start(OtlpReceiver receiver, long idleMillis) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-cp",
            String.join(
                File.pathSeparator,
                // Neither of the paths names what Surefire has patched into the module.
                Path.of("target", "test-classes").toString(),
                System.getProperty("java.class.path"),
                System.getProperty("jdk.module.path", "")),
            FollowerProcess.class.getName(),
            folder.resolve("in").toString(),
            folder.resolve("checkpoint").toString(),
            folder.resolve("out").toString(),
            receiver.endpoint(),
            Long.toString(idleMillis))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  private static void export(Path recording, OtlpReceiver receiver) throws Exception {
    try (MapExport export =
        MapExport.builder()
            .source(recording.toString())
            .property("otel.exporter.otlp.protocol", "http/protobuf")
            .property("otel.exporter.otlp.endpoint", receiver.endpoint())
            .start()) {
      assertThat(export.await(Duration.ofMinutes(1))).isTrue();
    }
  }

  private List<String> ids() throws IOException {
    return SpanLines.ids(folder.resolve("out").resolve("spans.jsonl"));
  }

  /** Writes chunks until stopped. */
  private static final class Writing {
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Thread thread;

    private int written;

    Writing(ChunkWriter writer, OtlpReceiver receiver) {
      thread =
          new Thread(
              () -> {
                try {
                  while (!stopped.get()) {
                    writer.write(CHUNK_EVENTS);
                    written += CHUNK_EVENTS;
                    awaitFollower(receiver);
                  }
                } catch (IOException | RuntimeException e) {
                  failure.set(e);
                }
              });
      thread.start();
    }

    /** Stays a few chunks ahead, but goes on, as the mapping holds some for later ones to come. */
    private void awaitFollower(OtlpReceiver receiver) {
      long end = System.nanoTime() + MOST_WAIT_NANOS;
      while (!stopped.get()
          && written - receiver.spans.size() > AHEAD * CHUNK_EVENTS
          && System.nanoTime() - end < 0) {
        LockSupport.parkNanos(1_000_000);
      }
    }

    void stop() throws InterruptedException {
      stopped.set(true);
      thread.join();
      assertThat(failure.get()).isNull();
    }
  }
}
