package io.mapscope.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.benchmarks.peer.MapLoops;
import io.mapscope.benchmarks.run.RunFile;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverheadTest {

  @Test
  void measuresEachCopyInEachMode() {
    RunFile file = Overhead.run(100, 2, 1, 1);

    for (Overhead.Mode mode : Overhead.Mode.values()) {
      for (Overhead.Copy copy : Overhead.Copy.values()) {
        assertThat(file.values(mode.name(), copy.name())).as("%s of %s", mode, copy).hasSize(4);
      }
    }
  }

  @Test
  void loadKeepsTheSizeOfTheMap() {
    MixedLoad load = new MixedLoad(10_000);
    Map<Object, Object> map = new HashMap<>();
    load.fill(map);

    MapLoops.compiledApart().run(map, load.keys, load.steps, 0, load.steps.length);

    assertThat(map.size()).isBetween(9_500, 10_500);
  }
}
