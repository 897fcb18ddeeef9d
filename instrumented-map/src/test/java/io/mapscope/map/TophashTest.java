package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The arithmetic on words against loops over bytes, for all words of a few telling bytes. */
class TophashTest {

  private static final int[] USED = {Tophash.EMPTY_ONE, Tophash.MIN_LIVE, 0x80, 0xFF};

  private interface Check {
    void accept(int[] bytes, long word);
  }

  /** All words of so many used slots that end in a live one. */
  private static void forAllWords(int used, Check check) {
    for (int i = 0; i < 1 << (2 * used); i++) {
      int[] bytes = new int[Chunk.SLOTS_PER_BUCKET];
      for (int slot = 0; slot < used; slot++) {
        bytes[slot] = USED[(i >>> (2 * slot)) & 3];
      }
      if (used == 0 || bytes[used - 1] != Tophash.EMPTY_ONE) {
        check.accept(bytes, word(bytes));
      }
    }
  }

  private static long word(int[] bytes) {
    long word = 0;
    for (int slot = 0; slot < bytes.length; slot++) {
      word |= (long) bytes[slot] << (slot << 3);
    }
    return word;
  }

  private static boolean isLive(int tophash) {
    return tophash >= Tophash.MIN_LIVE;
  }

  @Test
  void aDeleteLeavesAHoleOrEndMarksBackToWhatIsLive() {
    for (int used = 1; used <= Chunk.SLOTS_PER_BUCKET; used++) {
      forAllWords(used, TophashTest::checkDeletes);
    }
  }

  private static void checkDeletes(int[] bytes, long word) {
    for (int slot = 0; slot < bytes.length; slot++) {
      if (isLive(bytes[slot])) {
        int[] left = bytes.clone();
        int freed = 0;
        left[slot] = Tophash.EMPTY_ONE;
        if (slot == bytes.length - 1 || bytes[slot + 1] == Tophash.EMPTY_REST) {
          for (int i = slot; i >= 0 && left[i] == Tophash.EMPTY_ONE; i--) {
            left[i] = Tophash.EMPTY_REST;
            freed++;
          }
        }
        long after = Tophash.delete(word, 0x80L << (slot << 3));
        assertThat(after)
            .as("%s without slot %d", Arrays.toString(bytes), slot)
            .isEqualTo(word(left));
        assertThat(Tophash.freed(word, after)).isEqualTo(freed);
      }
    }
  }

  @Test
  void theFirstEmptySlotIsFilled() {
    for (int used = 0; used <= Chunk.SLOTS_PER_BUCKET; used++) {
      forAllWords(used, TophashTest::checkFill);
    }
  }

  private static void checkFill(int[] bytes, long word) {
    int first = 0;
    while (first < bytes.length && isLive(bytes[first])) {
      first++;
    }
    long empty = Tophash.empty(word);
    if (first == bytes.length) {
      assertThat(empty).isZero();
      return;
    }
    int[] filled = bytes.clone();
    filled[first] = 0xAB;
    assertThat(Tophash.slot(empty)).isEqualTo(first);
    assertThat(Tophash.fill(word, empty, 0xAB)).isEqualTo(word(filled));
    assertThat(Tophash.isHole(word, empty)).isEqualTo(bytes[first]);
    if (Tophash.holes(word) == 0) {
      assertThat(Tophash.end(word)).isEqualTo(first << 3);
    }
  }

  @Test
  void allSlotsOfATophashMatch() {
    for (int used = 0; used <= Chunk.SLOTS_PER_BUCKET; used++) {
      forAllWords(
          used,
          (bytes, word) -> {
            long match = Tophash.match(word, Tophash.broadcast(0x80));
            for (int slot = 0; slot < bytes.length; slot++) {
              boolean matches = (match >>> (slot << 3) & 0x80) != 0;
              assertThat(matches || bytes[slot] != 0x80).isTrue();
              assertThat(matches && !isLive(bytes[slot])).isFalse();
            }
          });
    }
  }
}
