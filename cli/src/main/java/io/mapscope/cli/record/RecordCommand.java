package io.mapscope.cli.record;

import io.mapscope.attach.AttachException;
import io.mapscope.cli.command.CommandFailure;
import io.mapscope.cli.command.Interruption;
import io.mapscope.cli.command.OutputFile;
import io.mapscope.cli.command.Paragraph;
import io.mapscope.cli.command.ProcessIds;
import io.mapscope.cli.command.ProgressLine;
import io.mapscope.flame.FlameGraphs;
import io.mapscope.flame.record.AttachedRecording;
import io.mapscope.flame.record.Engine;
import io.mapscope.flame.record.RecordingPlan;
import io.mapscope.flame.record.Sampling;
import io.mapscope.flame.record.StartupFlags;
import io.mapscope.flame.record.TracedMethod;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mapscope record}. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = {
      "mapscope record [-hV] [--jdk-maps] [--threshold=TIME] [--seconds=N]",
      "                [--method=METHOD]... [--out=FILE.jfr] PID",
      "       mapscope record --print-flags [--jdk-maps] [--threshold=TIME] ..."
    },
    header = "Records a running JVM: its maps' growths, and samples of what it does.",
    description = {
      "The JVM needs no change and no restart, and is left as it was. Ctrl-C ends the"
          + " recording early and keeps it.",
      ""
    })
public final class RecordCommand implements Callable<Integer> {

  /** Should this command be killed, the recording ends by itself that much later. */
  private static final Duration AFTER_THE_END = Duration.ofSeconds(60);

  private static final long POLL_MILLIS = 100;

  @Spec private CommandSpec spec;

  // Asked for in call(): the parser would complain of it before it names an unknown option.
  @Parameters(
      arity = "0..1",
      paramLabel = "PID",
      converter = ProcessIds.class,
      description = "The JVM's process; see jcmd -l.")
  private Long pid;

  @Option(
      names = "--jdk-maps",
      description =
          "Trace the growth of HashMap, LinkedHashMap, HashSet, ConcurrentHashMap,"
              + " IdentityHashMap, WeakHashMap and Hashtable, and the long chains of bad hash"
              + " codes.")
  private boolean jdkMaps;

  @Option(names = "--arrays", description = "Trace the growth of ArrayList and ArrayDeque.")
  private boolean arrays;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description =
          "Trace a method that grows another map, such as org.example.Table.rehash; its name must"
              + " tell of that (resize, rehash, grow, expand, enlarge, transfer, increaseCapacity,"
              + " ensureCapacity).")
  private List<String> methods = List.of();

  @Option(
      names = "--threshold",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "Shortest growth that is told; 1ms by default.")
  private Duration threshold = RecordingPlan.DEFAULT_THRESHOLD;

  @Option(
      names = "--sample",
      split = ",",
      paramLabel = "KIND",
      description = "What is sampled: cpu, wall, alloc, lock; all of them by default, or none.")
  private List<String> samples = List.of("cpu", "wall", "alloc", "lock");

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description =
          "async-profiler (a native library; the default where there is one), or"
              + " flight-recorder (JDK 25 and later; without ConcurrentHashMap and wall).")
  private String engine;

  @Option(names = "--seconds", paramLabel = "N", description = "How long; 60 by default.")
  private int seconds = 60;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The recording; mapscope-PID.jfr by default.")
  private Path out;

  @Option(
      names = "--print-flags",
      arity = "0..1",
      fallbackValue = "mapscope-flags",
      paramLabel = "DIR",
      description =
          "Only print the flags that record a JVM from its start; what they name"
              + " goes to DIR, mapscope-flags by default.")
  private Path flags;

  /** Made by picocli. */
  RecordCommand() {}

  @Override
  public Integer call() {
    if (seconds < 1) {
      throw wrong("--seconds must be at least 1");
    }
    RecordingPlan plan = plan();
    if (flags != null) {
      printFlags(plan);
    } else if (pid == null) {
      throw wrong("PID is missing: name a process, 'jcmd -l' lists the JVMs");
    } else {
      record(plan, out == null ? Path.of("mapscope-" + pid + ".jfr") : out);
    }
    return 0;
  }

  private void record(RecordingPlan plan, Path file) {
    OutputFile.requireWritable(file, "--out"); // Now, and not when an hour has been recorded.
    try (Interruption interruption = new Interruption();
        AttachedRecording recording = AttachedRecording.start(pid, plan, engine())) {
      tellWhatIsLeftOut(plan, recording.engine());
      await(recording, interruption);
      recording.finish(file).ifPresent(this::warn);
      tell(file);
    } catch (AttachException e) {
      throw new CommandFailure(e.getMessage(), e);
    } catch (IOException e) {
      throw notWritten(file, e);
    }
  }

  private static CommandFailure notWritten(Path file, IOException e) {
    if (e instanceof FileSystemException of && of.getOtherFile() != null) {
      return new CommandFailure(
          "cannot write " + file + ": " + of.getReason() + "; it is kept as " + of.getOtherFile(),
          e);
    }
    return new CommandFailure(
        "cannot write " + file + ": " + e.getMessage() + "; choose another with --out", e);
  }

  private void await(AttachedRecording recording, Interruption interruption) {
    long start = System.nanoTime();
    long nanos = TimeUnit.SECONDS.toNanos(seconds);
    try (ProgressLine progress =
        new ProgressLine(spec.commandLine().getErr(), ProgressLine.wanted())) {
      long passed = 0;
      while (passed < nanos && !interruption.requested() && recording.isTargetAlive()) {
        double done = (double) passed / nanos;
        progress.show("recording", done, () -> "Ctrl-C ends it and keeps it");
        interruption.pauseUnlessRequested(POLL_MILLIS);
        passed = System.nanoTime() - start;
      }
    }
  }

  private void tell(Path file) throws IOException {
    PrintWriter printer = spec.commandLine().getOut();
    long growths = FlameGraphs.of(file).windows();
    String line = String.format("%,d growths and steps of growths recorded", growths);
    if (growths == 0) {
      line +=
          jdkMaps || !methods.isEmpty()
              ? "; lower --threshold to see shorter ones"
              : "; --jdk-maps traces those of maps that are not instrumented";
    } else {
      line += "; 'mapscope report' tells what to do about them";
    }
    printer.println(Paragraph.wrap(line));
    printer.println(file);
    printer.flush();
  }

  private void tellWhatIsLeftOut(RecordingPlan plan, Engine used) {
    if (!plan.methods().stream().allMatch(used::traces)) {
      warn("Flight Recorder cannot trace ConcurrentHashMap; --engine async-profiler can");
    }
  }

  private void warn(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(Paragraph.wrap("mapscope: " + line));
    err.flush();
  }

  private void printFlags(RecordingPlan plan) {
    Path file = out == null ? Path.of("mapscope.jfr") : out;
    PrintWriter printer = spec.commandLine().getOut();
    try {
      StartupFlags.prepare(flags);
      List<String> lines =
          engine() == Engine.FLIGHT_RECORDER
              ? StartupFlags.flightRecorder(plan, flags, file)
              : StartupFlags.asyncProfiler(plan, flags, file);
      lines.forEach(printer::println);
      printer.flush();
    } catch (AttachException e) {
      throw new CommandFailure(e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandFailure(
          flags + " cannot be written (" + e.getMessage() + "); name a folder with --print-flags",
          e);
    }
  }

  private RecordingPlan plan() {
    List<TracedMethod> traced = new ArrayList<>();
    if (jdkMaps) {
      traced.addAll(TracedMethod.MAPS);
      traced.addAll(TracedMethod.LONG_CHAINS);
    }
    if (arrays) {
      traced.addAll(TracedMethod.ARRAYS);
    }
    methods.forEach(method -> traced.add(method(method)));
    Duration limit =
        flags == null
            ? Duration.ofSeconds(seconds).plus(AFTER_THE_END)
            : RecordingPlan.DEFAULT_LIMIT;
    return new RecordingPlan(traced, threshold, samplings(), limit);
  }

  private TracedMethod method(String text) {
    TracedMethod method;
    try {
      method = TracedMethod.parse(text);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
    if (!method.isCounted()) { // Now, and not when an hour has been recorded for nothing.
      throw wrong(
          "--method '"
              + text
              + "' would count nowhere: growths are told by names such as resize, rehash, grow,"
              + " expand or enlarge; name the method that it calls or that calls it");
    }
    return method;
  }

  private Set<Sampling> samplings() {
    Set<Sampling> kinds = EnumSet.noneOf(Sampling.class);
    for (String name : samples) {
      switch (name) {
        case "cpu" -> kinds.add(Sampling.CPU);
        case "wall" -> kinds.add(Sampling.WALL);
        case "alloc" -> kinds.add(Sampling.ALLOC);
        case "lock" -> kinds.add(Sampling.LOCK);
        case "none" -> kinds.clear();
        default -> throw wrong("--sample '" + name + "' is none of cpu, wall, alloc, lock, none");
      }
    }
    return kinds;
  }

  private Engine engine() {
    if (engine == null) {
      return null;
    }
    return switch (engine) {
      case "async-profiler" -> Engine.ASYNC_PROFILER;
      case "flight-recorder" -> Engine.FLIGHT_RECORDER;
      default ->
          throw wrong("--engine '" + engine + "' is none of async-profiler, flight-recorder");
    };
  }

  private ParameterException wrong(String line) {
    return new ParameterException(spec.commandLine(), line);
  }
}
