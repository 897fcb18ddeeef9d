package io.mapscope.flame;

import io.mapscope.events.recording.CheckedRecording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import one.convert.Arguments;
import one.convert.FlameGraph;
import one.jfr.JfrReader;

/**
 * Draws flame graphs of the growths in a recording, as async-profiler's converter does.
 *
 * <p>The file is read when asked for; nothing is kept but the windows of growth. For one thread at
 * a time.
 */
public final class FlameGraphs {

  // In a comparison both sides are scaled to this, so that shares are compared and not counts.
  private static final long WHOLE = 1_000_000;

  private final Path recording;
  private final GrowthWindows windows;

  private FlameGraphs(Path recording, GrowthWindows windows) {
    this.recording = recording;
    this.windows = windows;
  }

  /**
   * Finds the growths in a recording.
   *
   * @param recording a file with samples and growths, as {@code mapscope record} makes it
   * @return the flame graphs that can be drawn of it
   * @throws IOException when the file is missing, empty, cut off, damaged or none of Flight
   *     Recorder's; the message is one line that names it and the remedy
   */
  public static FlameGraphs of(Path recording) throws IOException {
    CheckedRecording.of(Objects.requireNonNull(recording, "recording"), Set.of());
    try (JfrReader reader = new JfrReader(recording.toString())) {
      return new FlameGraphs(recording, GrowthWindows.read(reader));
    } catch (java.nio.BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException(recording + " is damaged; dump the recording again", e);
    }
  }

  /**
   * How many growths, and steps of growths, were found.
   *
   * @return the number of windows
   */
  public long windows() {
    return windows.size() + windows.dropped();
  }

  /**
   * How many of them were too short to be told apart: half a million are kept, the longest. Samples
   * in the others count as taken outside of growths.
   *
   * @return 0 in nearly all recordings
   */
  public long tooShort() {
    return windows.dropped();
  }

  /**
   * A page with the flame graph.
   *
   * @param request which samples
   * @param title heading of the page, any text
   * @param out gets the page, stays open
   * @return samples, bytes or nanoseconds in it
   * @throws IOException when the file cannot be read or the page not be written
   */
  public long html(FlameRequest request, String title, OutputStream out) throws IOException {
    Arguments arguments = arguments(request);
    arguments.title = escaped(title);
    return draw(request, arguments, out);
  }

  /**
   * The stacks as lines, frames separated by semicolons, with their number.
   *
   * @param request which samples
   * @param out gets the lines, stays open
   * @return samples, bytes or nanoseconds in it
   * @throws IOException when the file cannot be read or the lines not be written
   */
  public long collapsed(FlameRequest request, OutputStream out) throws IOException {
    Arguments arguments = arguments(request);
    arguments.output = "collapsed";
    return draw(request, arguments, out);
  }

  /**
   * The samples as OTLP profiles, each linked to the span that was active in its growth.
   *
   * @param request which samples; of growths or of the rest, not compared
   * @param out gets one {@code ProfilesData} message, stays open
   * @return samples in it
   * @throws IOException when the file cannot be read or the message not be written
   */
  public long otlp(FlameRequest request, OutputStream out) throws IOException {
    if (request.during() == During.DIFF) {
      throw new IllegalArgumentException("OTLP profiles compare nothing: ask for growth or steady");
    }
    try (JfrReader reader = new JfrReader(recording.toString())) {
      GrowthProfile profile = new GrowthProfile(reader, arguments(request), windows, request);
      profile.convert();
      profile.write(out);
      return profile.samples();
    }
  }

  /**
   * The stacks of each growth by itself.
   *
   * @param kind what was sampled
   * @return to be asked for one growth after another
   * @throws IOException when the file cannot be read
   */
  public GrowthStacks stacks(SampleKind kind) throws IOException {
    try (JfrReader reader = new JfrReader(recording.toString())) {
      return GrowthStacks.read(reader, windows, kind);
    }
  }

  private long draw(FlameRequest request, Arguments arguments, OutputStream out)
      throws IOException {
    SplitSamples samples;
    try (JfrReader reader = new JfrReader(recording.toString())) {
      samples = new SplitSamples(reader, arguments, windows, request);
      samples.convert();
    }
    switch (request.during()) {
      case GROWTH -> write(samples.growth, out);
      case STEADY -> write(samples.steady, out);
      case DIFF -> {
        FlameGraph growth = scaled(samples.growth, samples.growthTotal, arguments);
        growth.diff(scaled(samples.steady, samples.steadyTotal, arguments));
        write(growth, out);
      }
    }
    return request.during() == During.STEADY ? samples.steadyTotal : samples.growthTotal;
  }

  private static FlameGraph scaled(FlameGraph graph, long total, Arguments arguments)
      throws IOException {
    String output = arguments.output;
    arguments.output = "collapsed";
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    write(graph, lines);
    arguments.output = output;
    StringBuilder scaled = new StringBuilder();
    for (String line : lines.toString(StandardCharsets.UTF_8).lines().toList()) {
      int blank = line.lastIndexOf(' ');
      double count = Long.parseLong(line.substring(blank + 1));
      long share = Math.round(count * WHOLE / total);
      scaled.append(line, 0, blank + 1).append(share).append('\n');
    }
    FlameGraph result = new FlameGraph(arguments);
    result.parseCollapsed(new StringReader(scaled.toString()));
    return result;
  }

  private static void write(FlameGraph graph, OutputStream out) throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    graph.dump(page);
    page.writeTo(out);
  }

  private static Arguments arguments(FlameRequest request) {
    Arguments arguments = new Arguments();
    request.kind().describe(arguments);
    return arguments;
  }

  /** The page takes its title as it is, and a map may be called anything. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
