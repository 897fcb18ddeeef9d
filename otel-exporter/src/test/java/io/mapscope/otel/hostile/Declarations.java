package io.mapscope.otel.hostile;

import io.mapscope.events.MapscopeEvents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import jdk.jfr.EventType;
import jdk.jfr.ValueDescriptor;

/**
 * The types that a tiny recording declares: those of the events of maps, as this release has them
 * or as another might, and what they refer to.
 */
final class Declarations {

  record Field(String name, String type, boolean array, boolean constant) {}

  record Declared(String name, boolean event, boolean simple, List<Field> fields) {}

  private static final String[] OTHER_TYPES = {
    "boolean",
    "byte",
    "char",
    "short",
    "int",
    "long",
    "float",
    "double",
    "java.lang.String",
    "java.lang.Thread",
    "jdk.types.StackFrame",
    "jdk.types.StackTrace",
  };

  /** By name; the number of a type is its place in this map, from 10 on. */
  final Map<String, Declared> types = new LinkedHashMap<>();

  private final Random random;

  /** Each field is missing, or of another type, or followed by a new one, with this probability. */
  Declarations(Random random, double change) {
    this.random = random;
    for (String primitive :
        List.of("boolean", "byte", "char", "short", "int", "long", "float", "double")) {
      add(primitive, false, false);
    }
    add("java.lang.String", false, false);
    add("jdk.types.Symbol", false, true, value("string", "java.lang.String"));
    add(
        "java.lang.Class",
        false,
        false,
        reference("name", "jdk.types.Symbol"),
        value("modifiers", "int"));
    add(
        "jdk.types.Method",
        false,
        false,
        reference("type", "java.lang.Class"),
        reference("name", "jdk.types.Symbol"),
        reference("descriptor", "jdk.types.Symbol"),
        value("modifiers", "int"),
        value("hidden", "boolean"));
    add("jdk.types.FrameType", false, true, value("description", "java.lang.String"));
    add(
        "jdk.types.StackFrame",
        false,
        false,
        reference("method", "jdk.types.Method"),
        value("lineNumber", "int"),
        value("bytecodeIndex", "int"),
        reference("type", "jdk.types.FrameType"));
    add(
        "jdk.types.StackTrace",
        false,
        false,
        value("truncated", "boolean"),
        new Field("frames", "jdk.types.StackFrame", true, false));
    add(
        "java.lang.Thread",
        false,
        false,
        value("osName", "java.lang.String"),
        value("osThreadId", "long"),
        value("javaName", "java.lang.String"),
        value("javaThreadId", "long"));
    MapscopeEvents.types().forEach(type -> addEvent(EventType.getEventType(type), change));
  }

  long number(String type) {
    return 10L + new ArrayList<>(types.keySet()).indexOf(type);
  }

  private void addEvent(EventType type, double change) {
    List<Field> fields = new ArrayList<>();
    for (ValueDescriptor field : type.getFields()) {
      double draw = random.nextDouble();
      // Flight Recorder's own fields are what they are; a later one may lack a duration.
      boolean head = List.of("startTime", "duration").contains(field.getName());
      if (head || draw > change) {
        fields.add(known(field));
      } else if (draw > change * 2 / 3) {
        fields.add(other(field.getName()));
      } else if (draw > change / 3) {
        fields.add(known(field));
        fields.add(other("new" + fields.size()));
      }
    }
    types.put(type.getName(), new Declared(type.getName(), true, false, fields));
  }

  private Field known(ValueDescriptor field) {
    return switch (field.getTypeName()) {
      case "java.lang.Thread", "jdk.types.StackTrace" ->
          reference(field.getName(), field.getTypeName());
      default -> value(field.getName(), field.getTypeName());
    };
  }

  private Field other(String name) {
    String type = OTHER_TYPES[random.nextInt(OTHER_TYPES.length)];
    return new Field(name, type, random.nextInt(4) == 0, random.nextInt(3) == 0);
  }

  private void add(String name, boolean event, boolean simple, Field... fields) {
    types.put(name, new Declared(name, event, simple, List.of(fields)));
  }

  private static Field value(String name, String type) {
    return new Field(name, type, false, false);
  }

  private static Field reference(String name, String type) {
    return new Field(name, type, false, true);
  }
}
