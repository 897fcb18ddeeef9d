package io.mapscope.otel.mapping;

import io.mapscope.otel.catalog.MetricCatalog.Metric;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Builds instruments from the catalogue, so that the catalogue cannot lie. Closing it takes those
 * that call back out of the SDK.
 */
final class InstrumentFactory implements AutoCloseable {

  private final Meter meter;
  private final List<AutoCloseable> observed = new CopyOnWriteArrayList<>();

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
    observed.add(
        meter
            .counterBuilder(metric.name())
            .setUnit(metric.unit())
            .setDescription(metric.description())
            .buildWithCallback(callback));
  }

  ObservableLongMeasurement upDownCounterObserver(Metric metric) {
    return meter
        .upDownCounterBuilder(metric.name())
        .setUnit(metric.unit())
        .setDescription(metric.description())
        .buildObserver();
  }

  ObservableDoubleMeasurement gaugeObserver(Metric metric) {
    return meter
        .gaugeBuilder(metric.name())
        .setUnit(metric.unit())
        .setDescription(metric.description())
        .buildObserver();
  }

  /** Has the instruments, of which there is at least one, told together. */
  void observe(Runnable callback, List<ObservableMeasurement> instruments) {
    observed.add(
        meter.batchCallback(
            callback,
            instruments.get(0),
            instruments.subList(1, instruments.size()).toArray(ObservableMeasurement[]::new)));
  }

  void observedGauge(Metric metric, Consumer<ObservableDoubleMeasurement> callback) {
    observed.add(
        meter
            .gaugeBuilder(metric.name())
            .setUnit(metric.unit())
            .setDescription(metric.description())
            .buildWithCallback(callback));
  }

  @Override
  public void close() {
    for (AutoCloseable instrument : observed) {
      try {
        instrument.close();
      } catch (Exception e) {
        throw new IllegalStateException("an instrument that cannot be closed", e);
      }
    }
  }
}
