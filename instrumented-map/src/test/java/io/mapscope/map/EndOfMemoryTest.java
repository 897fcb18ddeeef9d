package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was confirmed stays, whatever of a write memory does not suffice for. */
class EndOfMemoryTest {

  private static final int ROUNDS = Integer.getInteger("mapscope.rounds", 2);

  @ParameterizedTest
  @ValueSource(strings = {"-Dmapscope.events=on", "-Dmapscope.events=off"})
  void nothingConfirmedIsLostWhereMemoryRunsOut(String events) throws Exception {
    long seed = Long.getLong("mapscope.seed", new Random().nextLong());
    System.out.println("nothingConfirmedIsLost: -Dmapscope.seed=" + seed);
    assertThat(run(events, seed))
        .as("seed %d", seed)
        .containsPattern("out of memory \\d{2,} times");
  }

  /**
   * In a heap that is soon full, and collected at once; no thread keeps a part of it for itself.
   */
  private static String run(String events, long seed) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms12m",
                "-Xmx12m",
                "-XX:+UseSerialGC",
                "-XX:-UseTLAB",
                "-Xmn1m",
                events,
                "-cp",
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"))
                    + File.pathSeparator
                    + System.getProperty("jdk.module.path", ""),
                EndOfMemory.class.getName(),
                Long.toString(seed),
                Integer.toString(ROUNDS))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
