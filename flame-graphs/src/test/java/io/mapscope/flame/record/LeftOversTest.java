package io.mapscope.flame.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class LeftOversTest {

  /** Id of a process that has ended. */
  private static long dead;

  @TempDir Path parent;

  @BeforeAll
  static void endAProcess() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    dead = process.pid();
  }

  @Test
  void theFolderOfAKilledProgramGoesAtTheNextStart() throws IOException {
    Path killed = folder(dead, "libasyncProfiler.so", "recording.jfr");
    LeftOvers.note(killed, Duration.ofDays(-1));

    PrivateFolder.make(parent, null).close();

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void whatIsInUseOrWasKeptStays() throws IOException {
    Path running = folder(ProcessHandle.current().pid(), "recording.jfr", "agent.log");
    Path writtenTo = folder(dead, "recording.jfr");
    LeftOvers.note(writtenTo, Duration.ofMinutes(1));
    Path kept = folder(dead, "recording.jfr");
    Path other = Files.createDirectory(parent.resolve("mapscope-record-of-mine"));

    PrivateFolder.make(parent, null).close();

    assertThat(parent.toFile().list()).hasSize(4);
    assertThat(running.resolve("agent.log")).exists();
    assertThat(writtenTo.resolve("recording.jfr")).exists();
    assertThat(kept.resolve("recording.jfr")).exists();
    assertThat(other).exists();
  }

  /** Else anybody could have us empty any folder of ours. */
  @Test
  void linksAreNotFollowed() throws IOException {
    Path mine = Files.createDirectory(parent.resolve("mine"));
    Files.writeString(mine.resolve("letter"), "");
    Path elsewhere = Files.createDirectory(parent.resolve("tmp"));
    Files.createSymbolicLink(elsewhere.resolve("mapscope-record-" + dead + "-1"), mine);

    PrivateFolder.make(elsewhere, null).close();

    assertThat(mine.resolve("letter")).exists();
  }

  private Path folder(long pid, String... files) throws IOException {
    Path folder = parent.resolve("mapscope-record-" + pid + "-" + System.nanoTime());
    Files.createDirectory(folder);
    for (String file : files) {
      Files.writeString(folder.resolve(file), "");
    }
    return folder;
  }
}
