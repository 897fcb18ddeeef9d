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

  private final Map<String, String> same = new HashMap<>();
  private final Map<String, MapName> types = new HashMap<>();
  private final Map<Integer, Optional<String>> callSites = new HashMap<>();
  private final Map<Call, Optional<MapName>> grown = new HashMap<>();

  /** Stacks are numbered anew. */
  void nextChunk() {
    callSites.clear();
    grown.clear();
  }

  /** Class and method of the first frame of the program, or null. */
  String callSite(JfrReader reader, int stackTraceId) {
    return callSites
        .computeIfAbsent(
            stackTraceId,
            id -> Optional.ofNullable(Frames.callSite(reader, id)).map(site -> same(site)))
        .orElse(null);
  }

  /** The class of the map that a call grew, or null. */
  MapName grown(JfrReader reader, MethodTrace call) {
    return grown
        .computeIfAbsent(
            new Call(call.method, call.stackTraceId),
            key ->
                Optional.of(Frames.traced(reader, call))
                    .filter(TracedCall::grows)
                    .map(traced -> types.computeIfAbsent(traced.type(), MapName::new)))
        .orElse(null);
  }

  private String same(String text) {
    return same.computeIfAbsent(text, t -> t);
  }
}
