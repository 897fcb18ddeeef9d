package io.mapscope.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {

  private static final Set<String> NAMES = Set.of("page", "mark");

  @TempDir Path base;

  @Test
  void showsNothingBeforeItIsPublished() throws IOException {
    try (OutputFolder folder = OutputFolder.open(base)) {
      Files.writeString(folder.staging().resolve("page"), "text");
      assertThat(base.resolve("page")).doesNotExist();

      assertThat(folder.publish()).containsExactly(base.resolve("page"));
    }

    assertThat(base.resolve("page")).hasContent("text");
    assertThat(base).isDirectoryNotContaining("glob:**/.mapscope*");
  }

  @Test
  void leavesNothingOfAFailureNotEvenFoldersItMade() throws IOException {
    try (OutputFolder folder = OutputFolder.open(base.resolve("a/b/c"))) {
      Files.writeString(folder.staging().resolve("page"), "half");
    }

    assertThat(base).isEmptyDirectory();
  }

  @Test
  void leavesOtherFilesAlone() throws IOException {
    Files.writeString(base.resolve("other"), "mine");

    try (OutputFolder folder = OutputFolder.open(base, NAMES, "mark")) {
      Files.writeString(folder.staging().resolve("page"), "text");
      folder.publish();
    }

    assertThat(base.resolve("other")).hasContent("mine");
  }

  @Test
  void replacesWhatTheSameCommandWrote() throws IOException {
    Files.writeString(base.resolve("page"), "old");
    Files.writeString(base.resolve("mark"), "");

    try (OutputFolder folder = OutputFolder.open(base, NAMES, "mark")) {
      Files.writeString(folder.staging().resolve("page"), "new");
      folder.publish();
    }

    assertThat(base.resolve("page")).hasContent("new");
  }

  @Test
  void refusesToReplaceWhatItDidNotWrite() throws IOException {
    Files.writeString(base.resolve("page"), "mine");

    assertThatThrownBy(() -> OutputFolder.open(base, NAMES, "mark"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(base.resolve("page").toString());
    assertThat(base.resolve("page")).hasContent("mine");
  }

  @Test
  void saysWhichFolderCannotBeMade() throws IOException {
    Path file = Files.createFile(base.resolve("file"));

    assertThatThrownBy(() -> OutputFolder.open(file.resolve("out")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(file.resolve("out").toString())
        .hasMessageContaining("a file of that name is in the way");
  }
}
