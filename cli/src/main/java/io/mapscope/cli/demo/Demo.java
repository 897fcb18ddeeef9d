package io.mapscope.cli.demo;

import io.mapscope.cli.command.CommandFailure;
import io.mapscope.cli.command.Interruption;
import io.mapscope.cli.command.OutputFolder;
import io.mapscope.cli.command.Paragraph;
import io.mapscope.cli.command.ProgressLine;
import io.mapscope.cli.demo.DemoReport.MapFigures;
import io.mapscope.events.RecordingSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;

/**
 * The course of the demo.
 *
 * <p>Implementation note. What can fail for a reason outside, the heap, the port and the folder, is
 * tried before any work is done. Telemetry starts after the warm-up, so that it tells of the two
 * maps only, and ends after the recording, so that what it says was sent is everything.
 */
final class Demo {

  /** Any number; fixed, so that every demo does the same operations. */
  private static final long SEED = 20_240_229;

  private final DemoOptions options;
  private final String version;
  private final PrintWriter out;
  private final ProgressLine progress;
  private final Interruption interruption;
  private final Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final List<Contender> contenders = Contender.all();

  Demo(
      DemoOptions options,
      String version,
      PrintWriter out,
      ProgressLine progress,
      Interruption interruption) {
    this.options = options;
    this.version = version;
    this.out = out;
    this.progress = progress;
    this.interruption = interruption;
  }

  void run() {
    HeapNeed.check(options.entries());
    DemoTelemetry.checkPort(options.port());
    try (OutputFolder folder =
        OutputFolder.open(options.out(), DemoFiles.NAMES, DemoFiles.FIGURES)) {
      Sessions sessions = makeSessions();
      WarmUp.run(contenders, sessions, SEED, progress, interruption);
      DemoReport report = measure(sessions, folder.staging());
      DemoFiles.write(report, folder.staging());
      printEnd(report, folder.publish());
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

  private DemoReport measure(Sessions sessions, Path staging) throws IOException {
    try (DemoTelemetry telemetry = DemoTelemetry.start(staging, options.port(), interruption)) {
      Path recording = staging.resolve(DemoFiles.RECORDING);
      List<RunMeasurement> runs = record(sessions, recording);
      RecordedTimeline timeline = RecordedTimeline.read(recording);
      List<MapFigures> maps =
          runs.stream().map(run -> ReportBuilder.figures(run, timeline)).toList();
      progress.close();
      printFigures(maps);
      linger();
      return new DemoReport(
          version,
          started.toString(),
          options.command(),
          Machine.current(),
          SEED,
          maps,
          telemetry.finish());
    }
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

  private void printFigures(List<MapFigures> maps) {
    MapFigures any = maps.get(0);
    out.println(
        Paragraph.wrap(
            String.format(
                "%s operations on a store of %s sessions, the same for both maps, one thread",
                Figures.count(any.operations().total()), Figures.count(any.entriesAtEnd()))));
    out.println();
    out.print(ComparisonTable.text(maps.get(0), maps.get(1)));
    out.println();
    Verdict.causes(maps).forEach(cause -> out.println(Paragraph.wrap(cause)));
    out.flush();
  }

  /** Ctrl-C ends the waiting; what was measured is kept. */
  private void linger() {
    if (options.port() == 0 || options.linger().isZero()) {
      return;
    }
    out.println();
    out.println(
        Paragraph.wrap(
            String.format(
                "http://127.0.0.1:%d/metrics answers for %d s more",
                options.port(), options.linger().toSeconds())));
    out.flush();
    interruption.pauseUnlessRequested(options.linger().toMillis());
  }

  private void printEnd(DemoReport report, List<Path> files) {
    out.println();
    report.telemetry().forEach(line -> out.println(Paragraph.wrap(line)));
    out.println();
    files.forEach(out::println);
    out.flush();
  }
}
