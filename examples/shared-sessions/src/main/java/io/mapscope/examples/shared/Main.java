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

/**
 * Threads that share a store of sessions, and their waits. Arguments: [SECONDS] [THREADS] [GUARD].
 */
public final class Main {

  private static final int DEFAULT_SECONDS = 10;
  private static final int DEFAULT_THREADS = 4;
  private static final Duration THRESHOLD = Duration.ofNanos(20_000);

  private Main() {}

  /**
   * Runs the example.
   *
   * @param args how many seconds to run, how many threads, and how they share the map
   */
  public static void main(String[] args) throws InterruptedException, IOException {
    try {
      run(
          args.length > 0 ? positive(args[0]) : DEFAULT_SECONDS,
          args.length > 1 ? positive(args[1]) : DEFAULT_THREADS,
          args.length > 2 ? Guard.of(args[2]) : Guard.STRIPED);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "; usage: run [SECONDS] [THREADS] [GUARD]");
      System.exit(2);
    }
  }

  private static void run(int seconds, int threads, Guard guard)
      throws InterruptedException, IOException {
    Path file = Files.createTempFile("shared-sessions", ".jfr");
    try (Recording recording = new Recording();
        SharedSessions sessions = new SharedSessions(guard)) {
      Visitors visitors = new Visitors(sessions, threads);
      recording.enable(MapscopeEvents.LOCK_WAIT).withThreshold(THRESHOLD);
      recording.start();
      visitors.visit(Duration.ofSeconds(seconds));
      recording.stop();
      recording.dump(file);
      List<RecordedEvent> waits = RecordingFile.readAllEvents(file);
      System.out.printf(
          "%s: %,d clicks of %d threads, %,d sessions open at the end%n",
          guard.text(), visitors.clicks(), threads, sessions.size());
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
