package io.mapscope.examples.shared;

import io.mapscope.events.MapscopeEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Threads that share a store of sessions, and their waits. Arguments: [SECONDS] [THREADS]. */
public final class Main {

  private static final int DEFAULT_SECONDS = 10;
  private static final int DEFAULT_THREADS = 4;
  private static final Duration THRESHOLD = Duration.ofNanos(20_000);

  private Main() {}

  /**
   * Runs the example.
   *
   * @param args how many seconds to run, and how many threads
   */
  public static void main(String[] args) throws InterruptedException, IOException {
    try {
      run(
          args.length > 0 ? positive(args[0]) : DEFAULT_SECONDS,
          args.length > 1 ? positive(args[1]) : DEFAULT_THREADS);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "; usage: run [SECONDS] [THREADS]");
      System.exit(2);
    }
  }

  private static void run(int seconds, int threads) throws InterruptedException, IOException {
    SharedSessions sessions = new SharedSessions();
    Visitors visitors = new Visitors(sessions, threads);
    Path file = Files.createTempFile("shared-sessions", ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable(MapscopeEvents.LOCK_WAIT).withThreshold(THRESHOLD);
      recording.start();
      visitors.visit(Duration.ofSeconds(seconds));
      recording.stop();
      recording.dump(file);
      List<RecordedEvent> waits = RecordingFile.readAllEvents(file);
      System.out.printf(
          "%,d clicks of %d threads, %,d sessions open at the end%n",
          visitors.clicks(), threads, sessions.size());
      System.out.printf(
          "%,d waits of 20 us and longer, the longest %.3f ms%n",
          waits.size(),
          waits.stream().mapToLong(wait -> wait.getDuration().toNanos()).max().orElse(0) / 1e6);
    } finally {
      Files.delete(file);
    }
  }

  private static int positive(String number) {
    int value = Integer.parseInt(number);
    if (value <= 0) {
      throw new IllegalArgumentException(number + " is not positive");
    }
    return value;
  }
}
