package io.mapscope.otel.mapping;

import io.mapscope.events.recording.CallSite;
import io.mapscope.events.recording.TracedCall;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Growths of maps that nobody instrumented, from traced calls.
 *
 * <p>Implementation note. Such a call has a duration, a thread and a stack, but no map: maps are
 * told apart by class and by the line that called them. What is traced is anybody's choice, so only
 * methods whose name speaks of growth are taken. {@code ConcurrentHashMap.helpTransfer} is left to
 * the {@code transfer} inside of it, which is a stall, and no growth of its own. A growth waits two
 * batches for the end of the scope that it happened in, as that comes later.
 */
final class TracedGrowths {

  static final String IN_NEW_TLAB = "jdk.ObjectAllocationInNewTLAB";
  static final String OUTSIDE_TLAB = "jdk.ObjectAllocationOutsideTLAB";
  static final String HEAP_CONFIGURATION = "jdk.GCHeapConfiguration";
  static final String SCOPE = "io.opentelemetry.context.Scope";

  /** The events that tell of such growths. */
  static final List<String> EVENTS =
      List.of(TracedCall.EVENT, IN_NEW_TLAB, OUTSIDE_TLAB, HEAP_CONFIGURATION, SCOPE);

  private static final int BATCHES_TO_WAIT = 2;
  private static final int MOST_WAITING = 10_000;

  private record Waiting(TracedGrowth growth, long batch) {}

  private final MapNaming naming;
  private final Spans spans;
  private final Instruments instruments;
  private final TableAllocations tables = new TableAllocations();
  private final ActiveScopes scopes = new ActiveScopes();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long batch;

  TracedGrowths(MapNaming naming, Spans spans, Instruments instruments) {
    this.naming = naming;
    this.spans = spans;
    this.instruments = instruments;
  }

  TableAllocations tables() {
    return tables;
  }

  ActiveScopes scopes() {
    return scopes;
  }

  void traced(GrowthCall call) {
    TracedGrowth growth = growth(call);
    instruments.tracedGrowth(growth, spans.context(growth));
    if (waiting.size() == MOST_WAITING) {
      tell(waiting.removeFirst().growth);
    }
    waiting.addLast(new Waiting(growth, batch));
  }

  private TracedGrowth growth(GrowthCall call) {
    String type = call.method().type();
    CallSite site = call.site();
    long start = call.time().startNanos();
    long end = call.time().endNanos();
    MapIdentity identity =
        naming.traced(site == null ? null : site.function() + ":" + site.line(), type);
    return new TracedGrowth(
        identity,
        type + "." + call.method().method(),
        call.threadId(),
        call.threadName(),
        start,
        end,
        site,
        tables.buckets(type, call.threadId(), start, end),
        call.helping());
  }

  void endBatch() {
    batch++;
    tellUpTo(batch - BATCHES_TO_WAIT);
  }

  void end() {
    tellUpTo(batch);
  }

  private void tellUpTo(long last) {
    while (!waiting.isEmpty() && waiting.getFirst().batch <= last) {
      tell(waiting.removeFirst().growth);
    }
  }

  private void tell(TracedGrowth growth) {
    spans.traced(
        growth, scopes.activeIn(growth.threadId(), growth.startNanos(), growth.endNanos()));
  }
}
