package io.mapscope.cli.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mapscope.cli.Mapscope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What an exporter leaves in the JVM that it was attached to. */
@DisabledOnOs(OS.WINDOWS)
class AttachedLeftOverTest {

  private static final Pattern OURS = Pattern.compile("name=\"?(mapscope-export-[\\d-]+)");

  /** Its bit among the ignored signals. */
  private static final long SIGINT = 1L << 1;

  @TempDir Path folder;

  @Test
  void theNextExporterStopsWhatAKilledOneLeftAndCtrlCStopsItsOwn() throws Exception {
    try (ChildJvm program = ChildJvm.start(folder, Map.of(), List.of(), GrowingProgram.class)) {
      program.awaitOutput("ready");
      String left;
      try (ChildJvm killed = export(program, "killed")) {
        left = awaitRecordingOtherThan("", program);
        killed.kill();
      }
      assertThat(program.jcmd("JFR.check"))
          .as("bounded in age and size as long as nobody stops it")
          .contains(left)
          .containsPattern("maxsize=64")
          .containsPattern("maxage=(10m|600s)");

      try (ChildJvm next = export(program, "next")) {
        String own = awaitRecordingOtherThan(left, program);
        assertThat(program.jcmd("JFR.check")).contains(own).doesNotContain(left);
        interrupt(next.pid());
        next.await();
        assertThat(next.output()).contains("spans.jsonl");
      }
      assertThat(program.jcmd("JFR.check")).contains("No available recordings");
    }
  }

  @Test
  void theMarkOfOneThatIsKilledWhileItClosesIsBoundedTooAndTheNextRemovesIt() throws Exception {
    try (ChildJvm program = ChildJvm.start(folder, Map.of(), List.of(), MarkHoldingProgram.class)) {
      program.awaitOutput("ready");
      String left;
      try (ChildJvm killed = export(program, "killed")) {
        left = awaitRecordingOtherThan("", program);
        awaitTold("killed");
        interrupt(killed.pid());
        program.awaitOutput("held ");
        killed.kill();
      }
      Matcher held = Pattern.compile("held (\\S+)").matcher(program.output());
      assertThat(held.find()).isTrue();
      String mark = held.group(1);
      assertThat(program.jcmd("JFR.check").lines().filter(line -> line.contains(mark)))
          .as("the mark, bounded in age and size as long as nobody stops it")
          .singleElement()
          .asString()
          .containsPattern("maxsize=64")
          .containsPattern("maxage=(10m|600s)");

      try (ChildJvm next = export(program, "next")) {
        String own = awaitRecordingOtherThan(left, program);
        assertThat(program.jcmd("JFR.check")).contains(own).doesNotContain(left, mark);
        interrupt(next.pid());
        next.await();
      }
      assertThat(program.jcmd("JFR.check")).contains("No available recordings");
    }
  }

  /** Until an exporter has written of the program: then it will want to have the last of it. */
  private void awaitTold(String out) {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions() // Until its folder is there.
        .until(
            () -> {
              try (Stream<Path> written = Files.walk(folder.resolve(out))) {
                return written.anyMatch(
                    file -> Files.isRegularFile(file) && file.toFile().length() > 0);
              }
            });
  }

  /** A shell has its jobs in the background ignore Ctrl-C, and a JVM that was born so does too. */
  private static void interrupt(long pid) throws Exception {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    boolean ignored =
        Files.exists(status)
            && Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> Long.parseUnsignedLong(line.substring(7).trim(), 16))
                .anyMatch(signals -> (signals & SIGINT) != 0);
    String signal = ignored ? "-TERM" : "-INT";
    new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor();
  }

  private ChildJvm export(ChildJvm program, String out) throws Exception {
    return ChildJvm.start(
        folder,
        Map.of(),
        List.of(),
        Mapscope.class,
        "export",
        program.pid(),
        "--out",
        folder.resolve(out));
  }

  /** The name of the one recording, as soon as it is another exporter's. */
  private static String awaitRecordingOtherThan(String left, ChildJvm program) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              Matcher found = OURS.matcher(program.jcmd("JFR.check"));
              return found.find() ? found.group(1) : left;
            },
            name -> !name.equals(left));
  }
}
