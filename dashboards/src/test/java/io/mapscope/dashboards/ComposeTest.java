package io.mapscope.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can be known of the compose file without running it. */
class ComposeTest {

  private static final Path FOLDER = Path.of("collector");

  @Test
  void whatIsMountedExists() throws IOException {
    List<String> sources = new ArrayList<>();
    for (String mount : mounts()) {
      if (mount.startsWith(".")) {
        sources.add(mount.substring(0, mount.indexOf(':')));
      }
    }
    assertThat(sources).hasSizeGreaterThan(8);
    assertThat(sources).allSatisfy(source -> assertThat(FOLDER.resolve(source)).exists());
  }

  @Test
  void otherMountsAreVolumesOfItsOwn() throws IOException {
    JsonNode volumes = read("compose.yaml").required("volumes");
    for (String mount : mounts()) {
      assertThat(mount.startsWith(".") || volumes.has(mount.substring(0, mount.indexOf(':'))))
          .as(mount)
          .isTrue();
    }
  }

  @Test
  void imagesAndPortsArePinned() throws IOException {
    for (JsonNode service : read("compose.yaml").required("services")) {
      assertThat(service.required("image").asText()).matches(".+:v?\\d+\\.\\d+\\.\\d+");
      for (JsonNode port : service.required("ports")) {
        assertThat(port.asText()).startsWith("127.0.0.1:");
      }
    }
  }

  @Test
  void dataSourcesAreTheProvisionedOnesAtOtherAddresses() throws IOException {
    JsonNode provisioned = read("../grafana/provisioning/datasources/mapscope.yaml");
    assertThat(read("grafana-datasources.yaml").required("datasources"))
        .extracting(source -> source.required("url").asText())
        .containsExactly("http://prometheus:9090", "http://tempo:3200");
    assertThat(withoutAddresses(read("grafana-datasources.yaml")))
        .isEqualTo(withoutAddresses(provisioned));
  }

  @Test
  void prometheusScrapesWhatTheGatewayServes() throws IOException {
    String exporter = read("metrics-scrape.yaml").at("/exporters/prometheus/endpoint").asText();
    String telemetry =
        read("gateway.yaml")
            .at("/service/telemetry/metrics/readers/0/pull/exporter/prometheus/port")
            .asText();
    assertThat(read("prometheus.yml").findValues("targets"))
        .extracting(targets -> targets.get(0).asText())
        .containsExactly(
            "collector" + exporter.substring(exporter.indexOf(':')), "collector:" + telemetry);
  }

  private static List<String> mounts() throws IOException {
    List<String> mounts = new ArrayList<>();
    for (JsonNode service : read("compose.yaml").required("services")) {
      service.required("volumes").forEach(mount -> mounts.add(mount.asText()));
    }
    return mounts;
  }

  private static JsonNode withoutAddresses(JsonNode root) {
    root.required("datasources").forEach(source -> ((ObjectNode) source).remove("url"));
    return root;
  }

  private static JsonNode read(String file) throws IOException {
    return new YAMLMapper().readTree(FOLDER.resolve(file).toFile());
  }
}
