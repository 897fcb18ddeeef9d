package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/**
 * Generated sequences of operations on a map and on {@code HashMap}: after each the answers are
 * equal, the maps are equal, and the table is whole. A failure tells its seed and is shrunk; see
 * {@link GeneratedTestSettings} for how to repeat it and how to run longer.
 */
@AddLifecycleHook(GeneratedTestSettings.class)
class StateMachineTest {

  private static final String DOUBLING = "in a doubling";
  private static final String SAME_SIZE = "in a same-size growth";

  @Provide
  Arbitrary<List<Step>> steps() {
    return Step.any().list().ofMaxSize(GeneratedTestSettings.STEPS);
  }

  @Provide
  Arbitrary<StartState> starts() {
    return StartState.any();
  }

  @Property
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void answersAreThoseOfHashMap(
      @ForAll HashQuality quality,
      @ForAll("starts") StartState start,
      @ForAll Pacings pacing,
      @ForAll long seed,
      @ForAll("steps") List<Step> steps) {
    InstrumentedMap<Probe, Probe> map = start.make(pacing.builder(seed), quality::key);
    Map<Probe, Probe> model = new HashMap<>(map);
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      Arguments arguments = step.arguments(quality, i);
      Object expected = step.operation().on(model, arguments);
      Object actual = step.operation().on(map, arguments);
      if (!Objects.equals(actual, expected)) {
        assertThat(actual).as("answer of step %d, %s", i, step).isEqualTo(expected);
      }
      same(map, model);
      count(map);
    }
    if (GeneratedTestSettings.OPERATIONS >= 4_000) {
      Statistics.coverage(
          all -> {
            all.check(DOUBLING).percentage(share -> share > 5);
            all.check(SAME_SIZE).percentage(share -> share > 5);
          });
    }
  }

  private static void same(InstrumentedMap<Probe, Probe> map, Map<Probe, Probe> model) {
    Invariants.check(map);
    assertThat(map.size()).isEqualTo(model.size());
    if (!map.equals(model) || !model.equals(map)) {
      assertThat(map).isEqualTo(model);
      assertThat(model).isEqualTo(map);
    }
  }

  private static void count(InstrumentedMap<Probe, Probe> map) {
    Statistics.collect(map.growth == null ? "at rest" : map.growth.sameSize ? SAME_SIZE : DOUBLING);
  }
}
