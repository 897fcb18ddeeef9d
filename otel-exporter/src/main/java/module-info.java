/**
 * Turns the Flight Recorder events of hash maps into OpenTelemetry spans and metrics.
 *
 * <p>{@link io.mapscope.otel} is the way in, {@link io.mapscope.otel.catalog} lists what comes out.
 */
// OpenTelemetry publishes no module descriptors, only stable automatic names.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module io.mapscope.otel {
  // Not used: annotations of the classes that describe an SDK, for the compiler.
  requires static com.fasterxml.jackson.annotation;
  requires io.mapscope.attach;
  requires transitive io.mapscope.events;
  requires transitive io.opentelemetry.api;
  requires io.opentelemetry.api.incubator;
  requires io.opentelemetry.common;
  requires io.opentelemetry.context;
  requires io.opentelemetry.exporter.internal;
  requires io.opentelemetry.exporter.internal.otlp;
  requires io.opentelemetry.sdk;
  requires io.opentelemetry.sdk.autoconfigure;
  requires io.opentelemetry.sdk.autoconfigure.declarativeconfig;
  requires io.opentelemetry.sdk.autoconfigure.spi;
  requires io.opentelemetry.sdk.common;
  requires io.opentelemetry.sdk.metrics;
  requires transitive io.opentelemetry.sdk.trace;
  requires java.logging;
  requires java.management;
  requires java.management.rmi;
  requires java.rmi;
  // Not ours: the Prometheus exporter, having no descriptor, cannot ask for it.
  requires jdk.httpserver;
  // For sources elsewhere only: an image for a service need not have it.
  requires static jdk.management.jfr;
  requires org.slf4j;

  exports io.mapscope.otel;
  exports io.mapscope.otel.catalog;
}
