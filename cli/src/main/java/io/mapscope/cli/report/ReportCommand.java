package io.mapscope.cli.report;

import io.mapscope.cli.command.CommandFailure;
import io.mapscope.cli.command.OutputFile;
import io.mapscope.cli.command.Paragraph;
import io.mapscope.report.RecordingReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mapscope report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = {
      "mapscope report [-hV] [--out=FILE.html] [--advice=FILE.json]",
      "                [--presizing=FILE] [--stall=MICROS] FILE.jfr"
    },
    header = "Tells which maps stopped the program, and what to do about each.",
    description = {
      "Writes one page that needs nothing else, of a recording of instrumented maps, of the"
          + " JDK's own maps, as 'mapscope record' makes it, or both.",
      ""
    })
public final class ReportCommand implements Callable<Integer> {

  private static final String NO_EVENTS =
      " holds no events of maps, so there is no report. Record instrumented maps with"
          + " -XX:StartFlightRecording:settings=mapscope.jfc, or those of the JDK with 'mapscope record"
          + " PID --jdk-maps' (on JDK 25 also -XX:StartFlightRecording:method-trace="
          + "java.util.HashMap::resize)";

  @Spec private CommandSpec spec;

  // Asked for in call(): the parser would complain of it before it names an unknown option.
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE.jfr",
      description = "A recording of Flight Recorder.")
  private Path recording;

  @Option(
      names = "--out",
      paramLabel = "FILE.html",
      description = "The page; by default named as the recording, in the current folder.")
  private Path out;

  @Option(
      names = "--advice",
      paramLabel = "FILE.json",
      description = "Writes the advice for machines, too.")
  private Path advice;

  @Option(
      names = "--presizing",
      paramLabel = "FILE",
      description = "Writes how many entries the maps reached, for the builders of maps to read.")
  private Path presizing;

  @Option(
      names = "--stall",
      paramLabel = "MICROS",
      defaultValue = "1000",
      description = "What is a stall, in microseconds (${DEFAULT-VALUE}).")
  private long stallMicros;

  /** Made by picocli. */
  ReportCommand() {}

  @Override
  public Integer call() {
    if (recording == null) {
      throw new ParameterException(spec.commandLine(), "FILE.jfr is missing: name a recording");
    }
    if (stallMicros < 1) {
      throw new ParameterException(spec.commandLine(), "--stall must be at least 1");
    }
    RecordingReport report = read();
    if (!report.hasMaps()) {
      throw new CommandFailure(recording + NO_EVENTS);
    }
    Path page = out == null ? defaultPage() : out;
    OutputFile.write(page, "--out", report.html());
    if (advice != null) {
      OutputFile.write(advice, "--advice", report.adviceJson());
    }
    if (presizing != null) {
      OutputFile.write(presizing, "--presizing", report.presizing());
    }
    print(report, page);
    return 0;
  }

  private RecordingReport read() {
    try {
      return RecordingReport.builder()
          .stall(Duration.ofNanos(Math.multiplyExact(stallMicros, 1_000L)))
          .flames(new GrowthFlames(recording))
          .read(recording);
    } catch (IOException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  private Path defaultPage() {
    String name = recording.getFileName().toString();
    return Path.of(name.replaceFirst("\\.jfr$", "") + ".html");
  }

  private void print(RecordingReport report, Path page) {
    PrintWriter printer = spec.commandLine().getOut();
    printer.println(Paragraph.wrap(report.verdict()));
    printer.println(page);
    if (advice != null) {
      printer.println(advice);
    }
    if (presizing != null) {
      printer.println(presizing);
    }
    printer.flush();
  }
}
