package io.mapscope.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.events.RecordingSettings;
import io.mapscope.map.FakeMap;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapTelemetryTest {

  @TempDir Path folder;

  @Test
  void exportsWhatWasCommittedBeforeClose() throws Exception {
    FakeMap map = new FakeMap("orders");
    MapTelemetry telemetry =
        MapTelemetry.builder().settings(RecordingSettings.PROFILE).outputFolder(folder).start();
    map.created();
    map.growOnce(1);
    map.statistics(100, 1, false);
    telemetry.close();
    assertThat(telemetry.summary().totalHandlerFailures()).isZero();
  }
}
