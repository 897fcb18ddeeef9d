package io.mapscope.benchmarks.export;

import io.mapscope.events.RecordingSettings;
import io.mapscope.map.InstrumentedMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import jdk.jfr.Recording;

/**
 * Makes a recording: {@code RecordingMaker FILE MEGABYTES}.
 *
 * <p>Implementation note. Eight maps that grow, shrink and are cleared, under the settings of the
 * laboratory: every write is an event, and one lookup in eight, some 30 bytes each.
 */
public final class RecordingMaker {

  private static final int MAPS = 8;
  private static final int KEYS = 20_000;
  private static final int SAMPLING = 8;
  private static final int CLEAR_ONCE_IN = 300_000;
  private static final int SLICE = 20_000;
  private static final long SEED = 11;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<Map<Long, Long>> maps = new ArrayList<>();

  private RecordingMaker() {
    for (int i = 0; i < MAPS; i++) {
      maps.add(
          InstrumentedMap.<Long, Long>builder()
              .name("map-" + i)
              .samplingInterval(SAMPLING)
              .build());
    }
  }

  /**
   * Makes it.
   *
   * @param arguments see above
   * @throws IOException when the file cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: RecordingMaker FILE MEGABYTES");
      System.exit(2);
    }
    make(Path.of(arguments[0]), Long.parseLong(arguments[1]) << 20);
  }

  static void make(Path file, long bytes) throws IOException {
    RecordingMaker maker = new RecordingMaker();
    try (Recording recording = new Recording(RecordingSettings.PROFILE.configuration())) {
      recording.setDestination(file);
      recording.start();
      while (recording.getSize() < bytes) {
        maker.work();
      }
    }
  }

  private void work() {
    for (int i = 0; i < SLICE; i++) {
      Map<Long, Long> map = maps.get(random.nextInt(MAPS));
      long key = random.nextInt(KEYS);
      int tenth = random.nextInt(10);
      if (tenth < 7) {
        map.get(key);
      } else if (tenth < 9) {
        map.put(key, key);
      } else {
        map.remove(key);
      }
      if (random.nextInt(CLEAR_ONCE_IN) == 0) {
        map.clear();
      }
    }
  }
}
