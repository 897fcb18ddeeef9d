package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code -Dmapscope.events=off}, in a JVM of its own as it is read at class load. */
class KillSwitchTest {

  @Test
  void nothingIsCountedOrRecordedWhenSwitchedOff() throws Exception {
    assertThat(run("-Dmapscope.events=off")).isEqualTo("1000 entries, unobserved");
  }

  @Test
  void mapIsObservedOtherwise() throws Exception {
    assertThat(run("-Dmapscope.events=on")).isEqualTo("1000 entries, observed");
  }

  private static String run(String option) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-cp",
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"))
                    + java.io.File.pathSeparator
                    + System.getProperty("jdk.module.path", ""),
                Program.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.strip();
  }

  /** The program of the other JVM. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      InstrumentedMap<Integer, Integer> map = new InstrumentedMap<>();
      for (int i = 0; i < 1_000; i++) {
        map.put(i, i);
      }
      System.out.println(
          map.size() + " entries, " + (map.recorder == null ? "unobserved" : "observed"));
    }
  }
}
