package io.mapscope.otel.mapping;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;

/**
 * A field of one type of event.
 *
 * <p>Implementation note. Flight Recorder finds a field by comparing names from the first on, each
 * time it is asked. An event of ours has up to twenty, most of which are read, so that was two
 * thirds of what reading and decoding took. The JDK has the values in an array, and a method that
 * no other package may call gives the one at a place. Where the JVM was started with {@code
 * --add-opens jdk.jfr/jdk.jfr.consumer=ALL-UNNAMED} (or {@code =io.mapscope.otel}), as the command
 * is, or an agent has opened the package, it is used; anywhere else, and for a value of another
 * type than expected, the JDK is asked by name. So that another JDK may have it otherwise, the
 * places are tried on the first event of each type in each chunk, and used when all give what the
 * names give: of a single one, two zeros might agree.
 *
 * <p>Not thread-safe: used by the thread that decodes.
 */
final class EventField {

  private static final int BY_NAME = -1;

  // Three times ours. A hostile recording may change the type with each event.
  private static final int MOST_FIELDS = 64;
  private static final MethodHandle OBJECT_AT = objectAt();

  private final String name;
  private int place = BY_NAME;

  EventField(String name) {
    this.name = name;
  }

  private static MethodHandle objectAt() {
    try {
      return MethodHandles.privateLookupIn(RecordedEvent.class, MethodHandles.lookup())
          .findVirtual(
              RecordedEvent.class, "objectAt", MethodType.methodType(Object.class, int.class));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  /** Whether fields can be taken from their places at all. */
  static boolean isByPlace() {
    return OBJECT_AT != null;
  }

  /** Looks where the events of this one's type have each field; does not throw. */
  static void locate(List<EventField> fields, RecordedEvent event) {
    for (EventField field : fields) {
      if (!field.locate(event)) {
        fields.forEach(EventField::forget);
        return;
      }
    }
  }

  /** Returns false when the place gives something else than the name. */
  private boolean locate(RecordedEvent event) {
    forget();
    try {
      List<ValueDescriptor> fields = event.getFields();
      if (OBJECT_AT != null && fields.size() <= MOST_FIELDS) {
        place = placeIn(fields);
        Object value = at(event);
        if (value == null) {
          forget(); // Nothing to compare.
        } else {
          return value.equals(event.getValue(name));
        }
      }
      return true;
    } catch (RuntimeException | Error e) {
      return false;
    }
  }

  private void forget() {
    place = BY_NAME;
  }

  private int placeIn(List<ValueDescriptor> fields) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).getName().equals(name)) {
        return i;
      }
    }
    return BY_NAME;
  }

  /** Whether it is taken from its place. */
  boolean isLocated() {
    return place != BY_NAME;
  }

  long getLong(RecordedEvent event) {
    return at(event) instanceof Long value ? value : event.getLong(name);
  }

  int getInt(RecordedEvent event) {
    return at(event) instanceof Integer value ? value : event.getInt(name);
  }

  boolean getBoolean(RecordedEvent event) {
    return at(event) instanceof Boolean value ? value : event.getBoolean(name);
  }

  /** See {@link MapEventHandler#text}. */
  String getText(RecordedEvent event) {
    return at(event) instanceof String value ? value : MapEventHandler.text(event, name);
  }

  /** Null when there is none of that type. */
  <T> T get(RecordedEvent event, Class<T> type) {
    Object value = at(event);
    if (value == null && event.hasField(name)) {
      value = event.getValue(name);
    }
    return type.isInstance(value) ? type.cast(value) : null;
  }

  /** Null when only the name will do. */
  private Object at(RecordedEvent event) {
    if (place == BY_NAME) {
      return null;
    }
    try {
      return (Object) OBJECT_AT.invokeExact(event, place);
    } catch (Throwable e) {
      return null;
    }
  }
}
