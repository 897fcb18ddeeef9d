package io.mapscope.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.events.GrowWorkEvent;
import io.mapscope.events.RecordingSettings;
import io.mapscope.report.GoldenFile;
import io.mapscope.report.RecordingReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * However large the recording, the page is not. In the build the recording has a megabyte; {@code
 * -Dmapscope.recording.mb=1024} makes one of a gigabyte, and {@code target/pages/large.html} can
 * then be opened.
 */
class PageSizeTest {

  private static final int MEGABYTES = Integer.getInteger("mapscope.recording.mb", 1);
  private static final int MAPS = 500;
  // An event takes some 33 bytes.
  private static final long EVENTS = MEGABYTES * 32_000L;
  private static final long MOST_BYTES = 3 << 20;

  @TempDir Path folder;

  @Test
  void pageOfALargeRecordingIsBounded() throws Exception {
    Path recording = recording(folder.resolve("large.jfr"));
    RecordingReport report = RecordingReport.builder().stall(Duration.ofNanos(1)).read(recording);

    Path page = Path.of("target", "pages", "large.html");
    Files.createDirectories(page.getParent());
    Files.writeString(page, report.html());

    System.out.printf("recording %,d bytes, page %,d%n", Files.size(recording), Files.size(page));
    assertThat(Files.size(page)).isLessThan(MOST_BYTES);
    assertThat(page).content().contains("Of ", "the longest 4,000 are drawn and listed.");
  }

  /** A growth of a second has a hundred samples, each with a stack of its own; some have more. */
  @Test
  void pageWithFlameGraphsIsBounded() throws Exception {
    String frames = "java.util.concurrent.ThreadPoolExecutor.runWorker;".repeat(40);
    String stacks =
        IntStream.range(0, 1_000)
            .mapToObj(i -> frames + "App.put" + i + " " + (i + 1) + "\n")
            .collect(Collectors.joining());
    String page =
        RecordingReport.builder()
            .stall(Duration.ofNanos(100_000))
            .flames(window -> Optional.of(stacks))
            .read(GoldenFile.jdkMaps(folder))
            .html();
    assertThat(page.length()).isLessThan((int) MOST_BYTES);
    assertThat(page)
        .contains("App.put999 1000", "Flame graphs show the most frequent stacks: ")
        .doesNotContain("App.put1 2");
  }

  private static Path recording(Path file) throws Exception {
    try (Recording recording = new Recording(RecordingSettings.PROFILE.configuration())) {
      recording.setToDisk(true);
      recording.setDestination(file);
      recording.enable(GrowWorkEvent.class).withoutThreshold().withoutStackTrace();
      recording.start();
      for (long i = 0; i < EVENTS; i++) {
        step(i);
      }
    }
    return file;
  }

  /** So many maps take steps in turn, each with numbers of its own. */
  private static void step(long i) {
    GrowWorkEvent event = new GrowWorkEvent();
    event.begin();
    event.mapNumber = 1_000_000 + i % MAPS;
    event.sequence = 1 + i / MAPS;
    event.operation = "put";
    event.growth = 1;
    event.end();
    event.commit();
  }
}
