package io.mapscope.cli.demo;

import io.mapscope.cli.command.Interruption;
import io.mapscope.cli.command.ProgressLine;
import io.mapscope.events.ObservedMaps;
import io.mapscope.events.RecordingSettings;
import java.util.List;
import jdk.jfr.Recording;

/**
 * Lets the compiler see the load on every map before any is measured.
 *
 * <p>Implementation note. The same code runs on small maps of every kind in turn, so that it is
 * compiled for all of them and none profits from being measured alone or last. A recording of its
 * own is running, so that the events are warm as well; it is thrown away, and the small maps are
 * collected and have told their last statistics before this returns: no trace of them is in the
 * recording of the demo.
 */
final class WarmUp {

  private static final int ENTRIES = 200_000;

  /** Rounds after which a further one made no map faster, seen with both JDKs. */
  private static final int ROUNDS = 4;

  private static final int OPERATIONS_PER_ENTRY = 8;
  private static final long LAST_STATISTICS_MILLIS = 3000;
  private static final long POLL_MILLIS = 50;

  private WarmUp() {}

  static void run(
      List<Contender> contenders,
      Sessions sessions,
      long seed,
      ProgressLine progress,
      Interruption interruption) {
    int entries = Math.min(ENTRIES, (int) (sessions.count() / Sessions.SPARE));
    try (Recording recording = new Recording(RecordingSettings.PRODUCTION.configuration())) {
      recording.start();
      for (int round = 0; round < ROUNDS; round++) {
        for (Contender contender : contenders) {
          double done = (double) round / ROUNDS;
          progress.show("warming up", done, contender::label);
          once(contender, sessions, entries, seed, interruption);
        }
      }
      forget(interruption);
    }
  }

  private static void once(
      Contender contender, Sessions sessions, int entries, long seed, Interruption interruption) {
    LatencyWindows latencies = new LatencyWindows(System.nanoTime(), 50_000_000);
    SessionLoad load =
        new SessionLoad(sessions, contender.make("warm-up"), latencies, entries, seed);
    while (load.operations() < (long) entries * OPERATIONS_PER_ENTRY) {
      load.runBatch();
      interruption.check();
    }
    latencies.finish();
  }

  /** Waits until nothing remembers the small maps. */
  private static void forget(Interruption interruption) {
    System.gc();
    for (long waited = 0;
        ObservedMaps.size() > 0 && waited < LAST_STATISTICS_MILLIS;
        waited += POLL_MILLIS) {
      interruption.pause(POLL_MILLIS);
    }
  }
}
