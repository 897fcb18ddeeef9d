package io.mapscope.otel.pipeline;

import io.mapscope.otel.pipeline.MetricTotals.Series;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Totals of metrics as bytes. Attributes of metrics are texts, truth values and whole numbers. */
public final class MetricTotalsFormat {

  private MetricTotalsFormat() {}

  /**
   * Writes totals.
   *
   * @param totals not null
   * @param out where to, not null
   * @throws IOException when it cannot be written
   */
  public static void write(MetricTotals totals, DataOutputStream out) throws IOException {
    out.writeInt(totals.bySeries().size());
    for (Map.Entry<Series, MetricTotal> entry : totals.bySeries().entrySet()) {
      out.writeUTF(entry.getKey().metric());
      write(entry.getKey().attributes(), out);
      write(entry.getValue(), out);
    }
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @param in where from, not null
   * @return the totals
   * @throws IOException when it cannot be read
   */
  public static MetricTotals read(DataInputStream in) throws IOException {
    Map<Series, MetricTotal> totals = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      Series series = new Series(in.readUTF(), readAttributes(in));
      totals.put(series, readTotal(in));
    }
    return new MetricTotals(totals);
  }

  private static void write(Attributes attributes, DataOutputStream out) throws IOException {
    out.writeInt(attributes.size());
    for (Map.Entry<AttributeKey<?>, Object> entry : attributes.asMap().entrySet()) {
      out.writeUTF(entry.getKey().getType().name());
      out.writeUTF(entry.getKey().getKey());
      out.writeUTF(entry.getValue().toString());
    }
  }

  private static Attributes readAttributes(DataInputStream in) throws IOException {
    AttributesBuilder attributes = Attributes.builder();
    for (int left = in.readInt(); left > 0; left--) {
      AttributeType type = AttributeType.valueOf(in.readUTF());
      String key = in.readUTF();
      String value = in.readUTF();
      switch (type) {
        case STRING -> attributes.put(key, value);
        case BOOLEAN -> attributes.put(key, Boolean.parseBoolean(value));
        case LONG -> attributes.put(key, Long.parseLong(value));
        default -> throw new IOException("attribute " + key + " of type " + type);
      }
    }
    return attributes.build();
  }

  private static void write(MetricTotal total, DataOutputStream out) throws IOException {
    out.writeLong(total.start());
    out.writeLong(total.value());
    out.writeDouble(total.sum());
    out.writeDouble(total.min());
    out.writeDouble(total.max());
    out.writeInt(total.boundaries().size());
    for (double boundary : total.boundaries()) {
      out.writeDouble(boundary);
    }
    out.writeInt(total.counts().size());
    for (long count : total.counts()) {
      out.writeLong(count);
    }
  }

  private static MetricTotal readTotal(DataInputStream in) throws IOException {
    long start = in.readLong();
    long value = in.readLong();
    double sum = in.readDouble();
    double min = in.readDouble();
    double max = in.readDouble();
    List<Double> boundaries = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      boundaries.add(in.readDouble());
    }
    List<Long> counts = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      counts.add(in.readLong());
    }
    return new MetricTotal(
        start, value, sum, min, max, List.copyOf(boundaries), List.copyOf(counts));
  }
}
