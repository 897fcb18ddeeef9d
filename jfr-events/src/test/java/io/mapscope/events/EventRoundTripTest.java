package io.mapscope.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each event of the catalogue is emitted with a different value in every field and read again. */
class EventRoundTripTest {

  @TempDir Path folder;

  static Stream<Class<? extends MapEvent>> types() {
    return MapscopeEvents.types().stream();
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyFieldIsReadAsItWasWritten(Class<? extends MapEvent> type) throws Exception {
    Map<String, Object> written = new LinkedHashMap<>();
    List<RecordedEvent> read;
    try (Recording recording = new Recording(RecordingSettings.PROFILE.configuration())) {
      recording.start();
      MapEvent event = type.getDeclaredConstructor().newInstance();
      event.begin();
      long value = 1_000;
      for (Field field : valueFields(type)) {
        written.put(field.getName(), fill(event, field, ++value));
      }
      assertThat(event.shouldCommit()).as("recorded by the profile settings").isTrue();
      event.commit();
      recording.stop();
      read = dump(recording, event);
    }
    assertThat(read).hasSize(1);
    RecordedEvent event = read.get(0);
    assertThat(event.getEventType().getName()).isEqualTo(type.getAnnotation(Name.class).value());
    written.forEach(
        (field, value) -> assertThat(event.<Object>getValue(field)).as(field).isEqualTo(value));
  }

  private static List<Field> valueFields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> c = type; c != jdk.jfr.Event.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        int modifiers = field.getModifiers();
        if (Modifier.isPublic(modifiers) && !Modifier.isStatic(modifiers)) {
          fields.add(field);
        }
      }
    }
    assertThat(fields).isNotEmpty();
    return fields;
  }

  private static Object fill(MapEvent event, Field field, long value) throws Exception {
    Class<?> type = field.getType();
    Object boxed;
    if (type == long.class) {
      boxed = value;
    } else if (type == int.class) {
      boxed = (int) value;
    } else if (type == float.class) {
      boxed = value / 8f;
    } else if (type == boolean.class) {
      boxed = true;
    } else {
      boxed = field.getName() + " " + value;
    }
    field.set(event, boxed);
    return boxed;
  }

  private List<RecordedEvent> dump(Recording recording, MapEvent event) throws IOException {
    Path file = folder.resolve("events.jfr");
    recording.dump(file);
    return RecordingFile.readAllEvents(file).stream()
        .filter(read -> read.hasField("sequence") && read.getLong("sequence") == event.sequence)
        .toList();
  }
}
