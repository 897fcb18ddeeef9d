package io.mapscope.benchmarks.latency;

import io.mapscope.benchmarks.peer.Peer;
import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.guarded.GuardedMaps;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Whose puts are timed: the JDK's maps, what promises not to stall, and ours, in the order of the
 * tables.
 */
public enum TimedMap {
  /** The same loop over a map that does nothing: what the machine adds. */
  NOTHING("nothing (the machine)", false, NoMap::new),
  HASH_MAP(Peer.HASH_MAP),
  CONCURRENT_HASH_MAP(Peer.CONCURRENT_HASH_MAP),
  SMOOTHIE(Peer.SMOOTHIE),
  GO(Peer.INSTRUMENTED_GO),
  STEADY(Peer.INSTRUMENTED_STEADY),
  STRIPED(
      "striped, 64 stripes",
      true,
      () -> GuardedMaps.striped(InstrumentedMap.builder().seed(3), 64));

  private final String label;
  private final boolean ours;

  @SuppressWarnings("ImmutableEnumChecker") // A maker keeps nothing.
  private final Supplier<Map<Object, Object>> maker;

  TimedMap(Peer peer) {
    this(peer.label(), peer.isOurs(), peer.maker()::repeatable);
  }

  TimedMap(String label, boolean ours, Supplier<Map<Object, Object>> maker) {
    this.label = label;
    this.ours = ours;
    this.maker = maker;
  }

  /**
   * Name for people.
   *
   * @return as in the tables
   */
  public String label() {
    return label;
  }

  /**
   * Whether this is one of our maps.
   *
   * @return true if so
   */
  public boolean isOurs() {
    return ours;
  }

  /** Makes a map that does the same for the same keys in each process. */
  Map<Object, Object> make() {
    return maker.get();
  }
}
