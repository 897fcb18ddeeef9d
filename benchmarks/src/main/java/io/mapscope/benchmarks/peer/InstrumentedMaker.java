package io.mapscope.benchmarks.peer;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.Pacing;
import java.util.Map;

/** Makes our own map in its variants. Each has a class, so that each can have a library copy. */
public abstract class InstrumentedMaker implements MapMaker {

  private static final long SEED = 3;

  InstrumentedMaker() {}

  abstract InstrumentedMap.Builder<Object, Object> builder();

  @Override
  public final Map<Object, Object> empty() {
    return builder().build();
  }

  @Override
  public final Map<Object, Object> repeatable() {
    return builder().seed(SEED).build();
  }

  @Override
  public final Map<Object, Object> presized(int entries) {
    return builder().expectedEntries(entries).build();
  }

  /** Two chains per write. */
  public static final class Go extends InstrumentedMaker {
    @Override
    InstrumentedMap.Builder<Object, Object> builder() {
      return InstrumentedMap.builder();
    }
  }

  /** Spread over the inserts until the next growth. */
  public static final class Steady extends InstrumentedMaker {
    @Override
    InstrumentedMap.Builder<Object, Object> builder() {
      return InstrumentedMap.<Object, Object>builder().pacing(Pacing.STEADY);
    }
  }

  /** Two chains per write, and the same layout each time: for comparing the library with itself. */
  public static final class SameLayout extends InstrumentedMaker {
    @Override
    InstrumentedMap.Builder<Object, Object> builder() {
      return InstrumentedMap.<Object, Object>builder().seed(SEED);
    }
  }
}
