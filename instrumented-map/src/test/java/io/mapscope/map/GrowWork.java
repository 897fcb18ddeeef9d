package io.mapscope.map;

/** What growths have done to a map, for tests of other packages. */
public final class GrowWork {

  private GrowWork() {}

  /** How often a chain was evacuated or a growth begun; any of it raises the number. */
  public static int of(InstrumentedMap<?, ?> map) {
    return map.moves + map.growthsBegun;
  }

  /** Whether there is work left. */
  public static boolean isUnderWay(InstrumentedMap<?, ?> map) {
    return map.growth != null;
  }
}
