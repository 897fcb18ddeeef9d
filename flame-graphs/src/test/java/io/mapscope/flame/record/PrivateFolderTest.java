package io.mapscope.flame.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

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
}
