package io.mapscope.examples.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the program as its users do: as a process of its own. */
class MainTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private Process program;

  @AfterEach
  void end() {
    program.destroyForcibly();
  }

  @Test
  void growingSessionsAreSeenByWhoeverScrapes() throws Exception {
    int port = freePort();
    start("600", Integer.toString(port));
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(
            () ->
                assertThat(metrics(port))
                    .containsPattern("hashmap_growths_total\\{[^}]*hashmap_name=\"sessions\"")
                    .containsPattern("hashmap_entry_count\\{[^}]*hashmap_name=\"sessions\""));
  }

  @Test
  void programEndsWhenItsTimeIsOver() throws Exception {
    start("1", Integer.toString(freePort()));
    assertThat(output()).containsPattern("\\d logins, .* sessions open at the end");
    assertThat(program.exitValue()).isZero();
  }

  @Test
  void interruptedProgramEndsAsUsual() throws Exception {
    int port = freePort();
    start("600", Integer.toString(port));
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> metrics(port).contains("sessions"));
    program.toHandle().destroy();
    assertThat(output()).containsPattern("\\d logins, .* sessions open at the end");
  }

  @Test
  void wrongArgumentIsAnsweredWithTheUsage() throws Exception {
    start("soon");
    assertThat(output()).contains("\"soon\"").contains("usage: run [SECONDS] [PORT]");
    assertThat(program.exitValue()).isEqualTo(2);
  }

  @Test
  void portInUseIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      start("1", Integer.toString(taken.getLocalPort()));
      assertThat(output()).contains(Integer.toString(taken.getLocalPort())).doesNotContain("\tat ");
      assertThat(program.exitValue()).isEqualTo(1);
    }
  }

  private void start(String... args) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, Main.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed().toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    program = builder.start();
  }

  /** All that the program printed until it ended. */
  private String output() throws IOException, InterruptedException {
    boolean ended = program.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    String output = Files.readString(printed());
    assertThat(ended).as("has ended, after printing: %s", output).isTrue();
    return output;
  }

  private Path printed() {
    return folder.resolve("printed.txt");
  }

  private static String metrics(int port) throws IOException, InterruptedException {
    URI metrics = URI.create("http://127.0.0.1:%d/metrics".formatted(port));
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
