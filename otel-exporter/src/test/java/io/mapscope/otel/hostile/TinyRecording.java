package io.mapscope.otel.hostile;

import io.mapscope.otel.hostile.Declarations.Declared;
import io.mapscope.otel.hostile.Declarations.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A recording of some kilobytes that no JVM has written: a few events of maps in one to three
 * chunks, with one checkpoint each or two.
 */
final class TinyRecording {

  private static final long START_NANOS = 1_790_000_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final int HEADER = 68;
  private static final String[] WORDS = {
    "put", "load", "orders", "", null, "a\u0000\ud800\u202e\n", "x".repeat(200),
  };

  private final Random random;
  private final double lies;
  private final boolean wildValues;
  private final Declarations declarations;
  private final List<String> strings = new ArrayList<>();

  /**
   * A recording that is drawn.
   *
   * @param lies how probable a wrong number is
   * @param change how probable it is that a field of an event is missing, new or of another type
   * @param wildValues whether the fields of events have values that no map would tell
   */
  TinyRecording(Random random, double lies, double change, boolean wildValues) {
    this.random = random;
    this.lies = lies;
    this.wildValues = wildValues;
    this.declarations = new Declarations(random, change);
  }

  /** The chunks; one after the other they are the file. */
  List<byte[]> chunks() {
    List<byte[]> chunks = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      chunks.add(chunk(START_NANOS + i * SECOND));
    }
    return chunks;
  }

  private byte[] chunk(long startNanos) {
    RecordingWriter body = new RecordingWriter(random, lies);
    int checkpoint = HEADER;
    body.event(checkpoint(0));
    int events = random.nextInt(40);
    for (int i = 0; i < events; i++) {
      body.event(mapEvent());
      if (random.nextInt(20) == 0) {
        int next = HEADER + body.size();
        body.event(checkpoint(checkpoint - next));
        checkpoint = next;
      }
    }
    int metadata = HEADER + body.size();
    body.event(metadata());
    RecordingWriter chunk = new RecordingWriter(random, lies);
    chunk.raw(new byte[] {'F', 'L', 'R', 0}).full(2, 2).full(1, 2);
    chunk.full(HEADER + body.size(), 8).full(checkpoint, 8).full(metadata, 8);
    chunk.full(startNanos, 8).full(SECOND, 8).full(1_000, 8).full(SECOND, 8).oneByte(0);
    return chunk.raw(new byte[3]).raw(body.bytes()).bytes();
  }

  private RecordingWriter writer() {
    return new RecordingWriter(random, lies);
  }

  private RecordingWriter checkpoint(long delta) {
    RecordingWriter out = writer().number(1).number(1_000).number(0).number(delta);
    out.oneByte(random.nextInt(2));
    List<String> pools =
        List.of(
            "jdk.types.Symbol",
            "jdk.types.FrameType",
            "java.lang.Class",
            "jdk.types.Method",
            "jdk.types.StackTrace",
            "java.lang.Thread",
            "java.lang.String");
    out.number(pools.size());
    for (String pool : pools) {
      int count = 1 + random.nextInt(4);
      out.number(declarations.number(pool)).number(count);
      for (int key = 1; key <= count; key++) {
        out.number(key);
        if (pool.equals("java.lang.String")) {
          out.text(word());
        } else {
          fields(out, declarations.types.get(pool));
        }
      }
    }
    return out;
  }

  private RecordingWriter mapEvent() {
    List<Declared> events = declarations.types.values().stream().filter(Declared::event).toList();
    // Most of what follows needs maps that were introduced.
    Declared event = events.get(random.nextInt(4) == 0 ? 0 : random.nextInt(events.size()));
    RecordingWriter out = writer().number(declarations.number(event.name()));
    fields(out, event);
    return out;
  }

  private void fields(RecordingWriter out, Declared type) {
    for (Field field : type.fields()) {
      int count = 1;
      if (field.array()) {
        count = random.nextInt(4);
        out.number(count);
      }
      for (int i = 0; i < count; i++) {
        field(out, field);
      }
    }
  }

  private void field(RecordingWriter out, Field field) {
    if (field.constant()) {
      out.number(random.nextInt(5));
      return;
    }
    switch (field.type()) {
      case "boolean", "byte" -> out.oneByte(random.nextInt(2));
      case "float" -> out.full(random.nextInt(), Float.BYTES);
      case "double" -> out.full(random.nextLong(), Double.BYTES);
      case "java.lang.String" -> out.text(word());
      case "char", "short", "int", "long" -> out.number(value(field.name()));
      default -> fields(out, declarations.types.get(field.type()));
    }
  }

  private long value(String field) {
    if (wildValues && random.nextInt(3) == 0) {
      return RecordingWriter.HOSTILE[random.nextInt(RecordingWriter.HOSTILE.length)];
    }
    return switch (field) {
      case "startTime" -> 1_000 + random.nextInt((int) SECOND);
      case "mapNumber", "growth" -> 1 + random.nextInt(3);
      default -> random.nextInt(200);
    };
  }

  private String word() {
    if (random.nextInt(50) == 0) {
      return "x".repeat(10_000);
    }
    return WORDS[random.nextInt(WORDS.length)];
  }

  // ---- metadata

  private RecordingWriter metadata() {
    RecordingWriter tree = writer();
    open(tree, "root", 2);
    open(tree, "metadata", declarations.types.size());
    for (Declared type : declarations.types.values()) {
      declare(tree, type);
    }
    open(tree, "region", 0, "locale", "en", "gmtOffset", "0");
    RecordingWriter out = writer().number(0).number(1_000).number(0).number(1 + random.nextInt(3));
    out.number(strings.size());
    strings.forEach(out::text);
    return out.raw(tree.bytes());
  }

  private void declare(RecordingWriter tree, Declared type) {
    List<String> attributes =
        new ArrayList<>(
            List.of("id", String.valueOf(declarations.number(type.name())), "name", type.name()));
    if (type.event()) {
      attributes.addAll(List.of("superType", "jdk.jfr.Event"));
    }
    if (type.simple()) {
      attributes.addAll(List.of("simpleType", "true"));
    }
    open(tree, "class", type.fields().size(), attributes.toArray(String[]::new));
    for (Field field : type.fields()) {
      List<String> of =
          new ArrayList<>(
              List.of(
                  "name",
                  field.name(),
                  "class",
                  String.valueOf(declarations.number(field.type()))));
      if (field.array()) {
        of.addAll(List.of("dimension", "1"));
      }
      if (field.constant()) {
        of.addAll(List.of("constantPool", "true"));
      }
      open(tree, "field", 0, of.toArray(String[]::new));
    }
  }

  private void open(RecordingWriter tree, String name, int children, String... attributes) {
    tree.number(pooled(name)).number(attributes.length / 2);
    for (String attribute : attributes) {
      tree.number(pooled(attribute));
    }
    tree.number(children);
  }

  private int pooled(String string) {
    int known = strings.indexOf(string);
    if (known >= 0) {
      return known;
    }
    strings.add(string);
    return strings.size() - 1;
  }
}
