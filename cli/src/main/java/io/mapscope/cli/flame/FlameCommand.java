package io.mapscope.cli.flame;

import io.mapscope.cli.command.CommandFailure;
import io.mapscope.cli.command.OutputFile;
import io.mapscope.cli.command.Paragraph;
import io.mapscope.flame.During;
import io.mapscope.flame.FlameGraphs;
import io.mapscope.flame.FlameRequest;
import io.mapscope.flame.SampleKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mapscope flame}. */
@Command(
    name = "flame",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = {
      "mapscope flame [-hV] [--during=WHEN] [--event=KIND] [--map=NAME]",
      "               [--call-site=TEXT] [--format=FORMAT] [--out=FILE] FILE.jfr"
    },
    header = "Draws a flame graph of what threads did while they were growing a map.",
    description = {"Takes what 'mapscope record' has recorded.", ""})
public final class FlameCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  // Asked for in call(): the parser would complain of it before it names an unknown option.
  @Parameters(arity = "0..1", paramLabel = "FILE.jfr", description = "A recording.")
  private Path recording;

  @Option(
      names = "--during",
      paramLabel = "WHEN",
      description = "growth (the default), steady (the rest), or diff (growth against the rest).")
  private String during = "growth";

  @Option(
      names = "--event",
      paramLabel = "KIND",
      description = "cpu (the default), wall, alloc or lock.")
  private String event = "cpu";

  @Option(
      names = "--map",
      paramLabel = "NAME",
      description =
          "Only growths of that map: the name of an instrumented one, the class of"
              + " another, such as java.util.HashMap.")
  private String map;

  @Option(
      names = "--call-site",
      paramLabel = "TEXT",
      description =
          "Only growths that a method caused whose name contains this; with a line, as the report"
              + " writes it (Cart.fill:523), only those of that line.")
  private String callSite;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "html (the default), collapsed, or otlp.")
  private String format = "html";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where it goes; beside the recording by default.")
  private Path out;

  /** Made by picocli. */
  FlameCommand() {}

  @Override
  public Integer call() {
    if (recording == null) {
      throw wrong("FILE.jfr is missing: name a recording");
    }
    FlameRequest request =
        FlameRequest.of(
                choice("--during", During.class, during),
                choice("--event", SampleKind.class, event))
            .ofMap(map)
            .ofCallSite(callSite);
    String suffix =
        switch (format) {
          case "html" -> ".html";
          case "collapsed" -> ".collapsed";
          case "otlp" -> ".otlp";
          default -> throw wrong("--format '" + format + "' is none of html, collapsed, otlp");
        };
    if (format.equals("otlp") && request.during() == During.DIFF) {
      throw wrong("--format otlp compares nothing; choose --during growth or steady");
    }
    write(request, out == null ? beside(suffix) : out);
    return 0;
  }

  private void write(FlameRequest request, Path file) {
    FlameGraphs graphs = open();
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    long total;
    try {
      total =
          switch (format) {
            case "html" -> graphs.html(request, title(), content);
            case "otlp" -> graphs.otlp(request, content);
            default -> graphs.collapsed(request, content);
          };
    } catch (IOException e) {
      throw new CommandFailure(recording + " cannot be read: " + e.getMessage(), e);
    }
    if (total == 0) {
      throw new CommandFailure(
          "no "
              + event
              + " samples "
              + (request.during() == During.STEADY ? "outside of" : "in")
              + " the growths that were asked for; record longer, with --sample "
              + event
              + ", or ask for another --event, --map or --during");
    }
    OutputFile.write(file, "--out", content.toByteArray());
    PrintWriter printer = spec.commandLine().getOut();
    printer.println(
        Paragraph.wrap(
            String.format(
                Locale.ROOT,
                "%,d %s, %,d growths",
                total,
                request.kind().unit(),
                graphs.windows())));
    if (graphs.tooShort() > 0) {
      printer.println(
          Paragraph.wrap(
              String.format(
                  Locale.ROOT,
                  "%,d of them were too short to be told apart; their samples count as steady",
                  graphs.tooShort())));
    }
    printer.println(file);
    printer.flush();
  }

  private FlameGraphs open() {
    FlameGraphs graphs;
    try {
      graphs = FlameGraphs.of(recording);
    } catch (IOException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
    if (graphs.windows() == 0) {
      throw new CommandFailure(
          recording
              + " holds no growths; record with 'mapscope record PID --jdk-maps', and a lower"
              + " --threshold to see shorter ones");
    }
    return graphs;
  }

  private String title() {
    String of = map == null ? "maps" : map;
    String by = callSite == null ? "" : ", by " + callSite;
    return switch (during) {
      case "steady" -> event + " while no map was growing";
      case "diff" -> event + " of the growth of " + of + by + ", against the rest";
      default -> event + " of the growth of " + of + by;
    };
  }

  private Path beside(String suffix) {
    String name = recording.getFileName().toString().replaceAll("\\.jfr$", "");
    return recording.resolveSibling(name + "-" + during + "-" + event + suffix);
  }

  private <E extends Enum<E>> E choice(String option, Class<E> type, String text) {
    for (E value : type.getEnumConstants()) {
      if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
        return value;
      }
    }
    StringBuilder all = new StringBuilder();
    for (E value : type.getEnumConstants()) {
      all.append(all.isEmpty() ? "" : ", ").append(value.name().toLowerCase(Locale.ROOT));
    }
    throw wrong(option + " '" + text + "' is none of " + all);
  }

  private ParameterException wrong(String line) {
    return new ParameterException(spec.commandLine(), line);
  }
}
