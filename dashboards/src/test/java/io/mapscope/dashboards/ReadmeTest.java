package io.mapscope.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {

  private static final Pattern ROW =
      Pattern.compile("^\\| \\**([^|*-]+?)\\** \\| ", Pattern.MULTILINE);

  @Test
  void questionsAreThoseOfThePanelsInTheirOrder() throws IOException {
    JsonNode dashboard =
        new ObjectMapper().readTree(Path.of("grafana/growth-and-latency.json").toFile());
    List<String> titles =
        DashboardQueries.panels(dashboard).stream().map(p -> p.path("title").asText()).toList();
    List<String> told =
        ROW.matcher(Files.readString(Path.of("README.md")))
            .results()
            .map((MatchResult row) -> row.group(1))
            .toList();
    assertThat(told.subList(1, told.size())).isEqualTo(titles);
  }
}
