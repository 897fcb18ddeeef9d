package io.mapscope.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mapscope.events.MapscopeEvents;
import io.mapscope.otel.catalog.SettingCatalog;
import io.mapscope.otel.catalog.SettingCatalog.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {

  @Test
  void theEnvironmentWinsOverTheBuilderAndAPropertyOverBoth() throws Exception {
    TelemetryOptions.Draft draft = new TelemetryOptions.Draft();
    draft.share = 0.5;
    draft.nameLimit = 7;
    assertThat(draft.resolve(environment(Map.of())).mapping().share()).isEqualTo(0.5);
    TelemetryOptions options =
        draft.resolve(
            environment(
                Map.of(
                    "MAPSCOPE_SAMPLING", "0.25",
                    "MAPSCOPE_NAME_LIMIT", "8",
                    "mapscope.name.limit", "9",
                    "MAPSCOPE_SETTINGS", "profile",
                    "MAPSCOPE_KEEP_STALLS", "5 ms",
                    "MAPSCOPE_THRESHOLD", "1ms",
                    "MAPSCOPE_NAMES", "orders, stock.*")));
    assertThat(options.mapping().share()).isEqualTo(0.25);
    assertThat(options.mapping().nameLimit()).isEqualTo(9);
    assertThat(options.mapping().keepFromNanos()).isEqualTo(Duration.ofMillis(5).toNanos());
    assertThat(options.mapping().names())
        .accepts("orders", "stock.left", "stock.")
        .rejects("orders2", "stockXleft");
    assertThat(options.recording())
        .containsEntry(MapscopeEvents.PUT + "#threshold", "1000000 ns")
        .containsEntry(MapscopeEvents.GROW_WORK + "#threshold", "1000000 ns")
        .containsEntry(MapscopeEvents.EVACUATE + "#enabled", "true");
  }

  @ParameterizedTest
  @CsvSource({
    "MAPSCOPE_SETTINGS, fast",
    "MAPSCOPE_THRESHOLD, 1 hour",
    "MAPSCOPE_THRESHOLD, 999999999999999s",
    "MAPSCOPE_SAMPLING, 1.1",
    "MAPSCOPE_SAMPLING, NaN",
    "MAPSCOPE_SAMPLING, often",
    "MAPSCOPE_KEEP_STALLS, 5",
    "MAPSCOPE_KEEP_STALLS, 0ms",
    "MAPSCOPE_NAME_LIMIT, 0",
    "MAPSCOPE_NAME_LIMIT, many",
    "mapscope.name.limit, many",
  })
  void wrongValueIsRefusedByTheNameUnderWhichItWasFound(String name, String value) {
    Environment environment = environment(Map.of(name, value));
    assertThatThrownBy(() -> new TelemetryOptions.Draft().resolve(environment))
        .isInstanceOf(ExportException.class)
        .hasMessageStartingWith(name + " is \"" + value + "\"; it must be ");
  }

  @Test
  void wrongPropertyFailsAtStart() {
    Setting setting = SettingCatalog.SAMPLING;
    System.setProperty(setting.property(), "often");
    try {
      assertThatThrownBy(() -> MapTelemetry.builder().start())
          .isInstanceOf(ExportException.class)
          .hasMessageContaining("mapscope.sampling");
    } finally {
      System.clearProperty(setting.property());
    }
  }

  @Test
  void wrongPropertyFailsTheExportOfOthersAndTheFollowerToo(@TempDir Path folder) {
    Setting setting = SettingCatalog.NAME_LIMIT;
    System.setProperty(setting.property(), "0");
    try {
      assertThatThrownBy(() -> MapExport.builder().source("none.jfr").start())
          .isInstanceOf(ExportException.class)
          .hasMessageContaining("mapscope.name.limit");
      assertThatThrownBy(() -> FolderFollower.builder(folder, folder.resolve("notes")).build())
          .isInstanceOf(ExportException.class)
          .hasMessageContaining("mapscope.name.limit");
    } finally {
      System.clearProperty(setting.property());
    }
  }

  private static Environment environment(Map<String, String> settings) {
    return new Environment(settings::get, settings::get);
  }
}
