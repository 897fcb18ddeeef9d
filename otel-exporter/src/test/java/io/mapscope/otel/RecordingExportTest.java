package io.mapscope.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.events.RecordingSettings;
import io.mapscope.map.FakeMap;
import io.mapscope.otel.mapping.RecordingFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingExportTest {

  @TempDir Path folder;

  @Test
  void writesSpansAndMetricsAsJsonLines() throws Exception {
    FakeMap map = new FakeMap("orders");
    Path file =
        RecordingFile.of(
            folder.resolve("r.jfr"),
            RecordingSettings.PROFILE,
            () -> {
              map.created();
              map.growOnce(1);
              map.put();
              map.delete();
              map.sample("get");
              map.statistics(100, 1, false);
            });
    ExportSummary summary = RecordingExport.builder().outputFolder(folder).build().export(file);
    assertThat(summary.totalHandlerFailures()).isZero();
  }
}
