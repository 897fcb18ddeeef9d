package io.mapscope.cli.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** What an export has written, in a form that can be compared. */
final class Telemetry {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Telemetry() {}

  /** Each span with all that it says and its resource, by its id. */
  static Map<String, String> spans(Path folder) throws IOException {
    Map<String, String> spans = new TreeMap<>();
    forEachLine(
        folder.resolve("spans.jsonl"),
        line -> {
          for (JsonNode resource : line.get("resourceSpans")) {
            for (JsonNode scope : resource.get("scopeSpans")) {
              for (JsonNode span : scope.get("spans")) {
                String twin =
                    spans.put(
                        span.get("spanId").asText(),
                        sorted(span) + " of " + sorted(resource.get("resource")));
                if (twin != null) {
                  throw new AssertionError("twice: " + twin);
                }
              }
            }
          }
        });
    return spans;
  }

  /**
   * The last totals of each series: sums, gauges, and counts and buckets of histograms. Without how
   * often what repeats was repeated, and without the time that it took to arrive.
   */
  static Map<String, String> totals(Path folder) throws IOException {
    return totals(folder, resource -> "");
  }

  /** The same, where there is more than one JVM: each series begins with its resource. */
  static Map<String, String> totalsOfEach(Path folder) throws IOException {
    return totals(folder, resource -> sorted(resource) + " ");
  }

  private static Map<String, String> totals(Path folder, Function<JsonNode, String> prefix)
      throws IOException {
    Map<String, String> totals = new TreeMap<>();
    forEachLine(
        folder.resolve("metrics.jsonl"),
        line -> {
          for (JsonNode resource : line.get("resourceMetrics")) {
            String of = prefix.apply(resource.get("resource"));
            for (JsonNode scope : resource.get("scopeMetrics")) {
              for (JsonNode metric : scope.get("metrics")) {
                points(metric).forEach((series, value) -> totals.put(of + series, value));
              }
            }
          }
        });
    return totals;
  }

  /** The order of attributes differs from one JVM to the next. */
  private static JsonNode sorted(JsonNode node) {
    if (node.has("attributes")) {
      List<JsonNode> attributes = new ArrayList<>();
      node.get("attributes").forEach(attributes::add);
      attributes.sort(Comparator.comparing(JsonNode::toString));
      ((ObjectNode) node).putArray("attributes").addAll(attributes);
    }
    return node;
  }

  private static Map<String, String> points(JsonNode metric) {
    Map<String, String> points = new TreeMap<>();
    String name = metric.get("name").asText();
    for (String kind : new String[] {"sum", "gauge", "histogram"}) {
      if (metric.has(kind)) {
        for (JsonNode point : metric.get(kind).get("dataPoints")) {
          String series = name + " " + sorted(point).get("attributes");
          if (!depends(series)) {
            points.put(series, value(point));
          }
        }
      }
    }
    return points;
  }

  private static String value(JsonNode point) {
    return point.has("bucketCounts")
        ? point.get("count") + " " + point.get("bucketCounts") + nanos(point.get("sum"))
        : point.has("asInt") ? point.get("asInt").asText() : point.get("asDouble").asText();
  }

  /** Sums of floating point numbers depend on their order in the last places. */
  private static String nanos(JsonNode seconds) {
    return " " + Math.round(seconds.asDouble() * 1e9);
  }

  private static boolean depends(String series) {
    return series.startsWith("mapscope.stream.lag")
        || series.startsWith("mapscope.spans.lost") // Names the folder.
        // Of the JVM, not of the workload: one may pause before or after that.
        || series.startsWith("mapscope.gc.pause")
        || series.contains("jdk.GCPhasePause")
        || (series.startsWith("mapscope.events.received")
            && (series.contains("MapStatistics") || series.contains("MapCreated")));
  }

  private static void forEachLine(Path file, Consumer<JsonNode> action) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      for (String line : lines.toList()) {
        action.accept(JSON.readTree(line));
      }
    }
  }
}
