package io.mapscope.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.events.MapscopeEvents;
import io.mapscope.otel.FolderFollower;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FollowRunTest {

  @TempDir Path folder;

  @Test
  void goesOnWhereItWas() throws IOException {
    Path in = Files.createDirectories(folder.resolve("in"));
    dump(in.resolve("a.jfr"));
    assertThat(follow(in, 1).line()).isEqualTo("chunks: 1 exported");
    dump(in.resolve("b.jfr"));
    Files.writeString(in.resolve("c.jfr"), "no recording");
    assertThat(follow(in, 1).line())
        .startsWith("chunks: 1 exported, 1 read again to go on")
        .endsWith("1 files that are no recordings");
    assertThat(folder.resolve("out").resolve("spans.jsonl")).exists();
  }

  private FollowRun follow(Path in, int chunks) {
    return FollowRun.of(
        FolderFollower.builder(in, folder.resolve("checkpoint"))
            .outputFolder(folder.resolve("out")),
        follower -> follower.followed().chunksExported() == chunks);
  }

  /** A JVM is known by its maps: one of another test must not be in one of the files only. */
  private static void dump(Path file) throws IOException {
    try (Recording recording = new Recording()) {
      MapscopeEvents.types().forEach(recording::disable);
      recording.enable("jdk.CPULoad");
      recording.start();
      recording.stop();
      recording.dump(file);
    }
  }
}
