package io.mapscope.report.scan;

import io.mapscope.events.recording.TracedCall;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.EventType;
import jdk.jfr.consumer.MetadataEvent;
import jdk.jfr.consumer.RecordedEvent;

/**
 * The machine, the JVM and the settings, as far as the recording tells.
 *
 * <p>Implementation note. Of the JVM's arguments only those that begin with -X are shown: system
 * properties and program arguments carry passwords, and reports are passed on. async-profiler has a
 * threshold for each method and tells them in the order of its options; what was not recorded is
 * what is below the longest of methods that grow maps. Long chains are traced without one.
 */
public final class Surroundings {

  private static final double GIB = 1L << 30;
  private static final String THRESHOLD = TracedCall.EVENT + "#threshold";
  private static final String FILTER = TracedCall.EVENT + "#filter";
  private static final String ENABLED = TracedCall.EVENT + "#enabled";
  private static final String AGENT_TRACE = "trace";

  private final Map<String, String> facts = new LinkedHashMap<>();
  private final Map<Long, String> eventNames = new HashMap<>();
  private final Map<String, String> settings = new TreeMap<>();
  private final AgentTraces agent = new AgentTraces();
  private boolean shutdown;
  private int referenceBytes;

  Surroundings() {}

  void metadata(MetadataEvent event) {
    for (EventType type : event.getEventTypes()) {
      eventNames.put(type.getId(), type.getName());
    }
  }

  void jvm(RecordedEvent event) {
    facts.put("JVM", text(event, "jvmVersion"));
    String arguments = text(event, "jvmArguments");
    if (!arguments.isEmpty()) {
      String shown =
          Arrays.stream(arguments.split(" "))
              .filter(argument -> argument.startsWith("-X"))
              .collect(Collectors.joining(" "));
      facts.put("JVM options", shown.isEmpty() ? "none that begin with -X" : shown);
    }
    facts.put("Process", Long.toString(event.getLong("pid")));
  }

  void cpu(RecordedEvent event) {
    Optional<String> brand =
        text(event, "description")
            .lines()
            .filter(line -> line.startsWith("Brand:"))
            .map(line -> line.replaceAll("Brand:\\s*|, Vendor:.*", ""))
            .findFirst();
    String processor = brand.orElseGet(() -> text(event, "cpu"));
    if (!processor.isEmpty() && event.hasField("hwThreads")) {
      facts.put("Processor", processor + ", " + event.getInt("hwThreads") + " hardware threads");
    }
  }

  /** Empty when it is not told: async-profiler's events need not have all fields of the JVM's. */
  private static String text(RecordedEvent event, String field) {
    String text = event.hasField(field) ? event.getString(field) : null;
    return text == null ? "" : text;
  }

  void system(RecordedEvent event) {
    String version = text(event, "osVersion");
    facts.put("System", version.lines().limit(2).collect(Collectors.joining(" ")));
  }

  void collector(RecordedEvent event) {
    facts.put(
        "Garbage collector",
        event.getString("youngCollector") + " and " + event.getString("oldCollector"));
  }

  void heap(RecordedEvent event) {
    referenceBytes = event.getBoolean("usesCompressedOops") ? Integer.BYTES : Long.BYTES;
    facts.put(
        "Heap", String.format(Locale.ROOT, "%.2f GiB at most", event.getLong("maxSize") / GIB));
  }

  void setting(RecordedEvent event) {
    String type = eventNames.get(event.getLong("id"));
    String name = event.getString("name");
    boolean ofMaps =
        type != null && (type.startsWith("mapscope.") || type.equals(TracedCall.EVENT));
    if (name.equals(AGENT_TRACE)) {
      agent.traces(event.getString("value"));
    } else if (ofMaps
        && (name.equals("threshold") || name.equals("filter") || name.equals("enabled"))) {
      settings.put(type + "#" + name, event.getString("value"));
    }
  }

  /** The shortest growth of a map of the JDK that was recorded, 0 when there was no such limit. */
  public long shortestTraceNanos() {
    boolean traces = !"false".equals(settings.get(ENABLED));
    long own = traces ? TraceThreshold.nanos(settings.getOrDefault(THRESHOLD, "0 ns")) : 0;
    return Math.max(own, agent.longestNanos());
  }

  /** Bytes of a reference, 0 when the recording does not tell. */
  public int referenceBytes() {
    return referenceBytes;
  }

  void shutdown() {
    shutdown = true;
  }

  /** Name and value of what is known, in the order to show. */
  public Map<String, String> facts() {
    return facts;
  }

  /** Settings of the events of maps: {@code event#setting} and value. */
  public Map<String, String> settings() {
    Map<String, String> all = new TreeMap<>(settings);
    if (agent.isThere()) { // Flight Recorder's own trace of methods was off then.
      all.put(ENABLED, "true");
      all.put(FILTER, agent.methods());
      all.put(THRESHOLD, agent.longestNanos() + " ns");
    }
    return all;
  }

  /** Whether the JVM ended while it was recorded, and its maps with it. */
  public boolean ended() {
    return shutdown;
  }
}
