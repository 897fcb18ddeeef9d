package io.mapscope.dashboards;

import io.mapscope.otel.catalog.MetricCatalog;
import io.mapscope.otel.catalog.MetricCatalog.Kind;
import io.mapscope.otel.catalog.MetricCatalog.Metric;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A metric of the exporter as Prometheus shows it.
 *
 * <p>Implementation note. The rules of OpenTelemetry's specification for Prometheus: dots become
 * underscores, the unit in full is a suffix, a unit in braces is dropped, a counter ends in {@code
 * _total}. The roads differ in one point: the Collector gives a gauge of unit 1 the suffix {@code
 * _ratio}, the exporter of the Java SDK does not. A test holds the names of the direct road against
 * that exporter.
 *
 * @param metric its definition in the exporter
 * @param names its names by either road, without the suffixes of a histogram's parts
 */
record EmittedMetric(Metric metric, Set<String> names) {

  private static final Map<String, String> UNIT_SUFFIXES = Map.of("s", "_seconds", "By", "_bytes");
  private static final List<String> HISTOGRAM_PARTS = List.of("_bucket", "_count", "_sum");

  static List<EmittedMetric> all() {
    return MetricCatalog.all().stream()
        .map(metric -> new EmittedMetric(metric, names(metric)))
        .toList();
  }

  boolean rises() {
    return metric.kind() == Kind.COUNTER || metric.kind() == Kind.HISTOGRAM;
  }

  /** The names of its series by either road. */
  Set<String> series() {
    if (metric.kind() != Kind.HISTOGRAM) {
      return names;
    }
    Set<String> series = new HashSet<>();
    names.forEach(name -> HISTOGRAM_PARTS.forEach(part -> series.add(name + part)));
    return series;
  }

  boolean isSelectedBy(PromQl.Selector selector) {
    return series().stream().anyMatch(selector::selects);
  }

  /** Label names: attributes with underscores. */
  Set<String> labels() {
    Set<String> labels = new HashSet<>(Set.of("job", "instance"));
    metric.attributes().forEach(attribute -> labels.add(withUnderscores(attribute)));
    if (metric.kind() == Kind.HISTOGRAM) {
      labels.add("le");
    }
    return labels;
  }

  private static Set<String> names(Metric metric) {
    return new HashSet<>(List.of(direct(metric), collector(metric)));
  }

  static String direct(Metric metric) {
    return withUnderscores(metric.name())
        + UNIT_SUFFIXES.getOrDefault(metric.unit(), "")
        + (metric.kind() == Kind.COUNTER ? "_total" : "");
  }

  static String collector(Metric metric) {
    boolean ratio = metric.kind() == Kind.GAUGE && metric.unit().equals("1");
    return direct(metric) + (ratio ? "_ratio" : "");
  }

  private static String withUnderscores(String name) {
    return name.replace('.', '_');
  }
}
