package io.mapscope.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlPageTest {

  private static final Pattern DATA =
      Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>");

  private final DemoReport report =
      SampleReport.of(SampleReport.hashMap(), SampleReport.instrumentedMap(430_000, "other"));

  @Test
  void needsNothingFromElsewhere() throws IOException {
    assertThat(HtmlPage.of(report))
        .doesNotContain("<link", "<img", "src=", "@import", "url(", "fetch(", "{{")
        .doesNotContainPattern("https?://(?!www\\.w3\\.org/2000/svg)");
  }

  @Test
  void holdsTheFiguresForItsCharts() throws IOException {
    Matcher data = DATA.matcher(HtmlPage.of(report));

    assertThat(data.find()).isTrue();
    JsonNode json = new ObjectMapper().readTree(data.group(1));
    assertThat(json.at("/maps/0/windows/max/1").asLong()).isEqualTo(537_000_000);
    assertThat(json.at("/maps/1/growthList/0/bucketsAfter").asLong()).isEqualTo(16_777_216);
    assertThat(json.at("/maps/1/gcPauses/0/nanos").asLong()).isEqualTo(12_000_000);
    assertThat(json.at("/machine/processor").asText()).isEqualTo("</script><b>&");
  }

  @Test
  void letsNoTextBecomeMarkup() throws IOException {
    assertThat(HtmlPage.of(report))
        .contains("&lt;/script&gt;&lt;b&gt;&amp;")
        .doesNotContain("</script><b>");
  }

  @Test
  void canBeReadWithoutJavaScript() throws IOException {
    String page = HtmlPage.of(report);

    assertThat(page)
        .contains("HashMap stopped for 537\u00a0ms")
        .contains("<td>537\u00a0ms</td><td>430\u00a0µs</td><td>1/1,249</td>")
        .contains("mapscope demo --seconds 1 --entries 1000")
        .contains("events: 5 received, 0 lost");
  }
}
