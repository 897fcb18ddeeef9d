package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.MisuseEvent;
import io.mapscope.events.RecordingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Thousands of keys with one hash code make a map slow, not wrong. */
class HashFloodingTest {

  /** Time goes with the square. */
  private static final int KEYS = 2_000;

  private static Probe key(int number) {
    return new Probe(number, 42);
  }

  @ParameterizedTest
  @EnumSource(Pacings.class)
  void keysOfOneHashCodeAreAddedFoundIteratedAndRemoved(Pacings pacing) {
    InstrumentedMap<Probe, Probe> map = pacing.builder(1).build();
    int growths = 0;
    for (int i = 0; i < KEYS; i++) {
      boolean growing = map.growth != null;
      assertThat(map.put(key(i), Arguments.valueOf(i))).isNull();
      growths += !growing && map.growth != null ? 1 : 0;
    }
    assertThat(growths).isPositive();
    Invariants.check(map);
    for (int i = 0; i < KEYS; i += 7) {
      assertThat(map.get(key(i))).isEqualTo(Arguments.valueOf(i));
      assertThat(map.containsKey(key(KEYS + i))).isFalse();
    }
    Set<Integer> seen = new HashSet<>();
    for (Iterator<Probe> i = map.keySet().iterator(); i.hasNext(); ) {
      int number = i.next().number;
      assertThat(seen.add(number)).isTrue();
      if (number % 2 == 0) {
        i.remove();
      }
    }
    assertThat(seen).hasSize(KEYS);
    Invariants.check(map);
    for (int i = KEYS - 1; i >= 0; i--) {
      assertThat(map.keySet().remove(key(i))).isEqualTo(i % 2 != 0);
    }
    assertThat(map).isEmpty();
    Invariants.check(map);
  }

  /** At 8, 16, 32, 64 and 128 buckets; not at each of the 250. */
  @Test
  void longChainsAreTold(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("flood.jfr");
    InstrumentedMap<Probe, Integer> map = InstrumentedMap.<Probe, Integer>builder().build();
    try (Recording recording = new Recording(RecordingSettings.PRODUCTION.configuration())) {
      recording.start();
      for (int i = 0; i < KEYS; i++) {
        map.put(key(i), i);
      }
      recording.dump(file);
    }
    List<RecordedEvent> told =
        RecordingFile.readAllEvents(file).stream()
            .filter(e -> e.getEventType().getName().equals(MapscopeEvents.MISUSE))
            .filter(e -> e.getLong("mapNumber") == map.recorder.mapNumber)
            .toList();
    assertThat(told).hasSize(5);
    assertThat(told).allMatch(e -> e.getString("detected").equals(MisuseEvent.LONG_CHAIN));
    assertThat(told.get(0).getStackTrace()).isNotNull();
  }
}
