package io.mapscope.examples.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.flame.During;
import io.mapscope.flame.FlameGraphs;
import io.mapscope.flame.FlameRequest;
import io.mapscope.flame.SampleKind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
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

    assertThat(folder.resolve("growth.html")).content().contains("While the index was growing");
    FlameGraphs graphs = FlameGraphs.of(folder.resolve("growth.jfr"));
    assertThat(graphs.windows()).isPositive();
    // The tables are large enough for each to be sampled.
    ByteArrayOutputStream stacks = new ByteArrayOutputStream();
    graphs.collapsed(
        FlameRequest.of(During.GROWTH, SampleKind.ALLOC).ofCallSite("WordIndex.add"), stacks);
    assertThat(stacks.toString(StandardCharsets.UTF_8).lines())
        .isNotEmpty()
        .allMatch(line -> line.contains("WordIndex.add") && line.contains("HashMap.resize"));
  }
}
