package io.mapscope.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.cli.demo.RecordedTimeline.Growth;
import io.mapscope.events.RecordingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashMapWatchTest {

  private static final int ENTRIES = 1000;

  @TempDir Path folder;

  @Test
  void tellsEveryGrowthOfAHashMap() throws IOException {
    Path file = record();

    List<Growth> growths = RecordedTimeline.read(file).growths("watched");

    // 16 buckets hold 12 entries, and so on: 1000 entries take 2048 buckets.
    assertThat(growths).extracting(Growth::number).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(growths)
        .extracting(Growth::entries)
        .containsExactly(12L, 24L, 48L, 96L, 192L, 384L, 768L);
    assertThat(growths)
        .extracting(Growth::bucketsAfter)
        .containsExactly(32L, 64L, 128L, 256L, 512L, 1024L, 2048L);
    assertThat(growths).allMatch(growth -> growth.bucketsBefore() * 2 == growth.bucketsAfter());
    assertThat(growths).allMatch(growth -> growth.steps() == 1 && growth.workNanos() > 0);
  }

  @Test
  void numbersItsEventsWithoutGaps() throws IOException {
    List<RecordedEvent> numbered =
        RecordingFile.readAllEvents(record()).stream()
            .filter(event -> event.hasField("mapNumber") && event.hasField("sequence"))
            .filter(
                event ->
                    event.getEventType().getSettingDescriptors().stream()
                        .noneMatch(setting -> setting.getName().equals("period")))
            .toList();

    long[] sequence =
        numbered.stream().mapToLong(event -> event.getLong("sequence")).sorted().toArray();
    assertThat(sequence).doesNotHaveDuplicates();
    assertThat(sequence[sequence.length - 1] - sequence[0]).isEqualTo(sequence.length - 1L);
  }

  private Path record() throws IOException {
    Path file = folder.resolve("watched.jfr");
    try (Recording recording = new Recording(RecordingSettings.PRODUCTION.configuration())) {
      recording.start();
      Contender.Watched watched = HashMapWatch.watchedMap("watched");
      Sessions sessions = Sessions.make(ENTRIES, 1, made -> {});
      LatencyWindows latencies = new LatencyWindows(System.nanoTime(), 1_000_000);
      SessionLoad load = new SessionLoad(sessions, watched, latencies, ENTRIES, 1);
      while (!load.full()) {
        load.runBatch();
      }
      assertThat(watched.map()).hasSizeGreaterThan(768);
      recording.stop();
      recording.dump(file);
    }
    return file;
  }
}
