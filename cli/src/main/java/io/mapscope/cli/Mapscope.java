package io.mapscope.cli;

import io.mapscope.cli.command.CommandFailure;
import io.mapscope.cli.command.Interruption;
import io.mapscope.cli.command.Warnings;
import io.mapscope.cli.demo.DemoCommand;
import io.mapscope.cli.export.ExportCommand;
import io.mapscope.cli.flame.FlameCommand;
import io.mapscope.cli.record.RecordCommand;
import io.mapscope.cli.report.ReportCommand;
import io.mapscope.cli.watch.WatchCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * The command {@code mapscope}: exit status 0 done, 1 failed with one line that says what to do, 2
 * wrong usage, 130 interrupted.
 */
@Command(
    name = "mapscope",
    mixinStandardHelpOptions = true,
    versionProvider = Mapscope.Version.class,
    subcommands = {
      DemoCommand.class,
      RecordCommand.class,
      ExportCommand.class,
      ReportCommand.class,
      FlameCommand.class,
      WatchCommand.class
    },
    description = "Shows which hash map grew, when, for how long, and who paid for it.",
    footer = {
      "",
      "Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted.",
      "MAPSCOPE_OPTS=... passes options to the JVM; MAPSCOPE_DEBUG=1 shows stack traces.",
      "OTEL_EXPORTER_OTLP_ENDPOINT and the other OTEL_* variables say where telemetry goes."
    })
public final class Mapscope implements Runnable {

  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  @Spec private CommandSpec spec;

  /** Made by picocli. */
  Mapscope() {}

  /**
   * Runs the command and exits with its status.
   *
   * @param args the arguments
   */
  public static void main(String[] args) {
    if (!debugging()) {
      Warnings.install();
    }
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine mapscope = new CommandLine(new Mapscope());
    IVersionProvider version = mapscope.getCommandSpec().versionProvider();
    for (CommandLine command : mapscope.getSubcommands().values()) {
      command.getCommandSpec().versionProvider(version);
    }
    return mapscope
        .setUsageHelpAutoWidth(false)
        .setParameterExceptionHandler(Mapscope::wrongUsage)
        .setExecutionExceptionHandler(Mapscope::failed);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }

  private static int wrongUsage(ParameterException problem, String[] args) {
    CommandLine command = problem.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String message = String.valueOf(problem.getMessage()).lines().findFirst().orElse("wrong usage");
    command.getErr().println(name + ": " + message + "; see " + name + " --help");
    command.getErr().flush();
    return WRONG_USAGE;
  }

  private static int failed(Exception problem, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (problem instanceof Interruption.Interrupted) {
      return Interruption.EXIT;
    }
    err.println("mapscope: " + line(problem));
    if (debugging()) {
      problem.printStackTrace(err);
    }
    err.flush();
    return FAILED;
  }

  private static String line(Exception problem) {
    return problem instanceof CommandFailure
        ? problem.getMessage()
        : "unexpected failure (" + problem + "); run again with MAPSCOPE_DEBUG=1 and report it";
  }

  private static boolean debugging() {
    return "1".equals(System.getenv("MAPSCOPE_DEBUG"));
  }

  /** Reads the version that the build has written. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      try (InputStream in = Mapscope.class.getResourceAsStream("version.txt")) {
        return new String[] {
          "mapscope " + new String(in.readAllBytes(), StandardCharsets.UTF_8).strip()
        };
      }
    }
  }
}
