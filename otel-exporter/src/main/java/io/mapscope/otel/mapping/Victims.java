package io.mapscope.otel.mapping;

import io.opentelemetry.api.trace.SpanContext;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The victims of one growth: the sampled spans whose writes have worked for it.
 *
 * <p>Implementation note. A growth of ten million entries has some hundred thousand victims, a span
 * at most 128 links by the SDK's default. So those who paid most are told. Of more victims than are
 * held, a new one takes the place of the one who has paid least, if it pays more: the order of
 * arrival decides at the lower end only, where payments hardly differ.
 */
final class Victims {

  /** Links of one growth; far below the SDK's limit, as many as a reader will look at. */
  static final int MOST_TOLD = 32;

  static final int MOST_HELD = 256;

  private static final Comparator<Victim> MOST_FIRST =
      Comparator.comparingLong(Victim::nanos)
          .reversed()
          .thenComparing(victim -> victim.span().getSpanId());

  private final Map<String, Victim> bySpan = new HashMap<>();

  void paid(SpanContext span, long nanos) {
    if (!span.isValid()) {
      return;
    }
    Victim known = bySpan.get(span.getSpanId());
    if (known != null) {
      bySpan.put(span.getSpanId(), new Victim(span, known.nanos() + nanos));
    } else if (bySpan.size() < MOST_HELD || replacesOne(nanos)) {
      bySpan.put(span.getSpanId(), new Victim(span, nanos));
    }
  }

  private boolean replacesOne(long nanos) {
    Victim least = bySpan.values().stream().max(MOST_FIRST).orElseThrow();
    if (least.nanos() >= nanos) {
      return false;
    }
    bySpan.remove(least.span().getSpanId());
    return true;
  }

  /** Who paid most, first. */
  List<Victim> told() {
    return bySpan.values().stream().sorted(MOST_FIRST).limit(MOST_TOLD).toList();
  }
}
