package io.mapscope.otel.pipeline;

import io.mapscope.otel.catalog.AttributeNames;
import io.mapscope.otel.catalog.MetricCatalog;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.List;
import java.util.function.Supplier;

/**
 * Publishes which spans did not arrive where.
 *
 * <p>Implementation note. Not among the lost events: a growth is one span of two events, most
 * events are no span at all, and one destination may get what another does not.
 */
final class LostSpans {

  private static final AttributeKey<String> DESTINATION =
      AttributeKey.stringKey(AttributeNames.DESTINATION);
  private static final AttributeKey<String> REASON =
      AttributeKey.stringKey(AttributeNames.LOSS_REASON);

  private LostSpans() {}

  static void register(Meter meter, Supplier<List<Delivery>> spans) {
    meter
        .counterBuilder(MetricCatalog.SPANS_LOST.name())
        .setUnit(MetricCatalog.SPANS_LOST.unit())
        .setDescription(MetricCatalog.SPANS_LOST.description())
        .buildWithCallback(out -> spans.get().forEach(delivery -> tell(out, delivery)));
  }

  private static void tell(ObservableLongMeasurement out, Delivery delivery) {
    out.record(delivery.dropped(), attributes(delivery, "queue_full"));
    out.record(delivery.failed(), attributes(delivery, "export_failed"));
  }

  private static Attributes attributes(Delivery delivery, String reason) {
    return Attributes.of(DESTINATION, delivery.destination(), REASON, reason);
  }
}
