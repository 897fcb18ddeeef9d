package io.mapscope.benchmarks.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.benchmarks.export.AwayCost.Phase;
import io.mapscope.benchmarks.run.RunFile;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class AwayCostTest {

  private static final int SECONDS = 2;
  private static final int DELIVERED = 1;
  private static final int DROPPED = 2;
  private static final int FAILED = 3;
  private static final int ARRIVED = 4;

  @Test
  void spansWaitWhileTheCollectorIsAwayAndArriveWhenItIsBack() throws Exception {
    RunFile file = AwayCost.run(SECONDS);

    assertThat(file.rows().stream().filter(row -> row.kind().equals(AwayCost.WINDOW)))
        .hasSize(2 * SECONDS)
        .allSatisfy(row -> assertThat(row.values()).allSatisfy(v -> assertThat(v).isPositive()));
    List<Double> away = file.values(AwayCost.END, Phase.AWAY.name());
    List<Double> caughtUp = file.values(AwayCost.CAUGHT_UP, Phase.BACK.name());
    assertThat(caughtUp.get(ARRIVED)).isGreaterThan(away.get(ARRIVED));
    assertThat(caughtUp.get(DELIVERED)).isEqualTo(caughtUp.get(ARRIVED));
    List<Double> back = file.values(AwayCost.END, Phase.BACK.name());
    assertThat(back.get(FAILED)).isZero();
    assertThat(back.get(DROPPED)).isNotNegative();
  }

  @Test
  void countsTheSpansOfARequest() {
    // Two resources: one with a schema's address and three spans in two scopes, one with nothing.
    byte[] request =
        HexFormat.of()
            .parseHex("0a11" + "1204" + "12001200" + "1206" + "0a0012020801" + "1a0161" + "0a00");
    assertThat(StubCollector.count(ByteBuffer.wrap(request), 0)).isEqualTo(3);
  }
}
