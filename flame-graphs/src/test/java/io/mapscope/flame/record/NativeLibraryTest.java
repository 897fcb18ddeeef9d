package io.mapscope.flame.record;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mapscope.attach.AttachException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {

  @TempDir Path folder;

  @Test
  void aPlatformWithoutALibrary() {
    assertThatThrownBy(() -> NativeLibrary.unpack(folder, "Windows 11", "amd64"))
        .isInstanceOf(AttachException.class)
        .hasMessageContaining("Windows 11 on amd64")
        .hasMessageContaining("--print-flags");
    assertThatThrownBy(() -> NativeLibrary.unpack(folder, "Linux", "s390x"))
        .isInstanceOf(AttachException.class)
        .hasMessageContaining("flight-recorder");
  }
}
