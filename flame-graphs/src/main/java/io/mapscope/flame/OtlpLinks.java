package io.mapscope.flame;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts links to spans into OTLP profiles that have none.
 *
 * <p>Implementation note. Rewrites the message along the path resource profiles, scope profiles,
 * profile, sample; all other fields are copied as they are. The converter keeps the samples of one
 * stack and thread as one with many times: it is split, one for each link. The table of links goes
 * into a second dictionary at the end: a message that comes twice is one whose repeated fields are
 * both lists, by the rules of Protocol Buffers.
 */
final class OtlpLinks {

  // Field numbers of opentelemetry.proto.profiles.v1development.
  private static final int[] PATH_TO_SAMPLES = {1, 2, 2, 2};
  private static final int DICTIONARY = 2;
  private static final int LINK_TABLE = 4;
  private static final int VALUES = 4;
  private static final int LINK_INDEX = 3;
  private static final int TIMES = 5;
  private static final int LINK_TRACE_ID = 1;
  private static final int LINK_SPAN_ID = 2;

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;

  private final Map<Long, TraceLink> byTime;
  private final Map<TraceLink, Integer> table = new LinkedHashMap<>();

  OtlpLinks(Map<Long, TraceLink> byTime) {
    this.byTime = byTime;
  }

  byte[] into(byte[] message) {
    Writer out = new Writer();
    rewrite(ByteBuffer.wrap(message), 0, out);
    Writer links = new Writer();
    for (TraceLink link : table.keySet()) {
      Writer entry = new Writer();
      entry.bytes(
          LINK_TRACE_ID,
          ByteBuffer.allocate(16).putLong(link.traceIdHigh()).putLong(link.traceIdLow()).array());
      entry.bytes(LINK_SPAN_ID, ByteBuffer.allocate(8).putLong(link.spanId()).array());
      links.bytes(LINK_TABLE, entry.toByteArray());
    }
    out.bytes(DICTIONARY, links.toByteArray());
    return out.toByteArray();
  }

  private void rewrite(ByteBuffer in, int depth, Writer out) {
    while (in.hasRemaining()) {
      int from = in.position();
      int field = (int) varint(in);
      ByteBuffer value = value(in, field & 7);
      if (field >>> 3 != PATH_TO_SAMPLES[depth] || (field & 7) != BYTES) {
        out.raw(in.slice(from, in.position() - from));
      } else if (depth == PATH_TO_SAMPLES.length - 1) {
        split(value, out);
      } else {
        Writer inner = new Writer();
        rewrite(value, depth + 1, inner);
        out.bytes(field >>> 3, inner.toByteArray());
      }
    }
  }

  /** One sample for each link that its times have. */
  private void split(ByteBuffer sample, Writer out) {
    Writer common = new Writer();
    List<Long> times = new ArrayList<>();
    List<Long> values = new ArrayList<>();
    while (sample.hasRemaining()) {
      int from = sample.position();
      int field = (int) varint(sample);
      ByteBuffer value = value(sample, field & 7);
      switch (field >>> 3) {
        case TIMES -> {
          value.order(ByteOrder.LITTLE_ENDIAN);
          while (value.hasRemaining()) {
            times.add(value.getLong());
          }
        }
        case VALUES -> {
          while (value.hasRemaining()) {
            values.add(varint(value));
          }
        }
        default -> common.raw(sample.slice(from, sample.position() - from));
      }
    }
    Map<Integer, List<Integer>> byLink = new LinkedHashMap<>();
    for (int i = 0; i < times.size(); i++) {
      byLink.computeIfAbsent(link(times.get(i)), link -> new ArrayList<>()).add(i);
    }
    byLink.forEach(
        (link, members) ->
            out.bytes(
                PATH_TO_SAMPLES[PATH_TO_SAMPLES.length - 1],
                part(common, link, members, times, values)));
  }

  private static byte[] part(
      Writer common, int link, List<Integer> members, List<Long> times, List<Long> values) {
    Writer part = new Writer();
    part.raw(ByteBuffer.wrap(common.toByteArray()));
    if (!values.isEmpty()) {
      Writer packed = new Writer();
      members.forEach(i -> packed.varint(values.get(i)));
      part.bytes(VALUES, packed.toByteArray());
    }
    if (link != 0) {
      part.varint(((long) LINK_INDEX << 3) | VARINT);
      part.varint(link);
    }
    ByteBuffer packed = ByteBuffer.allocate(8 * members.size()).order(ByteOrder.LITTLE_ENDIAN);
    members.forEach(i -> packed.putLong(times.get(i)));
    part.bytes(TIMES, packed.array());
    return part.toByteArray();
  }

  /** Place in the table, of which the first says "none". */
  private int link(long time) {
    TraceLink link = byTime.get(time);
    return link == null ? 0 : table.computeIfAbsent(link, unseen -> table.size() + 1);
  }

  private static ByteBuffer value(ByteBuffer in, int wireType) {
    int start = in.position();
    int length;
    switch (wireType) {
      case VARINT -> {
        varint(in);
        length = in.position() - start;
      }
      case FIXED64 -> length = 8;
      case BYTES -> {
        length = (int) varint(in);
        start = in.position();
      }
      default -> length = 4;
    }
    in.position(start + length);
    return in.slice(start, length);
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  /** Writes fields. */
  private static final class Writer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    void varint(long value) {
      long rest = value;
      while ((rest & ~0x7FL) != 0) {
        out.write((int) ((rest & 0x7F) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }

    void bytes(int field, byte[] content) {
      varint(((long) field << 3) | BYTES);
      varint(content.length);
      out.writeBytes(content);
    }

    void raw(ByteBuffer content) {
      byte[] copy = new byte[content.remaining()];
      content.get(copy);
      out.writeBytes(copy);
    }

    byte[] toByteArray() {
      return out.toByteArray();
    }
  }
}
