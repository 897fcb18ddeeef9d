package io.mapscope.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.DataAmount;
import jdk.jfr.EventType;
import jdk.jfr.Timespan;
import jdk.jfr.ValueDescriptor;
import org.junit.jupiter.api.Test;

/**
 * The table of events in the README is made from the code. {@code -Dmapscope.docs=update} writes it
 * anew.
 */
class EventTableTest {

  private static final Path README = Path.of("README.md");
  private static final String BEGIN = "<!-- events: made from the code -->\n";
  private static final String END = "<!-- end of events -->";
  private static final Set<String> SHARED =
      Set.of(
          "startTime",
          "duration",
          "eventThread",
          "stackTrace",
          "mapNumber",
          "sequence",
          "traceIdHigh",
          "traceIdLow",
          "spanId",
          "traceSampled");

  @Test
  void tableInTheReadmeIsThatOfTheCode() throws IOException {
    String readme = Files.readString(README);
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    int end = readme.indexOf(END);
    String made = readme.substring(0, begin) + table() + readme.substring(end);
    if ("update".equals(System.getProperty("mapscope.docs"))) {
      Files.writeString(README, made);
    }
    assertThat(Files.readString(README))
        .as("run `mvn test -pl jfr-events -Dmapscope.docs=update` and look at what changed")
        .isEqualTo(made);
  }

  private static String table() {
    Map<String, String> settings = RecordingSettings.PRODUCTION.configuration().getSettings();
    StringBuilder table =
        new StringBuilder("\n| event | by default | what it tells | fields |\n|---|---|---|---|\n");
    for (Class<? extends MapEvent> type : MapscopeEvents.types()) {
      EventType event = EventType.getEventType(type);
      table.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  event.getName(), kind(event, settings), event.getDescription(), fields(event)));
    }
    return table.append('\n').toString();
  }

  private static String kind(EventType event, Map<String, String> settings) {
    String name = event.getName();
    if ("false".equals(settings.get(name + "#enabled"))) {
      return "off";
    }
    String period = settings.get(name + "#period");
    if (period != null) {
      return period.equals("beginChunk") ? "once, and at chunk start" : "each " + period;
    }
    String threshold = settings.get(name + "#threshold");
    if (threshold == null) {
      return "instant";
    }
    return threshold.startsWith("0 ") ? "duration" : "duration, from " + threshold;
  }

  private static String fields(EventType event) {
    return event.getFields().stream()
        .filter(field -> !SHARED.contains(field.getName()))
        .map(EventTableTest::field)
        .collect(Collectors.joining(", "));
  }

  private static String field(ValueDescriptor field) {
    String unit =
        field.getAnnotation(Timespan.class) != null
            ? " (ns)"
            : field.getAnnotation(DataAmount.class) != null ? " (bytes)" : "";
    return field.getName() + unit;
  }
}
