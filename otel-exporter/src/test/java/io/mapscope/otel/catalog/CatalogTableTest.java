package io.mapscope.otel.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.otel.catalog.MetricCatalog.Metric;
import io.mapscope.otel.catalog.SettingCatalog.Setting;
import io.mapscope.otel.catalog.SpanCatalog.SpanKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The tables of metrics, spans and settings in the README are made from the code. {@code
 * -Dmapscope.docs=update} writes them anew.
 */
class CatalogTableTest {

  private static final Path README = Path.of("README.md");

  @Test
  void tablesInTheReadmeAreThoseOfTheCode() throws IOException {
    String readme = Files.readString(README);
    String made = replace(replace(readme, "metrics", metrics()), "spans", spans());
    made = replace(made, "settings", settings(SettingCatalog.all()));
    made = replace(made, "settings of the command", settings(SettingCatalog.command()));
    if ("update".equals(System.getProperty("mapscope.docs"))) {
      Files.writeString(README, made);
    }
    assertThat(Files.readString(README))
        .as("run `mvn test -pl otel-exporter -Dmapscope.docs=update` and look at what changed")
        .isEqualTo(made);
  }

  @Test
  void namesAreUnique() {
    assertThat(MetricCatalog.all()).extracting(Metric::name).doesNotHaveDuplicates();
    assertThat(SpanCatalog.all()).extracting(SpanKind::event).doesNotHaveDuplicates();
  }

  @Test
  void histogramsHaveRisingBoundariesAndNothingElseHasAny() {
    for (Metric metric : MetricCatalog.all()) {
      boolean histogram = metric.kind() == MetricCatalog.Kind.HISTOGRAM;
      assertThat(metric.boundaries().isEmpty()).as(metric.name()).isNotEqualTo(histogram);
      assertThat(metric.boundaries()).isSorted().doesNotHaveDuplicates();
    }
  }

  private static String replace(String readme, String what, String table) {
    String begin = "<!-- " + what + ": made from the code -->\n";
    int from = readme.indexOf(begin) + begin.length();
    int to = readme.indexOf("<!-- end of " + what + " -->");
    return readme.substring(0, from) + table + readme.substring(to);
  }

  private static String metrics() {
    return MetricCatalog.all().stream()
        .map(
            metric ->
                "| `%s` | %s | `%s` | %s | %s |\n"
                    .formatted(
                        metric.name(),
                        metric.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        metric.unit(),
                        metric.attributes().stream()
                            .filter(name -> !isOfEveryMap(name))
                            .map(name -> "`" + name + "`")
                            .collect(Collectors.joining(", ")),
                        metric.description()))
        .collect(
            Collectors.joining(
                "",
                "\n| metric | kind | unit | attributes | what it tells |\n|---|---|---|---|---|\n",
                "\n"));
  }

  private static boolean isOfEveryMap(String attribute) {
    return attribute.equals(AttributeNames.MAP_NAME)
        || attribute.equals(AttributeNames.IMPLEMENTATION);
  }

  private static String settings(List<Setting> settings) {
    return settings.stream()
        .map(
            setting ->
                "| `%s` | %s | %s | %s |\n"
                    .formatted(
                        setting.variable(),
                        setting.form(),
                        setting.byDefault(),
                        setting.description()))
        .collect(
            Collectors.joining(
                "",
                "\n| variable | value | by default | what it decides |\n|---|---|---|---|\n",
                "\n"));
  }

  private static String spans() {
    return SpanCatalog.all().stream()
        .map(
            span ->
                "| `%s` | `%s` | %s | %s |\n"
                    .formatted(span.name(), span.event(), span.description(), span.parent()))
        .collect(
            Collectors.joining(
                "", "\n| span | made of | what it tells | parent |\n|---|---|---|---|\n", "\n"));
  }
}
