package io.mapscope.otel.mapping;

import io.mapscope.events.recording.CallSite;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;

/** Where an event came from, as attributes of its span; each made once for many spans. */
final class Origin {

  private Origin() {}

  /** Empty for an id that is none; the name may be null. */
  static Attributes ofThread(long id, String name) {
    AttributesBuilder thread = Attributes.builder();
    if (id > 0) {
      thread.put(SpanKeys.THREAD_ID, id);
    }
    // A virtual thread has no name unless it was given one.
    if (name != null && !name.isEmpty()) {
      thread.put(SpanKeys.THREAD_NAME, name);
    }
    return thread.build();
  }

  /** Empty for null; the line only when it is known. */
  static Attributes ofCallSite(CallSite site) {
    if (site == null) {
      return Attributes.empty();
    }
    AttributesBuilder attributes = Attributes.builder();
    attributes.put(SpanKeys.CODE_FUNCTION_NAME, site.function());
    if (site.line() > 0) {
      attributes.put(SpanKeys.CODE_LINE_NUMBER, site.line());
    }
    return attributes.build();
  }
}
