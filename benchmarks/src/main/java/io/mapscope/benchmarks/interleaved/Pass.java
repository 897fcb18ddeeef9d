package io.mapscope.benchmarks.interleaved;

import io.mapscope.benchmarks.peer.Keys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;

/**
 * One pass over all measures: every contestant's maps grow from empty, are looked up in, iterated
 * over and emptied, and are filled again presized.
 *
 * <p>Implementation note. Whatever is long is cut into slices of {@value #SLICE} operations, and
 * the contestants take turns slice by slice, in an order that is drawn for each. A wandering speed
 * of the machine so meets all alike, and a total over slices compares as fairly as a median. Small
 * maps are many, so that a slice still has that many operations; lookups then use one of them.
 * Collections are asked for between the phases only.
 */
final class Pass {

  static final int SLICE = 100_000;

  private static final long ORDER_SEED = 11;

  private final List<Contestant> contestants;
  private final Keys keys;
  private final int size;
  private final int mapCount;
  private final Heap heap = new Heap();
  private final Random order = new Random(ORDER_SEED);
  private int probed;
  private boolean flip;

  Pass(List<Contestant> contestants, Keys keys) {
    this.contestants = new ArrayList<>(contestants);
    this.keys = keys;
    this.size = keys.stored.length;
    this.mapCount = Math.max(1, SLICE / size);
  }

  /** Collections that fell into a timed phase so far, of all passes. */
  long collectionsWithin() {
    return heap.collectionsWithin();
  }

  void run(int rounds) {
    fill(Measure.GROW);
    for (int i = 0; i < rounds; i++) {
      lookUp(Measure.GET_SAME, keys.same, true);
      lookUp(Measure.GET_EQUAL, keys.equal, true);
      lookUp(Measure.GET_ABSENT, keys.absent, false);
    }
    for (int i = 0; i < Math.max(1, rounds / 10); i++) {
      iterate(Measure.ITERATE);
      iterate(Measure.FOR_EACH);
    }
    empty();
    fill(Measure.PUT);
    heap.endOfPhase();
    contestants.forEach(contestant -> contestant.room(0));
  }

  /** Fills new maps slice by slice; that they are made belongs to it. */
  private void fill(Measure measure) {
    heap.endOfPhase();
    contestants.forEach(contestant -> contestant.room(0));
    heap.makeRoomFor((long) mapCount * size * contestants.size());
    contestants.forEach(contestant -> contestant.room(mapCount));
    double[] nanos = new double[contestants.size()];
    for (int from = 0; from < size; from += SLICE) {
      int begin = from;
      int end = Math.min(size, from + SLICE);
      inTurn(
          nanos,
          (end - begin) * mapCount,
          contestant -> {
            int inserted = 0;
            for (int i = 0; i < mapCount; i++) {
              if (begin == 0) {
                contestant.maps[i] =
                    measure == Measure.GROW
                        ? contestant.maker.empty()
                        : contestant.maker.presized(size);
              }
              inserted += contestant.loops.put(contestant.maps[i], keys.stored, begin, end);
            }
            return inserted;
          });
    }
    record(measure, nanos, (double) size * mapCount);
  }

  private void lookUp(Measure measure, Object[] probes, boolean present) {
    int count = Math.min(SLICE, probes.length);
    int from = (int) ((long) probed * count % (probes.length - count + 1));
    if (measure == Measure.GET_ABSENT) {
      probed++;
    }
    double[] nanos = new double[contestants.size()];
    inTurn(
        nanos,
        present ? count : 0,
        contestant -> contestant.loops.get(contestant.maps[0], probes, from, from + count));
    record(measure, nanos, count);
  }

  private void iterate(Measure measure) {
    double[] nanos = new double[contestants.size()];
    inTurn(
        nanos,
        size * mapCount,
        contestant -> {
          int entries = 0;
          for (int i = 0; i < mapCount; i++) {
            entries +=
                measure == Measure.ITERATE
                    ? contestant.loops.iterate(contestant.maps[i])
                    : contestant.loops.forEach(contestant.maps[i]);
          }
          return entries;
        });
    record(measure, nanos, (double) size * mapCount);
  }

  /**
   * Empties all maps, by the same objects and by copies: half the maps each, or every other slice.
   */
  private void empty() {
    int half = mapCount / 2;
    double[][] nanos = new double[2][contestants.size()];
    double[] counts = new double[2];
    if (half > 0) {
      int rest = mapCount - half;
      removeSlice(0, size, flip ? rest : 0, flip ? mapCount : half, 0, nanos, counts);
      removeSlice(0, size, flip ? 0 : half, flip ? rest : mapCount, 1, nanos, counts);
    }
    for (int from = 0; half == 0 && from < size; from += SLICE) {
      int way = (from / SLICE + (flip ? 1 : 0)) % 2;
      removeSlice(from, Math.min(size, from + SLICE), 0, 1, way, nanos, counts);
    }
    flip = !flip;
    record(Measure.REMOVE_SAME, nanos[0], counts[0]);
    record(Measure.REMOVE_EQUAL, nanos[1], counts[1]);
  }

  private void removeSlice(
      int from, int to, int firstMap, int endMap, int way, double[][] nanos, double[] counts) {
    Object[] victims = way == 0 ? keys.same : keys.equal;
    int count = (to - from) * (endMap - firstMap);
    inTurn(
        nanos[way],
        count,
        contestant -> {
          int removed = 0;
          for (int i = firstMap; i < endMap; i++) {
            removed += contestant.loops.remove(contestant.maps[i], victims, from, to);
          }
          return removed;
        });
    counts[way] += count;
  }

  /** Times one slice of each contestant, and checks that it did what it was asked for. */
  private void inTurn(double[] nanos, int expected, ToIntFunction<Contestant> work) {
    Integer[] turn = new Integer[contestants.size()];
    Arrays.setAll(turn, i -> i);
    Collections.shuffle(Arrays.asList(turn), order);
    for (int i : turn) {
      Contestant contestant = contestants.get(i);
      long begin = System.nanoTime();
      int done = work.applyAsInt(contestant);
      nanos[i] += System.nanoTime() - begin;
      if (done != expected) {
        throw new IllegalStateException(
            "%s met %d entries, not %d".formatted(contestant.peer.label(), done, expected));
      }
    }
  }

  private void record(Measure measure, double[] nanos, double operations) {
    for (int i = 0; operations > 0 && i < nanos.length; i++) {
      contestants.get(i).record(measure, nanos[i] / operations);
    }
  }
}
