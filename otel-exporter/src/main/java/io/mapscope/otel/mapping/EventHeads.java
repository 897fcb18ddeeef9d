package io.mapscope.otel.mapping;

import io.mapscope.events.recording.CallSite;
import io.mapscope.otel.mapping.EventHead.Caller;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import java.util.IdentityHashMap;
import java.util.function.Function;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;

/**
 * Decodes what {@linkplain EventHead heads} are made of.
 *
 * <p>Implementation note. Threads and stacks are the dear part: the frames of a stack are made anew
 * each time they are asked for, 64 objects to find one line. But equal stacks of a chunk are one
 * object, so what was found is kept by identity until the batch ends. Then it is dropped, or it
 * would hold the constants of chunks that are over.
 */
final class EventHeads {

  // A batch of a live stream has some hundred stacks; a file's may have any number.
  private static final int MOST_KEPT = 10_000;

  private static final Caller UNKNOWN = new Caller(-1, Attributes.empty(), Attributes.empty());

  private final boolean wanted;
  private final IdentityHashMap<RecordedThread, Caller> threads = new IdentityHashMap<>();
  private final IdentityHashMap<RecordedStackTrace, Attributes> callSites = new IdentityHashMap<>();

  // Most events are of the thread and the line of the event before.
  private Caller latest = UNKNOWN;

  EventHeads(boolean wanted) {
    this.wanted = wanted;
  }

  /** Whether anybody wants spans; else only what metrics are made of need be decoded. */
  boolean wanted() {
    return wanted;
  }

  /** Who called the map; both may be null. */
  Caller caller(RecordedThread thread, RecordedStackTrace stack) {
    Caller known = thread == null ? UNKNOWN : kept(threads, thread, EventHeads::read);
    Attributes site = stack == null ? known.callSite() : kept(callSites, stack, EventHeads::read);
    if (latest.threadId() != known.threadId()
        || latest.thread() != known.thread()
        || latest.callSite() != site) {
      latest = new Caller(known.threadId(), known.thread(), site);
    }
    return latest;
  }

  void endBatch() {
    threads.clear();
    callSites.clear();
  }

  /** The span that was active, invalid when there was none or its trace is not sampled. */
  static SpanContext victim(RecordedEvent event, EventField spanId) {
    long span = spanId.getLong(event);
    if (span == 0 || !event.getBoolean("traceSampled")) {
      return SpanContext.getInvalid();
    }
    return SpanContext.createFromRemoteParent(
        TraceId.fromLongs(event.getLong("traceIdHigh"), event.getLong("traceIdLow")),
        SpanId.fromLong(span),
        TraceFlags.getSampled(),
        TraceState.getDefault());
  }

  private static Caller read(RecordedThread thread) {
    long id = thread.getJavaThreadId();
    return new Caller(id, Origin.ofThread(id, thread.getJavaName()), UNKNOWN.callSite());
  }

  private static Attributes read(RecordedStackTrace stack) {
    return Origin.ofCallSite(CallSite.of(stack));
  }

  private static <K, V> V kept(IdentityHashMap<K, V> kept, K key, Function<K, V> read) {
    V value = kept.get(key);
    if (value == null) {
      if (kept.size() >= MOST_KEPT) {
        kept.clear();
      }
      value = read.apply(key);
      kept.put(key, value);
    }
    return value;
  }
}
