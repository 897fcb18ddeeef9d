package io.mapscope.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class TargetProcessTest {

  private static final String OTHER_WAY = "take the other way";

  @TempDir Path folder;

  @Test
  void aJvmIsFound() throws Exception {
    try (ChildJvm jvm = ChildJvm.run()) {
      TargetProcess target = TargetProcess.of(jvm.pid(), OTHER_WAY);

      assertThat(target.pid()).isEqualTo(jvm.pid());
      assertThat(target.owner()).contains(Files.getOwner(folder));
      assertThat(target.loadedLibrary("libjvm.")).get().asString().endsWith("/libjvm.so");
      assertThat(target.loadedLibrary("libnobody")).isEmpty();
      assertThat(target.isAlive()).isTrue();
      jvm.end();
      assertThat(target.isAlive()).isFalse();
    }
  }

  @Test
  void propertiesAreTold() throws Exception {
    try (ChildJvm jvm = ChildJvm.run("-Dsome.name=some value")) {
      TargetProcess target = TargetProcess.of(jvm.pid(), OTHER_WAY);

      assertThat(target.property("some.name")).isEqualTo("some value");
      assertRefused(() -> target.property("no.name"), "has no no.name", "Java 17");
      jvm.end();
      assertRefused(() -> target.property("some.name"), "process " + jvm.pid());
    }
  }

  @Test
  void noSuchProcess() {
    assertRefused(() -> of(Integer.MAX_VALUE), "there is no process", "jcmd -l");
  }

  @Test
  void thisProcess() {
    assertRefused(() -> of(ProcessHandle.current().pid()), "is this one", "GrowthProfiler");
  }

  @Test
  void aProcessThatIsNoJvmGetsNoSignal() throws Exception {
    Process sleep = new ProcessBuilder("sleep", "60").start();
    try {
      assertRefused(() -> of(sleep.pid()), "is no JVM", "jcmd -l");
      assertThat(sleep.isAlive()).isTrue();
    } finally {
      sleep.destroyForcibly();
    }
  }

  @Test
  void aProcessThatHandlesTheSignalButIsNoJvm() throws Exception {
    try (ChildJvm shell = ChildJvm.start("sh", "-c", "trap 'exit 3' QUIT; echo ready; read line")) {
      assertRefused(() -> of(shell.pid()), "is no JVM");
      assertThat(shell.isAlive()).isTrue();
    }
  }

  @Test
  void aJvmThatTheSignalWouldEnd() throws IOException {
    Files.writeString(folder.resolve("status"), "SigCgt:\t0000000101001cc8\n");
    Files.writeString(folder.resolve("maps"), "7f00-7f01 r-xp 0 08:01 1 /jdk/lib/libjvm.so\n");

    assertRefused(() -> ofFolder(Files.getOwner(folder)), "SIGQUIT would end it", OTHER_WAY);
  }

  @Test
  void aJvmThatListensFromItsStartNeedsNoSignal() throws Exception {
    try (ChildJvm jvm = ChildJvm.run("-Xrs")) {
      assertThat(of(jvm.pid()).property("java.version"))
          .isEqualTo(System.getProperty("java.version"));
      assertThat(jvm.isAlive()).isTrue();
    }
  }

  @Test
  void aJvmThatLetsNobodyAttach() throws Exception {
    try (ChildJvm jvm = ChildJvm.run("-XX:+DisableAttachMechanism")) {
      assertRefused(
          () -> of(jvm.pid()).attach(),
          "does not let anybody attach",
          "DisableAttachMechanism",
          OTHER_WAY);
    }
  }

  @Test
  void aSocketThatAKilledProcessHasLeft() throws Exception {
    try (ChildJvm jvm = ChildJvm.run()) {
      Path socket = TargetProcess.socket(jvm.pid());
      try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        left.bind(UnixDomainSocketAddress.of(socket));
      }
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
      assertRefused(() -> of(jvm.pid()).attach(), "nobody listens at " + socket, "remove");
      Files.delete(socket);
      of(jvm.pid()).attach().detach();
    }
  }

  @Test
  void aProcessOfAnotherUser() throws IOException {
    UserPrincipal nobody =
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");

    assertRefused(
        () -> ofFolder(nobody), "belongs to " + Files.getOwner(folder).getName(), "sudo -u");
  }

  @Test
  void aProcessInAContainer() throws IOException {
    Files.createDirectory(folder.resolve("ns"));
    Files.createSymbolicLink(folder.resolve("ns/mnt"), Path.of("mnt:[1]"));

    assertRefused(() -> ofFolder(Files.getOwner(folder)), "runs in a container", OTHER_WAY);
  }

  @Test
  void anotherUserIsRefusedForReal() throws Exception {
    assumeRoot();
    try (ChildJvm target = ChildJvm.run()) {
      assertThat(
              said(
                  "setpriv",
                  "--reuid=nobody",
                  "--clear-groups",
                  ChildJvm.java(),
                  "-cp",
                  ChildJvm.classes("classes") + ":" + ChildJvm.classes("test-classes"),
                  Attaching.class.getName(),
                  Long.toString(target.pid())))
          .contains("belongs to root and this runs as nobody", "sudo -u root")
          .hasLineCount(1);
    }
  }

  @Test
  void anotherMountNamespaceIsRefusedForReal() throws Exception {
    assumeRoot();
    assumeThat(new ProcessBuilder("unshare", "--mount", "true").start().waitFor()).isZero();
    try (ChildJvm target =
        ChildJvm.start(
            "unshare",
            "--mount",
            ChildJvm.java(),
            "-cp",
            ChildJvm.classes("test-classes"),
            ChildJvm.Idle.class.getName())) {
      assertRefused(() -> of(target.pid()), "runs in a container", OTHER_WAY);
      assertThat(target.isAlive()).isTrue();
    }
  }

  private static void assumeRoot() {
    assumeThat(System.getProperty("user.name")).as("only root can be others").isEqualTo("root");
    assumeThat(Path.of("/usr/bin/setpriv")).exists();
  }

  private static String said(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void whatMustNotBeReadProvesNothing() throws IOException {
    assertThat(ofFolder(Files.getOwner(folder)).pid()).isEqualTo(someProcess());
  }

  @Test
  void aRuntimeThatCannotAttachSaysSo() throws Exception {
    try (ChildJvm target = ChildJvm.run()) {
      String[] command = {
        ChildJvm.java(),
        "--limit-modules",
        "java.base",
        "-cp",
        ChildJvm.classes("classes") + ":" + ChildJvm.classes("test-classes"),
        Attaching.class.getName(),
        Long.toString(target.pid())
      };
      assertThat(said(command)).contains("jdk.attach is missing").hasLineCount(1);
    }
  }

  /** Says why it cannot attach. */
  static final class Attaching {

    private Attaching() {}

    public static void main(String[] arguments) {
      try {
        TargetProcess.of(Long.parseLong(arguments[0]), OTHER_WAY);
      } catch (AttachException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private static TargetProcess of(long pid) throws AttachException {
    return TargetProcess.of(pid, OTHER_WAY);
  }

  private TargetProcess ofFolder(UserPrincipal self) throws IOException {
    return TargetProcess.of(someProcess(), OTHER_WAY, new ProcFolder(folder), self);
  }

  private static long someProcess() {
    return ProcessHandle.current().parent().orElseThrow().pid();
  }

  static void assertRefused(ThrowingCallable action, String... words) {
    assertThatThrownBy(action)
        .isInstanceOf(AttachException.class)
        .hasMessageContainingAll(words)
        .extracting(Throwable::getMessage)
        .asString()
        .hasLineCount(1);
  }
}
