package io.mapscope.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvisioningTest {

  private static final Path FOLDER = Path.of("grafana", "provisioning");

  @Test
  void exemplarsLeadToADatasourceThatIsProvisioned() throws IOException {
    JsonNode datasources = read("datasources").required("datasources");
    List<String> uids = datasources.findValuesAsText("uid");
    assertThat(uids).isNotEmpty().doesNotHaveDuplicates();
    assertThat(datasources.findValuesAsText("datasourceUid")).isNotEmpty().isSubsetOf(uids);
  }

  @Test
  void dashboardsAreProvisionedFromFilesAndNotToBeEdited() throws IOException {
    JsonNode provider = read("dashboards").required("providers").required(0);
    assertThat(provider.required("type").asText()).isEqualTo("file");
    assertThat(provider.required("allowUiUpdates").asBoolean()).isFalse();
    assertThat(provider.at("/options/path").asText()).isNotEmpty();
  }

  private static JsonNode read(String kind) throws IOException {
    JsonNode root =
        new YAMLMapper().readTree(FOLDER.resolve(kind).resolve("mapscope.yaml").toFile());
    assertThat(root.path("apiVersion").asInt()).isEqualTo(1);
    return root;
  }
}
