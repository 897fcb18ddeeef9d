package io.mapscope.report.scan;

import io.mapscope.events.recording.TracedCall;
import java.util.LinkedHashSet;
import java.util.Set;

/** The methods that async-profiler was told to trace: a setting for each, told in each chunk. */
final class AgentTraces {

  private final Set<String> methods = new LinkedHashSet<>();
  private long longest;

  /** Takes one: {@code package.Class.method:1000000ns}. */
  void traces(String value) {
    int colon = value.lastIndexOf(':');
    String method = colon < 0 ? value : value.substring(0, colon);
    methods.add(method);
    if (colon >= 0 && TracedCall.grows(method.substring(method.lastIndexOf('.') + 1))) {
      longest = Math.max(longest, TraceThreshold.nanos(value.substring(colon + 1)));
    }
  }

  boolean isThere() {
    return !methods.isEmpty();
  }

  String methods() {
    return String.join(";", methods);
  }

  /** The longest threshold of a method that grows a map. */
  long longestNanos() {
    return longest;
  }
}
