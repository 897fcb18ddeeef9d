package io.mapscope.cli.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mapscope.cli.Mapscope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong by JMX, with a JVM that demands TLS and a password. */
@DisabledOnOs(OS.WINDOWS)
class JmxExportTest {

  private static final Pattern OURS = Pattern.compile("mapscope-export-[\\d-]+");
  private static final String STORE_PASSWORD = "not-a-secret";
  private static final String PASSWORD = "pa55word-of-writer";
  private static final String READERS_PASSWORD = "pa55word-of-reader";

  @TempDir Path folder;
  private int port;
  private Path store;
  private ChildJvm program;

  @BeforeEach
  void startProgram() throws Exception {
    port = freePort();
    store = keyStore();
    program = ChildJvm.start(folder, Map.of(), jmxOptions(), GrowingProgram.class);
    program.awaitOutput("ready");
  }

  @AfterEach
  void endProgram() {
    program.close();
  }

  @Test
  void eachFailureIsOneLineWithoutThePassword() throws Exception {
    Map<String, String> untrusting = new HashMap<>(access("writer", PASSWORD));
    untrusting.remove(JmxAccess.TRUST_STORE);
    try (ChildJvm wrongPassword = export("wrong", access("writer", READERS_PASSWORD));
        ChildJvm noPassword = export("none", trust());
        ChildJvm untrusted = export("untrusted", untrusting);
        ChildJvm readOnly = export("readonly", access("reader", READERS_PASSWORD))) {
      assertFails(wrongPassword, "refuses user writer with this password");
      assertFails(noPassword, "demands a user and a password");
      assertFails(untrusted, "name a trust store with its certificate");
      assertFails(readOnly, "lets nothing be recorded");
    }
    assertThat(program.jcmd("JFR.check")).contains("No available recordings");
  }

  @Test
  void theNextExporterRemovesWhatAKilledOneLeft() throws Exception {
    String left;
    try (ChildJvm killed = export("killed", access("writer", PASSWORD))) {
      left = awaitRecordingOtherThan("");
      killed.kill();
    }
    assertThat(program.jcmd("JFR.check"))
        .as("bounded in age and size as long as nobody removes it")
        .contains(left)
        .containsPattern("maxsize=64")
        .containsPattern("maxage=(10m|600s)");
    try (ChildJvm next = export("next", access("writer", PASSWORD))) {
      awaitRecordingOtherThan(left);
      assertThat(program.jcmd("JFR.check")).doesNotContain(left);
      next.interrupt();
      assertThat(next.output()).contains("spans.jsonl");
    }
    assertThat(program.jcmd("JFR.check")).contains("No available recordings");
  }

  private void assertFails(ChildJvm export, String why) throws InterruptedException {
    assertThat(export.await()).as(export.output()).isEqualTo(1);
    assertThat(export.output())
        .hasLineCount(1)
        .startsWith("mapscope: localhost:" + port + " ")
        .contains(why)
        .doesNotContain(PASSWORD, READERS_PASSWORD, STORE_PASSWORD);
  }

  /** The name of the first recording, as soon as it is another exporter's. */
  private String awaitRecordingOtherThan(String left) {
    return await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () -> {
              Matcher found = OURS.matcher(program.jcmd("JFR.check"));
              return found.find() ? found.group() : left;
            },
            name -> !name.equals(left));
  }

  private ChildJvm export(String out, Map<String, String> environment) throws IOException {
    return ChildJvm.start(
        folder,
        environment,
        List.of(),
        Mapscope.class,
        "export",
        "localhost:" + port,
        "--out",
        folder.resolve(out));
  }

  private Map<String, String> access(String user, String password) {
    Map<String, String> access = new HashMap<>(trust());
    access.put(JmxAccess.USER, user);
    access.put(JmxAccess.PASSWORD, password);
    return access;
  }

  private Map<String, String> trust() {
    return Map.of(
        JmxAccess.TRUST_STORE, store.toString(), JmxAccess.TRUST_STORE_PASSWORD, STORE_PASSWORD);
  }

  private List<String> jmxOptions() throws IOException {
    Path passwords =
        Files.writeString(
            folder.resolve("jmx.password"),
            "writer " + PASSWORD + "\nreader " + READERS_PASSWORD + "\n");
    Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
    Path access =
        Files.writeString(folder.resolve("jmx.access"), "writer readwrite\nreader readonly\n");
    String jmx = "-Dcom.sun.management.jmxremote.";
    return List.of(
        jmx + "port=" + port,
        jmx + "rmi.port=" + port,
        jmx + "host=localhost",
        "-Djava.rmi.server.hostname=localhost",
        jmx + "ssl=true",
        jmx + "registry.ssl=true",
        jmx + "password.file=" + passwords,
        jmx + "access.file=" + access,
        "-Djavax.net.ssl.keyStore=" + store,
        "-Djavax.net.ssl.keyStorePassword=" + STORE_PASSWORD);
  }

  /** A key for localhost, which is trusted where the same file is the trust store. */
  private Path keyStore() throws Exception {
    Path made = folder.resolve("jmx.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "jmx",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                made.toString(),
                "-storepass",
                STORE_PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), Charset.defaultCharset());
    assertThat(keytool.waitFor()).as(said).isZero();
    return made;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
