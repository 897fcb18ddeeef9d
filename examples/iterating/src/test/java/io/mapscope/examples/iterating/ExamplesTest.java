package io.mapscope.examples.iterating;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the programs as their users do: as processes of their own. */
@Timeout(120)
class ExamplesTest {

  @Test
  void pagesOfAGrowingMapLoseNoOrder() throws Exception {
    assertThat(run(Paging.class))
        .contains("half a page again: 0 orders that were not on it")
        .contains("old orders met: 10000 of 10000")
        .contains("deleted on the way: true")
        .containsPattern("growths meanwhile: [3-6], put meanwhile: 90000")
        .contains("may have missed some: true");
  }

  @Test
  void preparedMapDoesNotGrowInTheRush() throws Exception {
    assertThat(run(IdleGrowth.class))
        .containsPattern("growths in the rush: [4-6]\\R")
        .contains("growths in the rush when prepared: 0")
        .containsPattern("idle moments that 16 stripes have used: [1-9]\\d{1,2}\\R");
  }

  @Test
  void presizedMapDoesNotGrow() throws Exception {
    assertThat(run(Presized.class))
        .contains("growths of the presized map: 0")
        .contains("did not grow either: 50000")
        .containsPattern("refused: map .seats. is full");
  }

  @Test
  void misuseIsNoticedAndRecordedWithItsLine() throws Exception {
    assertThat(run(Misused.class))
        .contains("the loop: ")
        .contains("a writer: ")
        .containsPattern("event: changed-during-iteration by \\S+ in line \\d+")
        .containsPattern("event: changed-during-write by \\S+ in line \\d+");
  }

  private static String run(Class<?> program) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder = new ProcessBuilder(java, program.getName()).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
