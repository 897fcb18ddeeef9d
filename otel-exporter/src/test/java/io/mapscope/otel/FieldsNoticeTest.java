package io.mapscope.otel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In a JVM of its own, as its options decide how fields are taken. */
class FieldsNoticeTest {

  private static final String OPENED = "jdk.jfr/jdk.jfr.consumer=ALL-UNNAMED";

  @Test
  void saysOnceWhatToAddWhenFieldsAreSearchedByName() throws Exception {
    assertThat(run(List.of()).lines().filter(line -> line.contains("--add-opens " + OPENED)))
        .hasSize(1);
  }

  @Test
  void saysNothingWhenThePackageIsOpen() throws Exception {
    assertThat(run(List.of("--add-opens", OPENED))).doesNotContain("searched by name");
  }

  private static String run(List<String> options) throws Exception {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(options);
    line.add("-cp");
    line.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
            + File.pathSeparator
            + System.getProperty("jdk.module.path", ""));
    line.add(Program.class.getName());
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** Starts twice. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws ExportException {
      MapTelemetry.builder().start().close();
      MapTelemetry.builder().start().close();
    }
  }
}
