package io.mapscope.benchmarks.peer;

import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import net.openhft.smoothie.SmoothieMap;
import org.agrona.collections.Hashing;
import org.agrona.collections.Object2ObjectHashMap;
import org.eclipse.collections.impl.map.mutable.UnifiedMap;

/**
 * The maps that are compared, in the order of the tables' columns. The first is what all others are
 * compared with.
 */
public enum Peer {
  HASH_MAP("HashMap", HashMap::new, n -> new HashMap<>(capacity(n, 0.75f))),
  CONCURRENT_HASH_MAP("ConcurrentHashMap", ConcurrentHashMap::new, ConcurrentHashMap::new),
  FASTUTIL("fastutil", Object2ObjectOpenHashMap::new, Object2ObjectOpenHashMap::new),
  AGRONA(
      "Agrona",
      Object2ObjectHashMap::new,
      n ->
          new Object2ObjectHashMap<>(
              capacity(n, Hashing.DEFAULT_LOAD_FACTOR), Hashing.DEFAULT_LOAD_FACTOR)),
  ECLIPSE("Eclipse", UnifiedMap::new, UnifiedMap::new),
  HPPC("HPPC", HppcMap::new, HppcMap::new),
  SMOOTHIE("smoothie-map", SmoothieMap::new, SmoothieMap::new),
  INSTRUMENTED_GO("InstrumentedMap GO", InstrumentedMaker.Go.class),
  INSTRUMENTED_STEADY("InstrumentedMap STEADY", InstrumentedMaker.Steady.class);

  private final String label;
  private final Class<? extends InstrumentedMaker> ours;

  @SuppressWarnings("ImmutableEnumChecker") // A maker keeps nothing.
  private final MapMaker maker;

  Peer(
      String label,
      Supplier<Map<Object, Object>> empty,
      IntFunction<Map<Object, Object>> presized) {
    this.label = label;
    this.ours = null;
    this.maker =
        new MapMaker() {
          @Override
          public Map<Object, Object> empty() {
            return empty.get();
          }

          @Override
          public Map<Object, Object> presized(int entries) {
            return presized.apply(entries);
          }
        };
  }

  Peer(String label, Class<? extends InstrumentedMaker> ours) {
    this.label = label;
    this.ours = ours;
    this.maker = LibraryCopy.instantiate(ours);
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
   * Whether this is our own map.
   *
   * @return true for all variants of InstrumentedMap
   */
  public boolean isOurs() {
    return ours != null;
  }

  /**
   * Makes maps, in a process that has no other variant of the same library.
   *
   * @return the maker
   */
  public MapMaker maker() {
    return maker;
  }

  /**
   * Makes maps whose classes no other peer shares, so that what the compiler learns from one
   * variant of our map does not shape the code of another.
   *
   * @return a new maker for our own map, else the same as {@link #maker}
   */
  public MapMaker makerApart() {
    return ours == null ? maker : LibraryCopy.load(ours, Map.of());
  }

  /** For maps that are told a capacity and not a number of entries. */
  private static int capacity(int entries, float loadFactor) {
    return (int) Math.ceil(entries / (double) loadFactor) + 1;
  }
}
