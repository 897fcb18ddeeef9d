package io.mapscope.report.scan;

import io.mapscope.events.recording.TracedCall;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jfr.EventType;
import jdk.jfr.consumer.MetadataEvent;
import jdk.jfr.consumer.RecordedEvent;

/**
 * The machine, the JVM and the settings, as far as the recording tells.
 *
 * <p>Implementation note. Of the JVM's arguments only those that begin with -X are shown: system
 * properties and program arguments carry passwords, and reports are passed on.
 */
public final class Surroundings {

  private static final double GIB = 1L << 30;
  private static final String THRESHOLD = TracedCall.EVENT + "#threshold";
  private static final String FILTER = TracedCall.EVENT + "#filter";
  private static final String AGENT_TRACE = "trace";
  private static final Pattern NONE = Pattern.compile("0\\s*[a-z]*");

  private final Map<String, String> facts = new LinkedHashMap<>();
  private final Map<Long, String> eventNames = new HashMap<>();
  private final Map<String, String> settings = new TreeMap<>();
  private boolean shutdown;

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
    facts.put(
        "Heap", String.format(Locale.ROOT, "%.2f GiB at most", event.getLong("maxSize") / GIB));
  }

  void setting(RecordedEvent event) {
    String type = eventNames.get(event.getLong("id"));
    String name = event.getString("name");
    boolean ofMaps =
        type != null && (type.startsWith("mapscope.") || type.equals(TracedCall.EVENT));
    if (name.equals(AGENT_TRACE)) {
      agentTraces(event.getString("value"));
    } else if (ofMaps
        && (name.equals("threshold") || name.equals("filter") || name.equals("enabled"))) {
      settings.put(type + "#" + name, event.getString("value"));
    }
  }

  /** async-profiler writes {@code package.Class.method:1000000ns}, a setting for each method. */
  private void agentTraces(String value) {
    int colon = value.lastIndexOf(':');
    String method = colon < 0 ? value : value.substring(0, colon);
    settings.merge(FILTER, method, (all, one) -> all.contains(one) ? all : all + ";" + one);
    settings.put(THRESHOLD, colon < 0 ? "0 ns" : value.substring(colon + 1));
  }

  /** The shortest call of a traced method that was recorded, as the settings have it, or null. */
  public String shortestTrace() {
    String threshold = settings.get(THRESHOLD);
    return threshold == null || NONE.matcher(threshold).matches() ? null : threshold;
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
    return settings;
  }

  /** Whether the JVM ended while it was recorded, and its maps with it. */
  public boolean ended() {
    return shutdown;
  }
}
