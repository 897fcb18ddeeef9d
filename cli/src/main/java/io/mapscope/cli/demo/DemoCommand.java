package io.mapscope.cli.demo;

import io.mapscope.cli.command.Interruption;
import io.mapscope.cli.command.ProgressLine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mapscope demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "The problem and the cure, side by side: HashMap and InstrumentedMap under load.",
    description = {
      "Puts the same load of a session store on java.util.HashMap and on InstrumentedMap, and"
          + " shows side by side what their growth costs.",
      "",
      "The folder of --out gets index.html (look at it), demo.jfr (the recording), spans.jsonl"
          + " and metrics.jsonl (OTLP JSON lines) and demo.json (the figures).",
      ""
    })
public final class DemoCommand implements Callable<Integer> {

  private static final int MOST_SECONDS = 3600;
  private static final int MOST_ENTRIES = 100_000_000;
  private static final int FEWEST_ENTRIES = 1000;
  private static final int HIGHEST_PORT = 65_535;

  @Spec private CommandSpec spec;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "15",
      description =
          "How long HashMap bears the load at least; it always fills to --entries first."
              + " InstrumentedMap then does exactly as many operations. Default ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--entries",
      paramLabel = "N",
      defaultValue = "8000000",
      description =
          "Sessions that the store holds when full. HashMap grows from 8 to 16 million buckets"
              + " at 6.3 million. Default ${DEFAULT-VALUE}.")
  private int entries;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "mapscope-demo",
      description = "Where the files go. Default ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "9464",
      description =
          "http://127.0.0.1:N/metrics answers Prometheus while the demo runs; 0 for none."
              + " Default ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--linger",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "How long it answers after the run. Default ${DEFAULT-VALUE}.")
  private int linger;

  /** Made by picocli. */
  DemoCommand() {}

  @Override
  public Integer call() {
    checkRange("--seconds", seconds, 1, MOST_SECONDS);
    checkRange("--entries", entries, FEWEST_ENTRIES, MOST_ENTRIES);
    checkRange("--port", port, 0, HIGHEST_PORT);
    checkRange("--linger", linger, 0, MOST_SECONDS);
    PrintWriter err = spec.commandLine().getErr();
    DemoOptions options =
        new DemoOptions(
            Duration.ofSeconds(seconds), entries, out, port, Duration.ofSeconds(linger));
    try (Interruption interruption = new Interruption();
        ProgressLine progress = new ProgressLine(err, ProgressLine.wanted())) {
      new Demo(options, version(), spec.commandLine().getOut(), progress, interruption).run();
    }
    return 0;
  }

  private String version() {
    return String.join(" ", spec.version());
  }

  private void checkRange(String option, int value, int lowest, int highest) {
    if (value < lowest || value > highest) {
      throw new ParameterException(
          spec.commandLine(), option + " must be " + lowest + " to " + highest + ", not " + value);
    }
  }
}
