package io.mapscope.cli.demo;

import io.mapscope.cli.command.CommandFailure;
import io.mapscope.cli.command.Interruption;
import io.mapscope.cli.command.OutputFolder;
import io.mapscope.cli.command.ProgressLine;
import io.mapscope.events.RecordingSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;

/**
 * The course of the demo.
 *
 * <p>Implementation note. What can fail for a reason outside, the folder, the heap and the port, is
 * tried before any work is done. Telemetry starts after the warm-up, so that it tells of the two
 * maps only, and ends after the recording, so that what it says was sent is everything.
 */
final class Demo {

  /** Any number; fixed, so that every demo does the same operations. */
  private static final long SEED = 20_240_229;

  private final DemoOptions options;
  private final PrintWriter out;
  private final ProgressLine progress;
  private final Interruption interruption;
  private final List<Contender> contenders = Contender.all();

  Demo(DemoOptions options, PrintWriter out, ProgressLine progress, Interruption interruption) {
    this.options = options;
    this.out = out;
    this.progress = progress;
    this.interruption = interruption;
  }

  void run() {
    HeapNeed.check(options.entries());
    try (OutputFolder folder = OutputFolder.open(options.out())) {
      Instant started = Instant.now();
      Sessions sessions = makeSessions();
      WarmUp.run(contenders, sessions, SEED, progress, interruption);
      Path recording = folder.staging().resolve("demo.jfr");
      List<RunMeasurement> runs = record(sessions, recording);
      DemoReport report = report(started, runs, RecordedTimeline.read(recording));
      progress.close();
      out.println();
      out.print(ComparisonTable.text(report));
      out.println();
      Verdict.causes(report).forEach(out::println);
      DemoFiles.write(report, folder.staging());
      folder.publish();
      out.flush();
    } catch (IOException e) {
      throw new CommandFailure(
          "cannot write to folder " + options.out() + ": " + e.getMessage(), e);
    }
  }

  private Sessions makeSessions() {
    int count = Sessions.count(options.entries());
    return Sessions.make(
        options.entries(),
        SEED,
        made -> {
          interruption.check();
          progress.show("making sessions", (double) made / count, () -> "");
        });
  }

  private List<RunMeasurement> record(Sessions sessions, Path file) throws IOException {
    List<RunMeasurement> runs = new ArrayList<>();
    try (Recording recording = new Recording(RecordingSettings.PRODUCTION.configuration())) {
      recording.setName("mapscope demo");
      recording.start();
      MapRun run =
          new MapRun(sessions, options.entries(), options.least(), SEED, progress, interruption);
      for (Contender contender : contenders) {
        runs.add(run.measure(contender));
      }
      recording.stop();
      recording.dump(file);
    }
    return runs;
  }

  private DemoReport report(Instant started, List<RunMeasurement> runs, RecordedTimeline timeline) {
    return new DemoReport(
        "0.1",
        started.toString(),
        options.command(),
        Machine.current(),
        SEED,
        runs.stream().map(run -> ReportBuilder.figures(run, timeline)).toList(),
        List.of());
  }
}
