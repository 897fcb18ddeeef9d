package io.mapscope.map.deletion;

import java.util.ArrayList;
import java.util.List;

/**
 * Values by the time at which they die, in a hierarchical timer wheel.
 *
 * <p>Implementation note. After Varghese and Lauck, "Hashed and hierarchical timing wheels" (SOSP
 * 1987), which Caffeine uses for the same. Eight wheels of 64 slots; a slot of the lowest is 2^20
 * ns (a millisecond), of each next 64 times as long, so the highest spans all times that there are.
 * To schedule, to cancel and to look at one value takes constant time.
 *
 * <p>Each wheel remembers the last tick up to which all its slots are empty: {@code swept}. A value
 * lies in the lowest wheel in which its own tick is at most 64 after that, so all values of a slot
 * have the same tick. A slot is due when its tick has begun, in the lowest wheel when it has ended.
 * What is due in the lowest wheel is dead; what is due in another is dead or goes to a lower one:
 * since lower wheels are swept first, it always fits there. So a value is looked at eight times at
 * most, and a budget of more for each write never falls behind, however long nothing was done
 * before.
 *
 * <p>The slots that have anything are the ones of a word per wheel, so empty ones cost nothing.
 *
 * <p>Not thread-safe. Times may be any {@link System#nanoTime}; here they count from the first.
 */
final class TimerWheel<V> {

  static final int NOWHERE = -1;

  /** How often a value is looked at, at most. */
  static final int WHEELS = 8;

  private static final int SLOT_BITS = 6;
  private static final int SLOTS = 1 << SLOT_BITS;
  private static final int TICK_BITS = 20;

  private final long start;
  private final List<Timed<V>> heads = new ArrayList<>();
  private final long[] occupied = new long[WHEELS];
  private final long[] swept = new long[WHEELS];
  private int size;

  TimerWheel(long now) {
    start = now;
    for (int i = 0; i < WHEELS * SLOTS; i++) {
      heads.add(null);
    }
    swept[0] = -1; // The first tick of the lowest wheel has just begun, and not ended.
  }

  private static long tick(int wheel, long time) {
    return time >> (TICK_BITS + wheel * SLOT_BITS);
  }

  int size() {
    return size;
  }

  /** Takes a value in, unless it was cancelled before. */
  void schedule(Timed<V> value) {
    if (!value.done) {
      link(value);
      size++;
    }
  }

  /** Takes a dead value in again; it is due with the next tick. */
  void scheduleAgain(Timed<V> value) {
    value.done = false;
    schedule(value);
  }

  /** Forgets a value, whether it was taken in or not. */
  void cancel(Timed<V> value) {
    if (value.slot != NOWHERE) {
      unlink(value);
      size--;
    }
    value.done = true;
  }

  /**
   * Adds values that are dead to a list.
   *
   * @param budget how many to look at, at most
   * @return how many were looked at; less than the budget if nothing more is due
   */
  int advance(long now, int budget, List<Timed<V>> dead) {
    int looked = 0;
    for (int wheel = 0; wheel < WHEELS; wheel++) {
      long last = tick(wheel, now - start) - (wheel == 0 ? 1 : 0);
      while (swept[wheel] < last) {
        int slot = firstOccupied(wheel, last);
        if (slot == NOWHERE) {
          swept[wheel] = last;
        } else if (looked == budget) {
          return looked;
        } else {
          looked++;
          fall(heads.get(slot), wheel, dead);
        }
      }
    }
    return looked;
  }

  private void fall(Timed<V> value, int wheel, List<Timed<V>> dead) {
    unlink(value);
    if (wheel == 0 || tick(0, value.deadline - start) <= swept[0]) {
      size--;
      value.done = true;
      dead.add(value);
    } else {
      link(value);
    }
  }

  /** The first slot with a value after the swept ones, up to a tick. */
  private int firstOccupied(int wheel, long last) {
    long ticks = Math.min(last - swept[wheel], SLOTS);
    int from = (int) (swept[wheel] + 1) & (SLOTS - 1);
    long rotated = Long.rotateRight(occupied[wheel], from);
    int ahead = Long.numberOfTrailingZeros(rotated);
    return ahead < ticks ? wheel * SLOTS + ((from + ahead) & (SLOTS - 1)) : NOWHERE;
  }

  private void link(Timed<V> value) {
    long time = value.deadline - start;
    int wheel = 0;
    while (tick(wheel, time) - swept[wheel] > SLOTS) {
      wheel++;
    }
    long tick = Math.max(tick(wheel, time), swept[wheel] + 1);
    int slot = wheel * SLOTS + ((int) tick & (SLOTS - 1));
    Timed<V> head = heads.get(slot);
    value.slot = slot;
    value.after = head;
    if (head != null) {
      head.before = value;
    }
    heads.set(slot, value);
    occupied[wheel] |= 1L << (slot & (SLOTS - 1));
  }

  private void unlink(Timed<V> value) {
    if (value.before != null) {
      value.before.after = value.after;
    } else {
      heads.set(value.slot, value.after);
      if (value.after == null) {
        occupied[value.slot / SLOTS] &= ~(1L << (value.slot & (SLOTS - 1)));
      }
    }
    if (value.after != null) {
      value.after.before = value.before;
    }
    value.before = null;
    value.after = null;
    value.slot = NOWHERE;
  }
}
