package io.mapscope.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.SettingDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordingSettingsTest {

  /** None of them holds arguments, system properties or variables of the environment. */
  private static final Set<String> ALLOWED_OF_JDK =
      Set.of(
          "jdk.GCPhasePause",
          "jdk.DataLoss",
          "jdk.ActiveSetting",
          "jdk.ActiveRecording",
          "jdk.Shutdown",
          "jdk.GCConfiguration",
          "jdk.GCHeapConfiguration",
          "jdk.CPUInformation",
          "jdk.OSInformation");

  private static final String SECRET = "jfr-events.test.secret";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void everyEventIsSetAndNoOther(RecordingSettings settings) {
    Set<String> set =
        settings.configuration().getSettings().keySet().stream()
            .map(key -> key.substring(0, key.indexOf('#')))
            .filter(event -> !ALLOWED_OF_JDK.contains(event))
            .collect(Collectors.toSet());
    assertThat(set)
        .containsExactlyInAnyOrderElementsOf(
            MapscopeEvents.types().stream()
                .map(type -> EventType.getEventType(type).getName())
                .toList());
  }

  @Test
  void productionSettingsAreTheDefaultsOfTheCode() {
    Map<String, String> settings = RecordingSettings.PRODUCTION.configuration().getSettings();
    for (Class<? extends MapEvent> type : MapscopeEvents.types()) {
      EventType event = EventType.getEventType(type);
      for (SettingDescriptor setting : event.getSettingDescriptors()) {
        String written = settings.get(event.getName() + "#" + setting.getName());
        if (written != null) {
          assertThat(written)
              .as(event.getName() + "#" + setting.getName())
              .isEqualTo(setting.getDefaultValue());
        }
      }
    }
  }

  @Test
  void profileSettingsDropNothing() {
    RecordingSettings.PROFILE
        .configuration()
        .getSettings()
        .forEach(
            (key, value) -> {
              if (key.endsWith("#enabled")) {
                assertThat(value).as(key).isEqualTo("true");
              } else if (key.endsWith("#threshold")) {
                assertThat(value).as(key).startsWith("0 ");
              } else if (key.endsWith("#scope")) {
                assertThat(value).as(key).isEqualTo(OperationScope.ALL);
              }
            });
  }

  @ParameterizedTest
  @EnumSource
  void recordingHoldsNothingOfTheEnvironment(RecordingSettings settings) throws IOException {
    Path file = folder.resolve("recording.jfr");
    System.setProperty(SECRET, "hunter2");
    try (Recording recording = new Recording(settings.configuration())) {
      recording.start();
      new MisuseEvent().commit();
      recording.stop();
      recording.dump(file);
    } finally {
      System.clearProperty(SECRET);
    }
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .doesNotContain("hunter2", System.getProperty("java.class.path"));
    assertThat(RecordingFile.readAllEvents(file))
        .extracting(RecordedEvent::getEventType)
        .extracting(EventType::getName)
        .contains(MapscopeEvents.MISUSE, "jdk.ActiveSetting", "jdk.GCConfiguration")
        .allMatch(name -> name.startsWith("mapscope.") || ALLOWED_OF_JDK.contains(name));
  }

  @Test
  void scopeOfTheProfileHasEveryWriteTimed() {
    MapscopeEvents.types().forEach(FlightRecorder::register); // Else nobody applies their settings.
    try (Recording recording = new Recording(RecordingSettings.PROFILE.configuration())) {
      recording.start();
      assertThat(OperationScope.puts()).isEqualTo(Long.MAX_VALUE);
      assertThat(OperationScope.deletes()).isEqualTo(Long.MAX_VALUE);
    }
    try (Recording recording = new Recording(RecordingSettings.PRODUCTION.configuration())) {
      recording.start();
      assertThat(OperationScope.puts()).isZero();
      assertThat(OperationScope.deletes()).isZero();
    }
  }
}
