package io.mapscope.cli.export;

import io.mapscope.cli.command.CommandFailure;
import io.mapscope.cli.command.Deliveries;
import io.mapscope.cli.command.Interruption;
import io.mapscope.cli.command.OutputFolder;
import io.mapscope.cli.command.Paragraph;
import io.mapscope.cli.command.ProgressLine;
import io.mapscope.events.RecordingSettings;
import io.mapscope.otel.ExportException;
import io.mapscope.otel.FolderFollower;
import io.mapscope.otel.MapExport;
import io.mapscope.otel.SourceResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
    customSynopsis =
        "mapscope export [-hV] [--out=DIR] [--seconds=N] [--settings=NAME]%n"
            + "                [--jmx-credentials=FILE] SOURCE...%n"
            + "       mapscope export --follow [--checkpoint=DIR] [--out=DIR] [--seconds=N] DIR...",
    header = "Exports the spans and metrics of maps, from running JVMs and from recordings.",
    description = {
      "With OTEL_EXPORTER_OTLP_ENDPOINT set they go there, with OTEL_CONFIG_FILE where the"
          + " file says, and with --out to the files spans.jsonl and metrics.jsonl (OTLP JSON lines). With neither they go to files in"
          + " "
          + ExportCommand.DEFAULT_OUT
          + ".",
      "",
      "Running JVMs are exported until they end, until Ctrl-C, or for --seconds. Recordings"
          + " keep their own times, oldest first.",
      "",
      "With --follow, recordings that keep coming into folders are exported as they are"
          + " finished. Stopped or killed and started again, it goes on where it was.",
      ""
    },
    footer = {
      "",
      "JMX: MAPSCOPE_JMX_USER and MAPSCOPE_JMX_PASSWORD, or --jmx-credentials, say who connects;",
      "MAPSCOPE_JMX_TRUST_STORE and MAPSCOPE_JMX_TRUST_STORE_PASSWORD whom to trust."
    })
public final class ExportCommand implements Callable<Integer> {

  static final String DEFAULT_OUT = "mapscope-export";

  private static final int FAILED = 1;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  @Spec private CommandSpec spec;

  // Asked for in call(): the parser would complain of it before it names an unknown option.
  @Parameters(
      arity = "0..*",
      paramLabel = "SOURCE",
      description =
          "A recording (FILE.jfr), a folder of them, the process id of a JVM on this host, or a"
              + " JVM elsewhere by JMX: host:port or service:jmx:...")
  private List<String> sources;

  @Option(names = "--out", paramLabel = "DIR", description = "Where the files go.")
  private Path out;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long to export running JVMs, or to follow; until they end by default.")
  private Long seconds;

  @Option(
      names = "--settings",
      paramLabel = "NAME",
      description = "What is recorded in running JVMs: production (default) or profile.")
  private String settings = "production";

  @Option(
      names = "--jmx-credentials",
      paramLabel = "FILE",
      description = "A file with one line: the user, a blank, the password.")
  private Path jmxCredentials;

  @Option(names = "--follow", description = "Wait for more recordings in the folders.")
  private boolean follow;

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description = "What was exported is noted there; by default in checkpoint, in DIR of --out.")
  private Path checkpoint;

  /** Made by picocli. */
  ExportCommand() {}

  @Override
  public Integer call() {
    if (follow) {
      return follow();
    }
    if (checkpoint != null) {
      throw wrongUsage("--checkpoint goes with --follow");
    }
    MapExport.Builder builder = builder();
    if (out == null && hasEndpoint(System.getenv())) {
      try (Interruption interruption = new Interruption()) {
        return print(run(builder, interruption), List.of());
      }
    }
    return exportToFolder(builder, out == null ? Path.of(DEFAULT_OUT) : out);
  }

  private int follow() {
    checkSeconds();
    if (sources == null) {
      throw wrongUsage("--follow takes folders: name one or more");
    }
    Path files = out == null && !hasEndpoint(System.getenv()) ? Path.of(DEFAULT_OUT) : out;
    Path notes =
        checkpoint == null
            ? Objects.requireNonNullElse(files, Path.of(DEFAULT_OUT)).resolve("checkpoint")
            : checkpoint;
    FolderFollower.Builder builder = FolderFollower.builder(Path.of(sources.get(0)), notes);
    sources.stream().skip(1).map(Path::of).forEach(builder::folder);
    if (files != null) {
      builder.outputFolder(files);
    }
    try (Interruption interruption = new Interruption()) {
      long begun = System.nanoTime();
      FollowRun run = FollowRun.of(builder, follower -> interruption.requested() || isOver(begun));
      PrintWriter printer = spec.commandLine().getOut();
      printer.println(Paragraph.wrap(run.line()));
      Deliveries.lines(run.summary()).forEach(line -> printer.println(Paragraph.wrap(line)));
      printer.flush();
      return 0;
    }
  }

  private boolean isOver(long begun) {
    return seconds != null && System.nanoTime() - begun >= seconds * NANOS_PER_SECOND;
  }

  private void checkSeconds() {
    if (seconds != null && seconds < 1) {
      throw wrongUsage("--seconds must be 1 or more, and not " + seconds);
    }
  }

  private int exportToFolder(MapExport.Builder builder, Path folder) {
    try (Interruption interruption = new Interruption();
        OutputFolder output = OutputFolder.open(folder)) {
      List<SourceResult> results = run(builder.outputFolder(output.staging()), interruption);
      boolean any = results.stream().anyMatch(result -> result.failure() == null);
      return print(results, any ? output.publish() : List.of());
    }
  }

  private MapExport.Builder builder() {
    if (sources == null) {
      throw wrongUsage("SOURCE is missing: name a recording, a folder, a process id or host:port");
    }
    checkSeconds();
    MapExport.Builder builder = MapExport.builder().settings(recordingSettings());
    sources.forEach(builder::source);
    try {
      JmxAccess.configure(builder, jmxCredentials, System.getenv());
    } catch (ExportException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
    return builder;
  }

  private RecordingSettings recordingSettings() {
    return switch (settings) {
      case "production" -> RecordingSettings.PRODUCTION;
      case "profile" -> RecordingSettings.PROFILE;
      default -> throw wrongUsage("--settings must be production or profile, not " + settings);
    };
  }

  private ParameterException wrongUsage(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  private List<SourceResult> run(MapExport.Builder builder, Interruption interruption) {
    PrintWriter terminal = spec.commandLine().getErr();
    try (ProgressLine progress = new ProgressLine(terminal, ProgressLine.wanted())) {
      MapExport export = builder.start();
      try (export) {
        long begun = System.nanoTime();
        while (!export.await(BETWEEN_LOOKS) && !interruption.requested()) {
          show(progress, export);
          if (isOver(begun)) {
            export.endLive();
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return export.results();
    } catch (ExportException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  private static void show(ProgressLine progress, MapExport export) {
    progress.show(
        "Exporting",
        export.progress(),
        () -> String.format(Locale.ROOT, "%,d live events", export.liveEvents()));
  }

  /** Prints what became of each source, and returns the exit status. */
  private int print(List<SourceResult> results, List<Path> files) {
    PrintWriter printer = spec.commandLine().getOut();
    results.stream()
        .filter(result -> result.failure() == null)
        .forEach(result -> print(printer, result, results.size() > 1));
    files.forEach(printer::println);
    printer.flush();
    // Here and not by an exception: after Ctrl-C the JVM ends as soon as the cleanup has.
    List<String> failures =
        results.stream().map(SourceResult::failure).filter(Objects::nonNull).toList();
    failures.forEach(this::complain);
    return failures.isEmpty() ? 0 : FAILED;
  }

  private void complain(String failure) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("mapscope: " + failure);
    err.flush();
  }

  private static void print(PrintWriter printer, SourceResult result, boolean named) {
    if (result.summary() == null) {
      printer.println(Paragraph.wrap(result.source() + " had no map while it was watched"));
      return;
    }
    if (named) {
      printer.println(result.source() + ":");
    }
    Deliveries.lines(result.summary()).forEach(line -> printer.println(Paragraph.wrap(line)));
    if (result.summary().totalReceived() == 0) {
      printer.println(
          Paragraph.wrap(
              result.source() + " holds no events of maps; record with the settings of Mapscope"));
    }
  }

  /** Whether OpenTelemetry's variables name a place to send to, or a file that does. */
  static boolean hasEndpoint(Map<String, String> environment) {
    return environment.keySet().stream()
        .anyMatch(
            name ->
                (name.startsWith("OTEL_EXPORTER_OTLP_") && name.endsWith("ENDPOINT"))
                    || (name.startsWith("OTEL_") && name.endsWith("CONFIG_FILE")));
  }
}
