package io.mapscope.cli.export;

import io.mapscope.cli.command.CommandFailure;
import io.mapscope.otel.ExportException;
import io.mapscope.otel.ExportSummary;
import io.mapscope.otel.FolderFollower;
import io.mapscope.otel.FollowSummary;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;

/** What following a folder came to. */
record FollowRun(FollowSummary followed, ExportSummary summary) {

  private static final long POLL_MILLIS = 100;

  /**
   * Runs the follower on a thread of its own, as it may wait for a destination.
   *
   * @param over whether to stop; asked again and again
   */
  static FollowRun of(FolderFollower.Builder builder, Predicate<FolderFollower> over) {
    try (FolderFollower follower = builder.build()) {
      FutureTask<ExportException> run = new FutureTask<>(() -> failure(follower));
      Thread thread = new Thread(run, "mapscope-follow");
      thread.setDaemon(true);
      thread.start();
      while (!run.isDone() && !over.test(follower)) {
        Thread.sleep(POLL_MILLIS);
      }
      follower.stop();
      ExportException failure = run.get();
      if (failure != null) {
        throw new CommandFailure(failure.getMessage(), failure);
      }
      return new FollowRun(follower.followed(), follower.summary());
    } catch (ExportException e) {
      throw new CommandFailure(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    } catch (ExecutionException e) {
      throw new CommandFailure(
          "following failed unexpectedly (" + e.getCause() + "); report it", e);
    }
  }

  private static ExportException failure(FolderFollower follower) {
    try {
      follower.run();
      return null;
    } catch (ExportException e) {
      return e;
    }
  }

  /** What was met in the folder, on one line; what never happened is left out. */
  String line() {
    StringBuilder line =
        new StringBuilder(
            String.format(Locale.ROOT, "chunks: %,d exported", followed.chunksExported()));
    add(line, followed.chunksReplayed(), "read again to go on");
    add(line, followed.chunksVanished(), "gone before they were exported");
    add(line, followed.chunksDamaged(), "damaged");
    add(line, followed.filesUnfinished(), "files unfinished");
    add(line, followed.filesVanished(), "files gone unfinished");
    add(line, followed.filesForeign(), "files that are no recordings");
    return line.toString();
  }

  private static void add(StringBuilder line, long count, String what) {
    if (count > 0) {
      line.append(String.format(Locale.ROOT, ", %,d %s", count, what));
    }
  }
}
