package io.mapscope.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mapscope.dashboards.Query.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardQueriesTest {

  @TempDir Path folder;

  @Test
  void panelsOfRowsVariablesAndAnnotationsAreRead() throws IOException {
    List<Query> queries = read("a{j=~'$job'}", Map.of("job", "x"));
    assertThat(queries)
        .containsExactly(
            new Query(Kind.PANEL, "panel \"outer\", A", "a{j=~'x'}", true),
            new Query(Kind.PANEL, "panel \"inner\", B", "b", false),
            new Query(Kind.VARIABLE, "variable job", "group by (job) (up{a='b'})", false),
            new Query(Kind.ANNOTATION, "annotation \"N\"", "d{j='x'}", false));
  }

  @Test
  void variableThatIsNotGivenTakesItsValueForAll() throws IOException {
    assertThat(read("$job ${job} ${job:regex} [[job]]", Map.of()).get(0).expression())
        .isEqualTo(".+ .+ .+ .+");
  }

  @Test
  void groupsOfLabelReplaceStay() throws IOException {
    assertThat(read("$1 [$__rate_interval]", Map.of("__rate_interval", "5s")))
        .element(0)
        .extracting(Query::expression)
        .isEqualTo("$1 [5s]");
  }

  @Test
  void variableWithoutValueIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("rate(a[$__rate_interval])", Map.of()))
        .withMessageContaining("panel \"outer\", A")
        .withMessageContaining("__rate_interval");
  }

  @Test
  void everyQueryOfTheShippedDashboardIsWithoutVariables() throws IOException {
    List<Query> queries =
        DashboardQueries.read(
            Path.of("grafana/growth-and-latency.json"), Map.of("__rate_interval", "5s"));
    assertThat(queries).extracting(Query::kind).contains(Kind.values());
    assertThat(queries).extracting(Query::expression).noneMatch(text -> text.contains("$"));
  }

  private List<Query> read(String expression, Map<String, String> variables) throws IOException {
    String dashboard =
        """
        {"panels": [
           {"title": "outer", "targets": [{"refId": "A", "expr": "EXPR", "exemplar": true}]},
           {"type": "row", "panels": [
             {"title": "inner", "targets": [{"refId": "B", "expr": "b"}]}]}],
         "templating": {"list": [
           {"name": "datasource", "type": "datasource", "query": "prometheus"},
           {"name": "job", "type": "query", "allValue": ".+",
            "query": {"query": "label_values(up{a='b'}, job)"}}]},
         "annotations": {"list": [{"name": "N", "expr": "d{j='$job'}"}]}}
        """;
    Path file = folder.resolve("dashboard.json");
    Files.writeString(file, dashboard.replace("EXPR", expression));
    return DashboardQueries.read(file, variables);
  }
}
