package io.mapscope.attach;

import static io.mapscope.attach.TargetProcessTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class JcmdTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private ChildJvm jvm;
  private TargetProcess target;

  @BeforeEach
  void start() throws Exception {
    jvm = ChildJvm.run("-Dsome.name=some-value");
    target = TargetProcess.of(jvm.pid(), "give up");
  }

  @AfterEach
  void end() {
    jvm.close();
  }

  @Test
  void theAnswerIsWithoutTheProcessId() throws Exception {
    assertThat(target.jcmd(PATIENCE, "VM.system_properties"))
        .startsWith("#")
        .contains("some.name=some-value")
        .doesNotContain(jvm.pid() + ":");
  }

  @Test
  void argumentsAreNotSplit() throws Exception {
    assertThat(target.jcmd(PATIENCE, "help", "VM.version"))
        .startsWith("VM.version\n")
        .doesNotContain("GC.run");
  }

  @Test
  void aRefusalIsAFailure() {
    assertRefused(
        () -> target.jcmd(PATIENCE, "No.such"),
        "has refused No.such",
        "Unknown diagnostic command");
  }

  @Test
  void aJvmThatHasEndedIsNamed() throws Exception {
    jvm.end();

    assertRefused(
        () -> target.jcmd(PATIENCE, "VM.version"), "process " + jvm.pid(), "whether it still runs");
  }

  @Test
  void patienceEnds() throws Exception {
    // From now on its socket is there, which a frozen JVM would not make.
    assertThat(target.jcmd(PATIENCE, "VM.version")).isNotEmpty();
    jvm.freeze();

    assertRefused(
        () -> target.jcmd(Duration.ofSeconds(1), "VM.version"),
        "does not answer VM.version within 1 s");
  }

  @Test
  void anInterruptDoesNotCutItShortAndIsKept() throws Exception {
    Thread.currentThread().interrupt();

    String answer = target.jcmd(PATIENCE, "VM.version");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(answer).contains(System.getProperty("java.version"));
  }
}
