package io.mapscope.flame;

import io.mapscope.events.recording.TracedCall;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import one.jfr.JfrReader;
import one.jfr.event.MethodTrace;

/** What the stacks of one chunk tell: it has few of them and many events. */
final class ChunkStacks {

  private record Call(long method, int stackTraceId) {}

  private record Stack(int id, String map) {}

  private final Map<String, String> same = new HashMap<>();
  private final Map<String, MapName> types = new HashMap<>();
  private final Map<Stack, Optional<String>> callSites = new HashMap<>();
  private final Map<Call, Optional<TracedCall>> grown = new HashMap<>();

  /** Stacks are numbered anew. */
  void nextChunk() {
    callSites.clear();
    grown.clear();
  }

  /**
   * The line of the program that called a map, or null.
   *
   * @param map class of a map that is not instrumented, or null
   */
  String callSite(JfrReader reader, int stackTraceId, String map) {
    return callSites
        .computeIfAbsent(
            new Stack(stackTraceId, map),
            stack -> Optional.ofNullable(Frames.callSite(reader, stack.id, map)).map(this::same))
        .orElse(null);
  }

  /** The call itself when it grew a map, or null. */
  TracedCall grown(JfrReader reader, MethodTrace call) {
    return grown
        .computeIfAbsent(
            new Call(call.method, call.stackTraceId),
            key -> Optional.of(Frames.traced(reader, call)).filter(TracedCall::grows))
        .orElse(null);
  }

  /** The one name of all maps of a class. */
  MapName named(String type) {
    return types.computeIfAbsent(type, MapName::new);
  }

  private String same(String text) {
    return same.computeIfAbsent(text, t -> t);
  }
}
