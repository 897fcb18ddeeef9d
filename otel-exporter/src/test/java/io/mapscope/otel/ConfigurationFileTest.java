package io.mapscope.otel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The property is what OTEL_CONFIG_FILE sets. That a file serves is tested with the agent. */
class ConfigurationFileTest {

  private static final String PROPERTY = "otel.config.file";

  @TempDir Path folder;

  @BeforeEach
  void set() {
    System.setProperty(PROPERTY, "otel.yaml");
  }

  @AfterEach
  void unset() {
    System.clearProperty(PROPERTY);
  }

  @Test
  void fileAndDestinationsOfOurOwnExcludeEachOther() {
    assertThatThrownBy(() -> MapTelemetry.builder().outputFolder(folder).start())
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("OTEL_CONFIG_FILE names otel.yaml");
  }

  @Test
  void fileIsNotPassedOverWhenNothingCanReadIt() {
    assertThatThrownBy(() -> MapTelemetry.builder().start())
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("opentelemetry-sdk-extension-declarative-config");
  }
}
