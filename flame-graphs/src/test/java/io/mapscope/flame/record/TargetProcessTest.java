package io.mapscope.flame.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mapscope.flame.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class TargetProcessTest {

  @TempDir Path proc;

  @Test
  void noSuchProcess() {
    assertRefused(() -> TargetProcess.of(Integer.MAX_VALUE), "there is no process", "jps -l");
  }

  @Test
  void thisProcess() {
    assertRefused(() -> TargetProcess.of(ProcessHandle.current().pid()), "GrowthProfiler");
  }

  @Test
  void aProcessThatIsNoJvmGetsNoSignal() throws Exception {
    Process sleep = new ProcessBuilder("sleep", "60").start();
    try {
      assertRefused(() -> TargetProcess.of(sleep.pid()), "is no JVM");
      assertThat(sleep.isAlive()).isTrue();
    } finally {
      sleep.destroyForcibly();
    }
  }

  @Test
  void aProcessOfAnotherUser() throws IOException {
    UserPrincipal other =
        proc.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
    assertRefused(
        () -> TargetProcess.of(someProcess(), proc, other),
        "belongs to " + Files.getOwner(proc).getName(),
        "sudo -u");
  }

  @Test
  void aProcessInAContainer() throws IOException {
    Files.createDirectory(proc.resolve("ns"));
    Files.createSymbolicLink(proc.resolve("ns/mnt"), Path.of("mnt:[1]"));

    assertRefused(
        () -> TargetProcess.of(someProcess(), proc, Files.getOwner(proc)),
        "runs in a container",
        "--print-flags");
  }

  @Test
  void aJvmThatLetsNobodyAttach() throws Exception {
    try (ChildJvm jvm = ChildJvm.run(GrowingMaps.class, "-XX:+DisableAttachMechanism")) {
      assertRefused(
          () -> AttachedRecording.start(jvm.pid(), RecordingPlan.ofJdkMaps(), null),
          "does not let anybody attach",
          "DisableAttachMechanism");
    }
  }

  @Test
  void aPlatformWithoutALibrary() {
    assertRefused(() -> NativeLibrary.unpack(proc, "Windows 11", "amd64"), "Windows 11 on amd64");
    assertRefused(() -> NativeLibrary.unpack(proc, "Linux", "s390x"), "flight-recorder");
  }

  @Test
  void theFolderIsPrivateAndGoesAwayWithItsFiles() throws Exception {
    PrivateFolder folder = PrivateFolder.make(null);
    NativeLibrary.unpack(folder.path, "Linux", "amd64");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path)))
        .isEqualTo("rwx------");
    folder.close();
    assertThat(folder.path).doesNotExist();
  }

  private static long someProcess() {
    return ProcessHandle.current().parent().orElseThrow().pid();
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable action, String... words) {
    assertThatThrownBy(action)
        .isInstanceOf(AttachException.class)
        .hasMessageContainingAll(words)
        .extracting(Throwable::getMessage)
        .asString()
        .hasLineCount(1);
  }
}
