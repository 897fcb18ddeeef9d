package io.mapscope.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.report.GoldenFile;
import io.mapscope.report.RecordingReport;
import io.mapscope.report.scan.JdkTable;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapCardsTest {

  private static final int SLOTS = 1 << 20;

  @TempDir Path folder;

  @Test
  void tableTakesTheReferencesThatTheHeapHas() {
    assertThat(MapCards.table(JdkTable.HASH_MAP, SLOTS, Integer.BYTES)).isEqualTo("4 MiB");
    assertThat(MapCards.table(JdkTable.HASH_MAP, SLOTS, Long.BYTES)).isEqualTo("8 MiB");
    assertThat(MapCards.table(JdkTable.HASH_MAP, SLOTS, 0))
        .isEqualTo("4 MiB, or 8 MiB without compressed references");
  }

  @Test
  void identityHashMapHasTwoReferencesInASlot() {
    assertThat(MapCards.table(JdkTable.IDENTITY_HASH_MAP, SLOTS, Integer.BYTES)).isEqualTo("8 MiB");
  }

  @Test
  void loadOfAMapOfTheJdkFollowsFromItsCapacity() throws Exception {
    RecordingReport report =
        RecordingReport.builder().stall(Duration.ofNanos(100_000)).read(GoldenFile.jdkMaps(folder));
    assertThat(report.html())
        .contains("<dt>table</dt><dd>2 MiB</dd>", "<dt>load</dt><dd>0.38 to 0.75</dd>");
  }
}
