package io.mapscope.otel.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mapscope.events.RecordingSettings;
import io.mapscope.map.FakeMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests' JVM opens the JDK's package, so fields are taken from their places. */
class EventFieldTest {

  @TempDir private Path folder;
  private RecordedEvent sample;
  private RecordedEvent put;

  @BeforeEach
  void record() throws IOException {
    FakeMap map = new FakeMap("orders");
    Path file =
        io.mapscope.otel.mapping.RecordingFile.of(
            folder.resolve("a.jfr"),
            RecordingSettings.PROFILE,
            () -> {
              map.created();
              map.put();
              map.sample("get");
            });
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      switch (event.getEventType().getName()) {
        case "mapscope.Put" -> put = event;
        case "mapscope.OperationSample" -> sample = event;
        default -> {}
      }
    }
  }

  @Test
  void aPlaceGivesWhatTheNameGives() {
    assertThat(located("mapNumber", put).getLong(put)).isEqualTo(put.getLong("mapNumber"));
    assertThat(located("startTime", put).getLong(put)).isEqualTo(put.getLong("startTime"));
    assertThat(located("duration", put).getLong(put)).isEqualTo(put.getLong("duration"));
    assertThat(located("chainPosition", put).getInt(put)).isEqualTo(put.getInt("chainPosition"));
    assertThat(located("inserted", put).getBoolean(put)).isEqualTo(put.getBoolean("inserted"));
    assertThat(located("operation", sample).getText(sample)).isEqualTo("get");
    assertThat(located("eventThread", put).get(put, RecordedThread.class))
        .isNotNull()
        .isEqualTo(put.getThread());
    EventField stackTrace = new EventField("stackTrace");
    EventField.locate(List.of(stackTrace), put);
    assertThat(stackTrace.get(put, RecordedStackTrace.class)).isEqualTo(put.getStackTrace());
  }

  @Test
  void theNameDoesWhereThereIsNoPlace() {
    assertThat(new EventField("mapNumber").getLong(put)).isEqualTo(put.getLong("mapNumber"));
    assertThat(new EventField("inserted").getBoolean(put)).isEqualTo(put.getBoolean("inserted"));
    assertThat(new EventField("operation").getText(sample)).isEqualTo("get");
    assertThat(new EventField("eventThread").get(put, RecordedThread.class))
        .isEqualTo(put.getThread());
  }

  @Test
  void aFieldThatIsAbsentOrOfAnotherTypeIsAFailureAsBefore() {
    EventField absent = new EventField("absent");
    EventField.locate(List.of(absent), put);
    assertThat(absent.isLocated()).isFalse();
    assertThatThrownBy(() -> absent.getLong(put)).isInstanceOf(IllegalArgumentException.class);
    assertThat(absent.get(put, RecordedThread.class)).isNull();
    EventField inserted = located("inserted", put);
    assertThatThrownBy(() -> inserted.getLong(put)).isInstanceOf(IllegalArgumentException.class);
    assertThat(located("chainPosition", put).getLong(put)).isEqualTo(put.getInt("chainPosition"));
  }

  @Test
  void isLocatedAnewForAnotherType() {
    EventField operation = located("operation", sample);
    EventField.locate(List.of(operation), put);
    assertThat(operation.isLocated()).isFalse();
  }

  private static EventField located(String name, RecordedEvent event) {
    EventField field = new EventField(name);
    EventField.locate(List.of(field), event);
    assertThat(field.isLocated()).as(name).isTrue();
    return field;
  }
}
