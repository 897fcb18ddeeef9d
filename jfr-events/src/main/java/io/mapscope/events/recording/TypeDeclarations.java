package io.mapscope.events.recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The types that the metadata of a chunk declares.
 *
 * <p>Implementation note. The metadata is an event of type 0: a pool of strings, then a tree of
 * elements whose names and attributes are indexes into it. Types are the elements "class" below
 * "metadata". Limits are ten times what a JDK writes: the JDK's reader keeps every element, looks
 * attributes up one by one, and descends by recursion.
 *
 * @param number of the metadata
 * @param types by number
 */
record TypeDeclarations(MetadataNumber number, Map<Long, DeclaredType> types) {

  private static final int MOST_DEPTH = 32; // 5
  private static final int MOST_ATTRIBUTES = 100; // 8
  private static final int MOST_FIELDS = 1000; // Classes of hundreds of fields exist.

  record DeclaredField(long type, boolean array, boolean constant) {}

  record DeclaredType(
      String name, boolean event, boolean simple, List<DeclaredField> fields, boolean timed) {}

  private record Element(String name, Map<String, String> attributes, List<Element> children) {

    List<Element> all(String wanted) {
      return children.stream().filter(child -> child.name.equals(wanted)).toList();
    }

    long number(String attribute, long position) throws Damage {
      String text = attributes.get(attribute);
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw new Damage(
            "a type whose " + attribute + " is " + text + " in the metadata", position);
      }
    }
  }

  /** Reads the metadata of a chunk, unless they are those before. */
  static TypeDeclarations read(RecordingBytes in, ChunkHeader chunk, TypeDeclarations before)
      throws IOException {
    long start = chunk.metadata();
    MetadataNumber number = MetadataNumber.read(in, chunk);
    if (before != null && before.number.equals(number)) {
      return before;
    }
    Element root = element(in, strings(in), 0);
    if (root.all("metadata").isEmpty() || root.all("region").isEmpty()) {
      throw new Damage("metadata without types or region", start);
    }
    return new TypeDeclarations(number, types(root.all("metadata").get(0), start));
  }

  private static List<String> strings(RecordingBytes in) throws IOException {
    List<String> strings = new ArrayList<>();
    for (int left = in.readCount("strings of metadata"); left > 0; left--) {
      strings.add(string(in));
    }
    return strings;
  }

  private static String string(RecordingBytes in) throws IOException {
    long start = in.position();
    int encoding = in.readByte();
    switch (encoding) {
      case ValueShape.Text.NULL, ValueShape.Text.EMPTY -> {
        return "";
      }
      case ValueShape.Text.UTF_8, ValueShape.Text.LATIN_1 -> {
        byte[] bytes = new byte[in.readCount("bytes of text")];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = in.readByte();
        }
        return new String(
            bytes,
            encoding == ValueShape.Text.UTF_8
                ? StandardCharsets.UTF_8
                : StandardCharsets.ISO_8859_1);
      }
      case ValueShape.Text.CHARS -> {
        char[] chars = new char[in.readCount("characters of text")];
        for (int i = 0; i < chars.length; i++) {
          chars[i] = (char) in.readLong();
        }
        return new String(chars);
      }
      default -> throw new Damage("a text of no known encoding", start);
    }
  }

  private static Element element(RecordingBytes in, List<String> strings, int depth)
      throws IOException {
    long start = in.position();
    if (depth > MOST_DEPTH) {
      throw new Damage("elements too deep in each other", start);
    }
    String name = pooled(in, strings);
    Map<String, String> attributes = new HashMap<>();
    int count = in.readCount("attributes");
    if (count > MOST_ATTRIBUTES) {
      throw new Damage(count + " attributes", start);
    }
    for (int left = count; left > 0; left--) {
      String key = pooled(in, strings);
      attributes.put(key, pooled(in, strings));
    }
    List<Element> children = new ArrayList<>();
    for (int left = in.readCount("elements"); left > 0; left--) {
      children.add(element(in, strings, depth + 1));
    }
    return new Element(name, attributes, children);
  }

  private static String pooled(RecordingBytes in, List<String> strings) throws IOException {
    long start = in.position();
    int index = in.readInt();
    if (index < 0 || index >= strings.size()) {
      throw new Damage("a string of index " + index, start);
    }
    return strings.get(index);
  }

  private static Map<Long, DeclaredType> types(Element metadata, long position) throws Damage {
    Map<Long, DeclaredType> types = new HashMap<>();
    for (Element element : metadata.all("class")) {
      long id = element.number("id", position);
      if (types.put(id, type(element, position)) != null) {
        throw new Damage("two types of number " + id + " in the metadata", position);
      }
    }
    return types;
  }

  private static DeclaredType type(Element element, long position) throws Damage {
    List<DeclaredField> fields = new ArrayList<>();
    boolean timed = false;
    for (Element field : element.all("field")) {
      boolean array =
          field.attributes.containsKey("dimension") && field.number("dimension", position) > 0;
      boolean constant = field.attributes.containsKey("constantPool");
      fields.add(new DeclaredField(field.number("class", position), array, constant));
      timed |= "duration".equals(field.attributes.get("name"));
    }
    String name = element.attributes.getOrDefault("name", "");
    boolean event = "jdk.jfr.Event".equals(element.attributes.get("superType"));
    boolean simple = element.attributes.containsKey("simpleType");
    if (fields.size() > MOST_FIELDS || (event && fields.size() < (timed ? 2 : 1))) {
      throw new Damage("type " + name + " with " + fields.size() + " fields", position);
    }
    return new DeclaredType(name, event, simple, fields, timed);
  }
}
