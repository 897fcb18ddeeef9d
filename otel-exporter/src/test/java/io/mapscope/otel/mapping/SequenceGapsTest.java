package io.mapscope.otel.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.otel.mapping.SequenceGaps.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SequenceGapsTest {

  @Test
  void losesNothingWhenNumbersComeInOrder() {
    SequenceGaps gaps = new SequenceGaps();
    for (long number = 40; number < 60; number++) {
      assertThat(gaps.arrived(number)).isEqualTo(Arrival.FIRST);
      assertThat(gaps.endBatch()).isZero();
    }
    assertThat(gaps.end()).isZero();
  }

  @Test
  void waitsTwoBatchesBeforeItCallsAGapALoss() {
    SequenceGaps gaps = new SequenceGaps();
    gaps.arrived(1);
    gaps.arrived(5);
    assertThat(gaps.endBatch()).isZero();
    gaps.arrived(3);
    assertThat(gaps.endBatch()).isEqualTo(2);
    assertThat(gaps.endBatch()).isZero();
  }

  @Test
  void doesNotMissWhatWasBeforeTheRecording() {
    SequenceGaps gaps = new SequenceGaps();
    gaps.reached(100);
    gaps.arrived(101);
    assertThat(gaps.end()).isZero();
  }

  @Test
  void knowsByTheWordOfAnotherThatTheLastNumbersAreMissing() {
    SequenceGaps gaps = new SequenceGaps();
    gaps.arrived(1);
    gaps.reached(4);
    assertThat(gaps.end()).isEqualTo(3);
  }

  @Test
  void takesANumberOnlyOnce() {
    SequenceGaps gaps = SequenceGaps.fromOne();
    assertThat(gaps.arrived(2)).isEqualTo(Arrival.FIRST);
    assertThat(gaps.arrived(2)).isEqualTo(Arrival.AGAIN);
    assertThat(gaps.arrived(1)).isEqualTo(Arrival.FIRST);
    assertThat(gaps.arrived(1)).isEqualTo(Arrival.AGAIN);
  }

  @Test
  void tellsANumberThatComesAfterItWasGivenUp() {
    SequenceGaps gaps = SequenceGaps.fromOne();
    gaps.arrived(3);
    assertThat(gaps.end()).isEqualTo(2);
    assertThat(gaps.arrived(2)).isEqualTo(Arrival.LATE);
    assertThat(gaps.arrived(2)).isEqualTo(Arrival.AGAIN);
    assertThat(gaps.end()).isZero();
  }

  @Test
  void missesExactlyWhatWasTakenOutOfAShuffledSequence() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<Long> numbers = new ArrayList<>();
      int lost = 0;
      int length = 3 + random.nextInt(100);
      for (long number = 1; number <= length; number++) {
        boolean edge = number == 1 || number == length;
        if (edge || random.nextInt(4) > 0) {
          numbers.add(number);
        } else {
          lost++;
        }
      }
      java.util.Collections.shuffle(numbers, random);
      SequenceGaps gaps = new SequenceGaps();
      numbers.forEach(gaps::arrived);
      assertThat(gaps.end()).as("seed %d, round %d", seed, round).isEqualTo(lost);
    }
  }

  @Test
  void countsALossWithoutWaitingWhenTooManyGapsAreOpen() {
    SequenceGaps gaps = SequenceGaps.fromOne();
    for (long number = 2; number <= 30_000; number += 2) {
      gaps.arrived(number);
    }
    assertThat(gaps.endBatch()).isEqualTo(5_000);
    assertThat(gaps.end()).isEqualTo(10_000);
  }
}
