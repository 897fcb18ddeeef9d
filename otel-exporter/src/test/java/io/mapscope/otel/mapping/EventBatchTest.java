package io.mapscope.otel.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventBatchTest {

  private static final long SEED = 20261122;

  /** The number of equal ends decides how much the order in the recording matters. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000, 1_000_000})
  void handsOverInTheOrderOfEndsAndEqualOnesAsTheyLie(int ends) {
    System.out.println("seed " + SEED);
    Random random = new Random(SEED + ends);
    List<Decoded> added = new ArrayList<>();
    // Buffers of threads: stretches in order, some longer than a page.
    while (added.size() < 10_000) {
      long ticks = random.nextInt(ends);
      for (int left = random.nextInt(3000); left >= 0; left--) {
        added.add(event(ticks));
        ticks += random.nextInt(3);
      }
    }
    EventBatch batch = new EventBatch();
    added.forEach(batch::add);
    assertThat(batch.size()).isEqualTo(added.size());
    assertThat(drained(batch)).containsExactlyElementsOf(sorted(added));
  }

  @Test
  void handsOverWhatLiesBackwards() {
    List<Decoded> added = new ArrayList<>();
    for (int i = 5000; i > 0; i--) {
      added.add(event(i));
    }
    EventBatch batch = new EventBatch();
    added.forEach(batch::add);
    assertThat(drained(batch)).containsExactlyElementsOf(sorted(added));
  }

  @Test
  void mayBeEmpty() {
    assertThat(drained(new EventBatch())).isEmpty();
  }

  private static List<Decoded> sorted(List<Decoded> events) {
    return events.stream()
        .sorted(Comparator.comparingLong(event -> event.time.endTicks()))
        .toList();
  }

  private static List<Decoded> drained(EventBatch batch) {
    List<Decoded> drained = new ArrayList<>();
    batch.drain(drained::add);
    return drained;
  }

  static Decoded event(long endTicks) {
    return new None().decoded(new EventTime(endTicks, endTicks, endTicks, endTicks), () -> {});
  }

  private static final class None extends EventHandler {
    None() {
      super("none");
    }

    @Override
    Decoded decode(RecordedEvent event, EventTime time) {
      throw new UnsupportedOperationException();
    }
  }
}
