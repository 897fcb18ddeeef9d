package io.mapscope.cli.watch;

import io.mapscope.cli.command.CommandFailure;
import io.mapscope.cli.command.Interruption;
import io.mapscope.cli.command.ProcessIds;
import io.mapscope.otel.AttachedRecording;
import io.mapscope.otel.ExportException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import jdk.jfr.consumer.EventStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mapscope watch}. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = "mapscope watch [-hV] [--seconds=N] PID",
    header = "Shows the maps of a running JVM in a table, refreshed each second.",
    description = {
      "Attaches to the process and records the few events that the table needs, until q or"
          + " Ctrl-C is pressed. In a pipe it prints a line for each map and second.",
      "",
      "  growing    share of the growth under way that is done",
      "  stall/min  the longest grow work or sampled operation in the last minute",
      "  ops/s      puts and removes, which are exact, and gets, estimated by samples",
      ""
    })
public final class WatchCommand implements Callable<Integer> {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long POLL_MILLIS = 50;

  // Maps tell their state each second, and events arrive up to two seconds late.
  private static final long PATIENCE = 10 * SECOND;

  @Spec private CommandSpec spec;

  // Asked for in call(): the parser would complain of it before it names an unknown option.
  @Parameters(
      arity = "0..1",
      paramLabel = "PID",
      converter = ProcessIds.class,
      description = "Process id of the JVM.")
  private Long pid;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Ends after so many seconds; by default not.")
  private Integer seconds;

  /** Made by picocli. */
  WatchCommand() {}

  @Override
  public Integer call() throws IOException {
    if (pid == null) {
      throw new ParameterException(
          spec.commandLine(), "PID is missing: name a process, 'jcmd -l' lists the JVMs");
    }
    if (seconds != null && seconds < 1) {
      throw new ParameterException(spec.commandLine(), "--seconds must be at least 1");
    }
    WatchedMaps maps = new WatchedMaps();
    try (Interruption interruption = new Interruption();
        AttachedRecording recording = AttachedRecording.start(pid, settings());
        EventStream stream = recording.open()) {
      maps.attach(stream);
      stream.startAsync();
      show(maps, recording, interruption);
    } catch (ExportException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
    return 0;
  }

  private static String settings() throws IOException {
    try (InputStream in = WatchCommand.class.getResourceAsStream("watch.jfc")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void show(WatchedMaps maps, AttachedRecording recording, Interruption interruption) {
    PrintWriter out = spec.commandLine().getOut();
    if (!Boolean.getBoolean("mapscope.terminal.out")) {
      PlainLines lines = new PlainLines(out);
      watch(
          maps,
          recording,
          interruption,
          () -> false,
          rows -> lines.show(LocalTime.now(ZoneId.systemDefault()), rows));
    } else {
      boolean keys = Boolean.getBoolean("mapscope.terminal.in");
      try (LiveScreen screen = new LiveScreen(out, System.in, keys)) {
        LiveTable table = new LiveTable(screen, "mapscope watch " + pid);
        watch(maps, recording, interruption, table::quits, table::show);
      }
    }
    if (!recording.isAlive()) {
      out.println("process " + pid + " has ended");
      out.flush();
    }
  }

  private void watch(
      WatchedMaps maps,
      AttachedRecording recording,
      Interruption interruption,
      BooleanSupplier quits,
      Consumer<List<MapRow>> display) {
    long begun = System.nanoTime();
    long next = begun;
    boolean seen = false;
    while (!quits.getAsBoolean() && recording.isAlive() && !over(begun)) {
      interruption.pause(POLL_MILLIS);
      if (System.nanoTime() - next >= 0) {
        List<MapRow> rows = maps.rows(Instant.now().truncatedTo(ChronoUnit.MICROS));
        seen |= !rows.isEmpty();
        demandMaps(seen, begun);
        display.accept(rows);
        next += SECOND;
      }
    }
  }

  private boolean over(long begun) {
    return seconds != null && System.nanoTime() - begun >= seconds * SECOND;
  }

  private void demandMaps(boolean seen, long begun) {
    if (!seen && System.nanoTime() - begun > PATIENCE) {
      throw new CommandFailure(
          "process "
              + pid
              + " tells of no map; see that it uses InstrumentedMap, without"
              + " -Dmapscope.events=off");
    }
  }
}
