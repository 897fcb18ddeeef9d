package io.mapscope.flame.record;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The options of async-profiler's agent.
 *
 * <p>Implementation note. {@code ctimer} samples time on a processor without perf events, which
 * containers and ordinary users may not use. Wall clock, allocation and locks can run beside it.
 * {@code timeout} ends a recording whose owner was killed.
 */
final class AgentOptions {

  static final String STOP = "stop";
  static final String STATUS = "status";

  private static final String ENDED = "not active";

  private AgentOptions() {}

  /** Whether the agent's answer to a stop is that there is nothing to stop. */
  static boolean saysEnded(String answer) {
    return answer != null && answer.contains(ENDED);
  }

  /**
   * Starts a recording.
   *
   * @param settings Flight Recorder settings to record with too, or null for the agent's part alone
   */
  static String start(RecordingPlan plan, Path file, Path settings, Path log) {
    List<String> options = new ArrayList<>(List.of("start", "jfr"));
    if (plan.samplings().contains(Sampling.CPU)) {
      options.add("event=ctimer");
      options.add("interval=10ms");
    }
    if (plan.samplings().contains(Sampling.WALL)) {
      options.add("wall=50ms");
    }
    if (plan.samplings().contains(Sampling.ALLOC)) {
      options.add("alloc=512k");
    }
    if (plan.samplings().contains(Sampling.LOCK)) {
      options.add("lock=1ms");
    }
    for (TracedMethod method : plan.methods()) {
      options.add("trace=" + method.forAgent(plan.threshold()));
    }
    options.add("timeout=" + plan.limit().toSeconds());
    if (settings != null) {
      options.add("jfrsync=" + settings);
    }
    options.add("file=" + file);
    if (log != null) {
      options.add("log=" + log);
    }
    return String.join(",", options);
  }
}
