package io.mapscope.benchmarks.attached;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class AttachedOverheadTest {

  @Test
  void measuresEachModeThatIsPossibleInEachRound() throws Exception {
    var ratios = AttachedOverhead.measure(1, 2);

    assertThat(ratios.keySet())
        .contains(AttachedOverhead.Mode.NOTHING, AttachedOverhead.Mode.GROWTHS_AND_SAMPLES);
    assertThat(ratios.get(AttachedOverhead.Mode.NOTHING).settled()).containsExactly(1.0);
    assertThat(ratios.values())
        .allSatisfy(all -> assertThat(all.settled()).hasSize(1).allMatch(r -> r > 0))
        .allSatisfy(all -> assertThat(all.justAfter()).hasSize(1).allMatch(r -> r > 0));
  }
}
