package io.mapscope.benchmarks.overhead;

import io.mapscope.benchmarks.peer.KeyKind;
import io.mapscope.benchmarks.peer.Keys;
import io.mapscope.benchmarks.peer.MapLoops;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * 70 % get, 20 % put, 10 % remove, at a steady size.
 *
 * <p>Implementation note. Each step draws one of half as many keys again as the map shall have. A
 * third of them is absent then, so that of the puts a third inserts, and of the removes two thirds
 * find something: as many come as go, and a map that strays is drawn back.
 */
public final class MixedLoad {

  private static final int STEPS = 1 << 20;
  private static final long SEED = 17;

  /** Equal copies, as a program does not keep the objects that it once stored. */
  public final Object[] keys;

  /** What to do, one after the other, as {@link MapLoops#run} reads it. */
  public final int[] steps = new int[STEPS];

  private final Object[] stored;
  private final int entries;

  /**
   * Prepares work.
   *
   * @param entries size of the map
   */
  public MixedLoad(int entries) {
    this.entries = entries;
    Keys all = Keys.of(KeyKind.LONG, entries + entries / 2, 1);
    stored = all.stored;
    keys = all.equal;
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < STEPS; i++) {
      int tenth = random.nextInt(10);
      int operation = tenth < 7 ? MapLoops.GET : tenth < 9 ? MapLoops.PUT : MapLoops.REMOVE;
      steps[i] = random.nextInt(keys.length) << MapLoops.STEP_BITS | operation;
    }
  }

  /**
   * Fills a map to the steady size.
   *
   * @param map empty
   */
  public void fill(Map<Object, Object> map) {
    for (int i = 0; i < entries; i++) {
      map.put(stored[i], stored[i]);
    }
  }
}
