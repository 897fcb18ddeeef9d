package io.mapscope.otel.follow;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The totals that metrics tell, series by series. */
final class Totals {

  /** A counter's value, or a histogram's buckets. */
  record Point(long time, long start, List<Long> values) {}

  private Totals() {}

  static Map<String, List<Point>> bySeries(Collection<Metric> metrics) {
    Map<String, List<Point>> series = new TreeMap<>();
    for (Metric metric : metrics) {
      if (metric.getName().startsWith("otlp.") || metric.getName().equals("mapscope.spans.lost")) {
        // The SDK's word about itself; and one that names the destination.
        continue;
      }
      if (metric.hasSum() && metric.getSum().getIsMonotonic()) {
        for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
          add(
              series,
              name(metric, point.getAttributesList()),
              new Point(
                  point.getTimeUnixNano(),
                  point.getStartTimeUnixNano(),
                  List.of(point.getAsInt())));
        }
      } else if (metric.hasHistogram()) {
        for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
          add(
              series,
              name(metric, point.getAttributesList()),
              new Point(
                  point.getTimeUnixNano(),
                  point.getStartTimeUnixNano(),
                  point.getBucketCountsList()));
        }
      }
    }
    series.values().forEach(points -> points.sort(Comparator.comparingLong(Point::time)));
    return series;
  }

  /** What each series tells last. */
  static Map<String, List<Long>> last(Collection<Metric> metrics) {
    Map<String, List<Long>> last = new TreeMap<>();
    bySeries(metrics)
        .forEach((name, points) -> last.put(name, points.get(points.size() - 1).values()));
    return last;
  }

  private static String name(Metric metric, List<KeyValue> attributes) {
    return metric.getName()
        + attributes.stream()
            .map(each -> each.getKey() + "=" + each.getValue().toString().trim())
            .sorted()
            .toList();
  }

  private static void add(Map<String, List<Point>> series, String name, Point point) {
    series.computeIfAbsent(name, n -> new ArrayList<>()).add(point);
  }
}
