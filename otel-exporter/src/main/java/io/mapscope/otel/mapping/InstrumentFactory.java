package io.mapscope.otel.mapping;

import io.mapscope.otel.catalog.MetricCatalog.Metric;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.function.Consumer;

/** Builds instruments from the catalogue, so that the catalogue cannot lie. */
final class InstrumentFactory {

  private final Meter meter;

  InstrumentFactory(Meter meter) {
    this.meter = meter;
  }

  DoubleHistogram histogram(Metric metric) {
    return meter
        .histogramBuilder(metric.name())
        .setUnit(metric.unit())
        .setDescription(metric.description())
        .setExplicitBucketBoundariesAdvice(metric.boundaries())
        .build();
  }

  LongCounter counter(Metric metric) {
    return meter
        .counterBuilder(metric.name())
        .setUnit(metric.unit())
        .setDescription(metric.description())
        .build();
  }

  void observedCounter(Metric metric, Consumer<ObservableLongMeasurement> callback) {
    meter
        .counterBuilder(metric.name())
        .setUnit(metric.unit())
        .setDescription(metric.description())
        .buildWithCallback(callback);
  }

  void observedUpDownCounter(Metric metric, Consumer<ObservableLongMeasurement> callback) {
    meter
        .upDownCounterBuilder(metric.name())
        .setUnit(metric.unit())
        .setDescription(metric.description())
        .buildWithCallback(callback);
  }

  void observedGauge(Metric metric, Consumer<ObservableDoubleMeasurement> callback) {
    meter
        .gaugeBuilder(metric.name())
        .setUnit(metric.unit())
        .setDescription(metric.description())
        .buildWithCallback(callback);
  }
}
