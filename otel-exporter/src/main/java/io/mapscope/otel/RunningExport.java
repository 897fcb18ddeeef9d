package io.mapscope.otel;

import io.mapscope.events.RecordingSettings;
import io.mapscope.otel.source.Destination;
import io.mapscope.otel.source.JvmExport;
import io.mapscope.otel.source.LiveExport;
import io.mapscope.otel.source.LiveSource;
import io.mapscope.otel.source.RecordedJvm;
import io.mapscope.otel.source.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Several sources at the same time: a thread for each running JVM, and one for all recordings.
 *
 * <p>Implementation note. Each thread ends on its own or soon after it was told to, and leaves a
 * result; whatever is thrown costs its own source only.
 */
final class RunningExport {

  // Of a JVM that is watched from outside; by JMX each step takes up to a second.
  private static final Duration PATIENCE_WITH_RECORDER = Duration.ofSeconds(20);
  private static final long POLL_MILLIS = 100;

  private final RecordingSettings settings;
  private final Destination destination;
  private final List<RecordedJvm> recorded;
  private final List<SourceResult> results;
  private final List<LiveExport> live = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch liveEnd = new CountDownLatch(1);
  private volatile boolean aborted;
  private volatile double progress;

  RunningExport(
      Sources sources,
      RecordingSettings settings,
      Destination destination,
      List<SourceResult> unreadable) {
    this.settings = settings;
    this.destination = destination;
    this.recorded = sources.recorded();
    this.results = new CopyOnWriteArrayList<>(unreadable);
    this.progress = recorded.isEmpty() ? 1 : 0;
    if (!recorded.isEmpty()) {
      run("recordings", this::exportRecorded);
    }
    sources.live().forEach((name, source) -> run(name, () -> exportLive(name, source)));
    threads.forEach(Thread::start);
  }

  private void run(String source, Runnable export) {
    Thread thread =
        new Thread(
            () -> {
              try {
                export.run();
              } catch (RuntimeException | Error failure) {
                failed(source, source + " failed unexpectedly (" + failure + "); report it");
              }
            },
            "mapscope-export-" + source);
    thread.setDaemon(true);
    threads.add(thread);
  }

  private void exportRecorded() {
    for (int i = 0; i < recorded.size() && !aborted; i++) {
      RecordedJvm jvm = recorded.get(i);
      int before = i;
      try {
        JvmExport export =
            jvm.export(destination, part -> progress = (before + part) / recorded.size());
        if (aborted) {
          failed(name(jvm), name(jvm) + " was not read to its end; export it again");
        } else {
          ended(name(jvm), export, true);
        }
      } catch (IOException e) {
        failed(name(jvm), e.getMessage());
      }
    }
    progress = 1;
  }

  private void exportLive(String name, LiveSource source) {
    try {
      Optional<LiveExport> begun =
          LiveExport.start(source, settings, destination, this::isLiveEnding);
      if (begun.isEmpty()) {
        results.add(new SourceResult(name, null, null));
        return;
      }
      LiveExport export = begun.get();
      live.add(export);
      while (!export.isOver() && !liveEnd.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        // Events are mapped on a thread of its own.
      }
      boolean all = export.close(PATIENCE_WITH_RECORDER);
      ended(name, export.export(), all);
    } catch (IOException e) {
      failed(name, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ended(String name, JvmExport export, boolean all) {
    ExportSummary summary = ExportSummary.of(export);
    String late =
        all ? null : "the last events of " + name + " did not arrive in time; watch it for longer";
    results.add(
        new SourceResult(name, summary, summary.missing() == null ? late : summary.missing()));
  }

  void failed(String name, String why) {
    results.add(new SourceResult(name, null, why));
  }

  private static String name(RecordedJvm jvm) {
    List<Path> files = jvm.files();
    return files.size() == 1
        ? files.get(0).toString()
        : files.get(0) + " and " + (files.size() - 1) + " more of that JVM";
  }

  private boolean isLiveEnding() {
    return liveEnd.getCount() == 0;
  }

  void endLive() {
    liveEnd.countDown();
  }

  boolean await(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    for (Thread thread : threads) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left > 0) {
        thread.join(left);
      }
      if (thread.isAlive()) {
        return false;
      }
    }
    return true;
  }

  double progress() {
    return progress;
  }

  long liveEvents() {
    return live.stream()
        .flatMap(export -> export.export().engine().received().values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  List<SourceResult> results() {
    return List.copyOf(results);
  }

  void close() {
    endLive();
    aborted = true;
    recorded.forEach(RecordedJvm::abort);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
