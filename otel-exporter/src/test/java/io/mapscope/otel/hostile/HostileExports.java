package io.mapscope.otel.hostile;

import io.mapscope.events.RecordingSettings;
import io.mapscope.events.timeline.TimelineReader;
import io.mapscope.map.FakeMap;
import io.mapscope.otel.ExportException;
import io.mapscope.otel.FolderFollower;
import io.mapscope.otel.FollowSummary;
import io.mapscope.otel.MapExport;
import io.mapscope.otel.SourceResult;
import io.mapscope.otel.mapping.RecordingFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;

/**
 * Exports mutated recordings one after the other, in a JVM of its own with a small heap: {@code
 * FOLDER SEED COUNT}. Writes a line before and after each to {@code FOLDER/log}.
 */
final class HostileExports {

  private static final int FOLLOWED = 10;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

  private final Path folder;
  private final PrintWriter log;
  private final byte[] real;

  private HostileExports(Path folder, PrintWriter log) throws IOException {
    this.folder = folder;
    this.log = log;
    this.real = Files.readAllBytes(real(folder.resolve("real.jfr")));
  }

  public static void main(String[] args) throws IOException {
    LogManager.getLogManager().reset(); // As the command has it.
    Path folder = Path.of(args[0]);
    long seed = Long.parseLong(args[1]);
    int count = Integer.parseInt(args[2]);
    try (PrintWriter log =
        new PrintWriter(
            Files.newBufferedWriter(folder.resolve("log"), StandardCharsets.UTF_8), true)) {
      HostileExports exports = new HostileExports(folder, log);
      for (long run = seed; run < seed + count; run++) {
        log.println("begin " + run);
        log.println(exports.run(run));
      }
      log.println("end");
    }
  }

  private String run(long seed) throws IOException {
    Random random = new Random(seed);
    Mutation[] mutations = Mutation.values();
    Mutation mutation = mutations[Math.floorMod(seed, mutations.length)];
    byte[] bytes = mutation.of(random, base(random), Math.floorDiv(seed, mutations.length));
    Path file = Files.write(folder.resolve("mutant.jfr"), bytes);
    long begun = System.nanoTime();
    String exported = outcome(() -> export(file));
    // Counted in rounds of all mutations, as else the same ones would be followed each time.
    if (Math.floorMod(Math.floorDiv(seed, mutations.length) + seed, FOLLOWED) == 0) {
      String followed = outcome(() -> follow(file));
      exported = followed.equals("result") ? exported : "followed-" + followed;
    }
    String replayed = outcome(() -> TimelineReader.read(file));
    return String.format(
        "%d %s %d %s %s %d",
        seed,
        mutation,
        bytes.length,
        exported,
        replayed,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
  }

  private List<byte[]> base(Random random) {
    return random.nextInt(20) == 0
        ? List.of(real.clone())
        : new TinyRecording(random, 0, 0, false).chunks();
  }

  private void export(Path file) throws ExportException, InterruptedException {
    MapExport.Builder builder =
        MapExport.builder().source(file.toString()).outputFolder(folder.resolve("out"));
    try (MapExport export = builder.start()) {
      export.await(Duration.ofHours(1)); // Whoever started this JVM waits less long.
      for (SourceResult result : export.results()) {
        if (result.failure() != null) {
          throw new ExportException(result.failure());
        }
      }
    }
  }

  /** A follower takes damaged chunks for what they are, so it has nothing to complain of. */
  private void follow(Path file) throws IOException, ExportException, InterruptedException {
    Path in = Files.createDirectories(folder.resolve("in"));
    Files.copy(file, in.resolve("mutant.jfr"), StandardCopyOption.REPLACE_EXISTING);
    Path notes = Files.createTempDirectory(folder, "notes");
    try (FolderFollower follower =
        FolderFollower.builder(in, notes)
            .outputFolder(folder.resolve("followed"))
            .interval(BETWEEN_LOOKS)
            .build()) {
      FutureTask<Void> run =
          new FutureTask<>(
              () -> {
                follower.run();
                return null;
              });
      FollowSummary nothing = follower.followed();
      new Thread(run, "follower").start();
      awaitMoreThan(nothing, follower, run);
      follower.stop();
      run.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ExportException refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Until something was met, and then nothing more. */
  private static void awaitMoreThan(
      FollowSummary nothing, FolderFollower follower, FutureTask<Void> run)
      throws InterruptedException {
    FollowSummary before = nothing;
    FollowSummary now = nothing;
    while (!run.isDone() && (now.equals(nothing) || !now.equals(before))) {
      TimeUnit.NANOSECONDS.sleep(2 * BETWEEN_LOOKS.toNanos());
      before = now;
      now = follower.followed();
    }
  }

  private interface Reading {
    void run() throws IOException, ExportException, InterruptedException;
  }

  private String outcome(Reading reading) {
    try {
      reading.run();
      return "result";
    } catch (ExportException | IOException e) {
      log.println("because " + e.getMessage());
      boolean oneLine = e.getMessage() != null && e.getMessage().lines().count() == 1;
      return oneLine ? "error" : "bad-message";
    } catch (RuntimeException | InterruptedException | Error e) {
      return e.getClass().getName();
    }
  }

  /** What a JVM writes, with the types of all its events. */
  private static Path real(Path file) throws IOException {
    FakeMap map = new FakeMap("orders");
    return RecordingFile.of(
        file,
        RecordingSettings.PROFILE,
        () -> {
          map.created();
          map.growOnce(1);
          map.put();
          map.statistics(100, 1, false);
        });
  }
}
