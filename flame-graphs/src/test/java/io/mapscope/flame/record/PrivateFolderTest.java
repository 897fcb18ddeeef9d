package io.mapscope.flame.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mapscope.attach.AttachException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class PrivateFolderTest {

  @Test
  void theFolderIsPrivateAndGoesAwayWithItsFiles() throws Exception {
    PrivateFolder folder = PrivateFolder.make(null);
    NativeLibrary.unpack(folder.path, "Linux", "amd64");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path)))
        .isEqualTo("rwx------");
    folder.close();
    assertThat(folder.path).doesNotExist();
  }

  /** As on Windows: a ZIP file has no permissions either. */
  @Test
  void whereFoldersCannotBePrivateAnotherWayIsTold(@TempDir Path elsewhere) throws Exception {
    Path zip = elsewhere.resolve("files.zip");
    try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      assertThatThrownBy(() -> PrivateFolder.make(files.getPath("/"), null))
          .isInstanceOf(AttachException.class)
          .hasMessageContaining("--print-flags --engine flight-recorder");
    }
  }

  @Test
  void aRecordingThatCannotBeWrittenElsewhereIsKept(@TempDir Path elsewhere) throws Exception {
    PrivateFolder folder = PrivateFolder.make(null);
    Files.writeString(folder.path.resolve("agent.log"), "");
    Path recording = Files.writeString(folder.path.resolve("recording.jfr"), "an hour");
    Path inTheWay = Files.createDirectories(elsewhere.resolve("out.jfr/full")).getParent();

    try {
      assertThatThrownBy(() -> folder.handOver(recording, inTheWay))
          .isInstanceOfSatisfying(
              FileSystemException.class,
              e -> {
                assertThat(e.getOtherFile()).isEqualTo(recording.toString());
                assertThat(e.getReason()).isNotBlank();
              });
      folder.close();
      assertThat(folder.path).isDirectoryContaining(recording::equals);
      assertThat(folder.path).isDirectoryNotContaining("glob:**agent.log");
    } finally {
      Files.delete(recording);
      Files.delete(folder.path);
    }
  }

  @Test
  void aRecordingThatIsWrittenElsewhereIsNotKept(@TempDir Path elsewhere) throws Exception {
    PrivateFolder folder = PrivateFolder.make(null);
    Path recording = Files.writeString(folder.path.resolve("recording.jfr"), "an hour");
    Path out = Files.writeString(elsewhere.resolve("out.jfr"), "of yesterday");

    folder.handOver(recording, out);
    folder.close();

    assertThat(out).hasContent("an hour");
    assertThat(folder.path).doesNotExist();
  }
}
