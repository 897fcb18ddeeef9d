package io.mapscope.examples.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.flame.FlameGraphs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class MainTest {

  @TempDir Path folder;

  @Test
  void findsTheGrowthsOfItsOwnMap() throws Exception {
    Main.main(new String[] {folder.toString()});

    assertThat(FlameGraphs.of(folder.resolve("growth.jfr")).windows()).isPositive();
    assertThat(folder.resolve("growth.html")).content().contains("While the index was growing");
  }
}
