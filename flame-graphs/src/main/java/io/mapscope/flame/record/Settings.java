package io.mapscope.flame.record;

import io.mapscope.events.RecordingSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The Flight Recorder settings of a recording: the events of instrumented maps, what tells a growth
 * from other stops, and, where Flight Recorder is the engine, method traces and samples.
 *
 * <p>Implementation note. The settings of production are extended as text, one file that any JVM
 * reads; with them come the settings themselves, the machine and the end of the program. Nothing of
 * the environment is recorded, but the arguments of the JVM are. Large arrays are told by {@code
 * jdk.ObjectAllocationOutsideTLAB}, which has the exact size; the throttled {@code
 * jdk.ObjectAllocationSample} only has a weight. {@code io.opentelemetry.context.Scope} exists
 * where the program uses OpenTelemetry's events for Flight Recorder, and tells the victim. Flight
 * Recorder has one threshold for all methods, below which long chains would never be told, so they
 * are traced without one only.
 */
final class Settings {

  private static final String END = "</configuration>";
  private static final String ON = "enabled=true";
  private static final String STACK = "stackTrace=true";
  private static final String NO_STACK = "stackTrace=false";

  private Settings() {}

  static String of(RecordingPlan plan, Engine engine) {
    Map<String, String[]> events = new LinkedHashMap<>();
    events.put("jdk.JVMInformation", new String[] {ON, "period=beginChunk"});
    events.put("jdk.GarbageCollection", new String[] {ON, "threshold=0 ms"});
    events.put("io.opentelemetry.context.Scope", new String[] {ON, NO_STACK, "threshold=0 ms"});
    if (engine == Engine.FLIGHT_RECORDER) {
      trace(plan, events);
      sample(plan, events);
    }
    String base = RecordingSettings.PRODUCTION.text();
    int end = base.lastIndexOf(END);
    return base.substring(0, end) + text(events) + END + System.lineSeparator();
  }

  private static void trace(RecordingPlan plan, Map<String, String[]> events) {
    if (!plan.methods().isEmpty()) {
      String filter =
          plan.methods().stream()
              .filter(Engine.FLIGHT_RECORDER::traces)
              .filter(method -> method.hasThreshold() || plan.threshold().isZero())
              .map(TracedMethod::forFlightRecorder)
              .collect(Collectors.joining(";"));
      events.put(
          "jdk.MethodTrace",
          new String[] {
            ON, STACK, "threshold=" + plan.threshold().toNanos() + " ns", "filter=" + filter
          });
      events.put("jdk.ObjectAllocationOutsideTLAB", new String[] {ON, NO_STACK});
    }
  }

  private static void sample(RecordingPlan plan, Map<String, String[]> events) {
    if (plan.samplings().contains(Sampling.CPU)) {
      events.put("jdk.ExecutionSample", new String[] {ON, "period=10 ms"});
      events.put("jdk.NativeMethodSample", new String[] {ON, "period=20 ms"});
    }
    if (plan.samplings().contains(Sampling.ALLOC)) {
      events.put("jdk.ObjectAllocationSample", new String[] {ON, STACK, "throttle=300/s"});
    }
    if (plan.samplings().contains(Sampling.LOCK)) {
      events.put("jdk.JavaMonitorEnter", new String[] {ON, STACK, "threshold=1 ms"});
      events.put("jdk.ThreadPark", new String[] {ON, STACK, "threshold=1 ms"});
    }
  }

  private static String text(Map<String, String[]> events) {
    StringBuilder text = new StringBuilder();
    events.forEach(
        (name, settings) -> {
          text.append("  <event name=\"").append(name).append("\">\n");
          for (String setting : settings) {
            int equals = setting.indexOf('=');
            text.append("    <setting name=\"")
                .append(setting, 0, equals)
                .append("\">")
                .append(setting, equals + 1, setting.length())
                .append("</setting>\n");
          }
          text.append("  </event>\n");
        });
    return text.toString();
  }
}
