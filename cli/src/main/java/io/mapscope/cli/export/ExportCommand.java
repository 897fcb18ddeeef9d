package io.mapscope.cli.export;

import io.mapscope.cli.command.CommandFailure;
import io.mapscope.cli.command.Deliveries;
import io.mapscope.cli.command.Interruption;
import io.mapscope.cli.command.OutputFolder;
import io.mapscope.cli.command.Paragraph;
import io.mapscope.otel.ExportException;
import io.mapscope.otel.ExportSummary;
import io.mapscope.otel.RecordingExport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mapscope export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = "mapscope export [-hV] [--out=DIR] FILE.jfr",
    header = "Exports the spans and metrics of the maps in a recording, at their own times.",
    description = {
      "With OTEL_EXPORTER_OTLP_ENDPOINT set they go there, and with --out to the files"
          + " spans.jsonl and metrics.jsonl (OTLP JSON lines). With neither they go to files in"
          + " "
          + ExportCommand.DEFAULT_OUT
          + ".",
      ""
    })
public final class ExportCommand implements Callable<Integer> {

  static final String DEFAULT_OUT = "mapscope-export";

  @Spec private CommandSpec spec;

  // Asked for in call(): the parser would complain of it before it names an unknown option.
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE.jfr",
      description = "A recording of Flight Recorder.")
  private Path recording;

  @Option(names = "--out", paramLabel = "DIR", description = "Where the files go.")
  private Path out;

  /** Made by picocli. */
  ExportCommand() {}

  @Override
  public Integer call() {
    if (recording == null) {
      throw new ParameterException(spec.commandLine(), "FILE.jfr is missing: name a recording");
    }
    if (out == null && hasEndpoint(System.getenv())) {
      print(export(RecordingExport.builder()), List.of());
    } else {
      exportToFolder(out == null ? Path.of(DEFAULT_OUT) : out);
    }
    return 0;
  }

  private void exportToFolder(Path folder) {
    try (OutputFolder output = OutputFolder.open(folder);
        Interruption interruption = new Interruption(output::close)) {
      ExportSummary summary = export(RecordingExport.builder().outputFolder(output.staging()));
      interruption.check();
      print(summary, output.publish());
    }
  }

  private ExportSummary export(RecordingExport.Builder builder) {
    try {
      return builder.build().export(recording);
    } catch (ExportException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  private void print(ExportSummary summary, List<Path> files) {
    PrintWriter printer = spec.commandLine().getOut();
    Deliveries.lines(summary).forEach(line -> printer.println(Paragraph.wrap(line)));
    if (summary.totalReceived() == 0) {
      printer.println(
          Paragraph.wrap(
              recording + " holds no events of maps; record with the settings of Mapscope"));
    }
    files.forEach(printer::println);
    printer.flush();
  }

  /** Whether OpenTelemetry's variables name a place to send to. */
  static boolean hasEndpoint(Map<String, String> environment) {
    return environment.keySet().stream()
        .anyMatch(name -> name.startsWith("OTEL_EXPORTER_OTLP_") && name.endsWith("ENDPOINT"));
  }
}
