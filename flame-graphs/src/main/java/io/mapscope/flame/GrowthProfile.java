package io.mapscope.flame;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import one.convert.Arguments;
import one.convert.JfrToOtlp;
import one.jfr.JfrReader;
import one.jfr.event.Event;

/**
 * The samples of one side as OTLP profiles.
 *
 * <p>Implementation note. The converter writes no links, so they are put in afterwards by {@link
 * OtlpLinks}, which finds a sample's span by its time.
 */
final class GrowthProfile extends JfrToOtlp {

  private final GrowthWindows windows;
  private final FlameRequest request;
  private final Map<Long, TraceLink> links = new HashMap<>();
  private long samples;

  GrowthProfile(
      JfrReader reader, Arguments arguments, GrowthWindows windows, FlameRequest request) {
    super(reader, arguments);
    this.windows = windows;
    this.request = request;
  }

  @Override
  protected void collectEvents(one.convert.Filter all) throws IOException {
    for (Event event; (event = jfr.readEvent(request.kind().type)) != null; ) {
      if (request.kind().has(event, jfr) && jfr.stackTraces.get(event.stackTraceId) != null) {
        GrowthWindow window =
            windows.at(ThreadKeys.of(jfr, event.tid), jfr.eventTimeToNanos(event.time));
        if (request.during() == During.STEADY ? window == null : wanted(window)) {
          collector.collect(event);
          samples++;
          if (window != null && window.trace() != null) {
            links.put(unixNanos(event), window.trace());
          }
        }
      }
    }
  }

  private boolean wanted(GrowthWindow window) {
    return window != null && request.wants(window);
  }

  /** As the converter computes it, which is by another rounding than the reader. */
  private long unixNanos(Event event) {
    return jfr.chunkStartNanos + (long) ((event.time - jfr.chunkStartTicks) * jfr.nanosPerTick);
  }

  long samples() {
    return samples;
  }

  void write(OutputStream out) throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    dump(plain);
    out.write(
        links.isEmpty() ? plain.toByteArray() : new OtlpLinks(links).into(plain.toByteArray()));
  }
}
