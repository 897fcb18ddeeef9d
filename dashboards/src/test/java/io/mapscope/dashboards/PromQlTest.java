package io.mapscope.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.mapscope.dashboards.PromQl.Selector;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromQlTest {

  @Test
  void selectorIsToldWithMatchersRangeAndFunction() {
    PromQl read =
        new PromQl("histogram_quantile(0.99, sum by (le, x) (rate(a_bucket{job=~\"$job\"}[5m])))");
    assertThat(read.selectors())
        .containsExactly(new Selector("a_bucket", Map.of("job", "=~\"$job\""), "5m", "rate"));
    assertThat(read.groupingLabels()).containsExactly("le", "x");
  }

  @Test
  void metricWithoutBracesIsASelector() {
    assertThat(new PromQl("sum(a) / b > bool 1e3").selectors())
        .extracting(Selector::metric, Selector::function)
        .containsExactly(tuple("a", "sum"), tuple("b", ""));
  }

  @Test
  void textsAreNoSelectors() {
    assertThat(new PromQl("label_replace(a, \"b\", \"(c d)\", \"\", \"\")").selectors())
        .extracting(Selector::metric)
        .containsExactly("a");
  }

  @Test
  void groupingAfterTheAggregationIsRead() {
    PromQl read = new PromQl("sum(a{}) by (le) and on (job) b offset 5m or c");
    assertThat(read.selectors()).extracting(Selector::metric).containsExactly("a", "b", "c");
    assertThat(read.groupingLabels()).containsExactly("le", "job");
  }

  @Test
  void namePatternSelectsWhatItMatchesInFull() {
    Selector selector = new PromQl("max({__name__=~\"a(_ratio)?\", job=\"}\"})").selectors().get(0);
    assertThat(selector.selects("a")).isTrue();
    assertThat(selector.selects("a_ratio")).isTrue();
    assertThat(selector.selects("a_total")).isFalse();
    assertThat(selector.matchers()).containsEntry("job", "=\"}\"");
  }
}
