package io.mapscope.events.recording;

import io.mapscope.events.recording.TypeDeclarations.DeclaredField;
import io.mapscope.events.recording.TypeDeclarations.DeclaredType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes shapes of declared types, and refuses declarations that the JDK's parser would follow
 * without end or in different ways: types that contain themselves other than by reference, types
 * called simple with several fields, values that are events, and the numbers of Flight Recorder's
 * own events.
 */
final class TypeShapes {

  /**
   * An event whose name was asked for.
   *
   * @param timed whether it has a duration
   * @param fields what lies behind start and duration, or null when no value in it tells its size:
   *     then it cannot lie, and need not be passed over
   */
  record EventShape(boolean timed, ValueShape fields) {}

  private static final int LAST_RESERVED = ConstantPools.CHECKPOINT_EVENT;

  private final Map<Long, DeclaredType> types;
  private final long position;
  private final Map<Long, ValueShape> made = new HashMap<>();
  private final Set<Long> underWay = new HashSet<>();

  TypeShapes(TypeDeclarations declarations, long position) throws IOException {
    this.types = declarations.types();
    this.position = position;
    for (Map.Entry<Long, DeclaredType> entry : types.entrySet()) {
      DeclaredType type = entry.getValue();
      if (type.event() && entry.getKey() <= LAST_RESERVED) {
        throw new Damage("event " + type.name() + " with the number " + entry.getKey(), position);
      }
      for (DeclaredField field : type.fields()) {
        field(field);
      }
    }
  }

  /** The shapes of events of these names, by the number of their type. */
  Map<Long, EventShape> events(Set<String> names) throws IOException {
    Map<Long, EventShape> events = new HashMap<>();
    for (Map.Entry<Long, DeclaredType> entry : types.entrySet()) {
      DeclaredType type = entry.getValue();
      if (type.event() && names.contains(type.name())) {
        List<DeclaredField> fields = type.fields();
        ValueShape shape = struct(fields.subList(type.timed() ? 2 : 1, fields.size()));
        events.put(
            entry.getKey(), new EventShape(type.timed(), shape.tellsItsSize() ? shape : null));
      }
    }
    return events;
  }

  /** The shape of values of a type in a constant pool. */
  ValueShape constant(long id, long where) throws IOException {
    DeclaredType type = types.get(id);
    if (type == null || type.event()) {
      throw new Damage("constants of type " + id + ", which is no value", where);
    }
    return value(id);
  }

  private ValueShape value(long id) throws IOException {
    ValueShape known = made.get(id);
    if (known != null) {
      return known;
    }
    DeclaredType type = types.get(id);
    if (type == null || type.event()) {
      throw new Damage("a field of type " + id + ", which is no value, in the metadata", position);
    }
    if (!underWay.add(id)) {
      throw new Damage("type " + type.name() + " that contains itself, in the metadata", position);
    }
    ValueShape shape = type.fields().isEmpty() ? primitive(type) : composite(type);
    underWay.remove(id);
    made.put(id, shape);
    return shape;
  }

  private ValueShape composite(DeclaredType type) throws IOException {
    if (type.simple() && type.fields().size() > 1) {
      throw new Damage("simple type " + type.name() + " that is none, in the metadata", position);
    }
    return struct(type.fields());
  }

  private ValueShape struct(List<DeclaredField> fields) throws IOException {
    List<ValueShape> shapes = new ArrayList<>();
    for (DeclaredField field : fields) {
      shapes.add(field(field));
    }
    return new ValueShape.Struct(shapes);
  }

  private ValueShape field(DeclaredField field) throws IOException {
    if (field.constant() && !types.containsKey(field.type())) {
      throw new Damage("a field of type " + field.type() + ", which is not declared", position);
    }
    ValueShape shape = field.constant() ? new ValueShape.Varint() : value(field.type());
    return field.array() ? new ValueShape.Array(shape) : shape;
  }

  private ValueShape primitive(DeclaredType type) throws IOException {
    return switch (type.name()) {
      case "boolean", "byte" -> new ValueShape.Fixed(Byte.BYTES);
      case "char", "short", "int", "long" -> new ValueShape.Varint();
      case "float" -> new ValueShape.Fixed(Float.BYTES);
      case "double" -> new ValueShape.Fixed(Double.BYTES);
      case "java.lang.String" -> new ValueShape.Text();
      default ->
          throw new Damage("a value of type " + type.name() + ", which has no fields", position);
    };
  }
}
