package io.mapscope.benchmarks.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;

/**
 * Loops over the operations of one map. Each tells how many entries it met, so that a map that does
 * nothing is found out.
 *
 * <p>Implementation note. {@link #compiledApart} defines a hidden class from the bytes of {@link
 * MapLoop} each time: the same code with type profiles and compiled code of its own.
 */
public interface MapLoops {

  /** In a step of {@link #run}, the operation; the key's index is above. */
  int STEP_BITS = 2;

  /** The bits of the operation. */
  int STEP_MASK = 3;

  /** A lookup. */
  int GET = 0;

  /** An insert or update. */
  int PUT = 1;

  /** A removal. */
  int REMOVE = 2;

  /** Looks up a range of keys and tells how many were found. */
  int get(Map<Object, Object> map, Object[] keys, int from, int to);

  /** Puts a range of keys, each its own value, and tells how many were new. */
  int put(Map<Object, Object> map, Object[] keys, int from, int to);

  /** Removes a range of keys and tells how many were there. */
  int remove(Map<Object, Object> map, Object[] keys, int from, int to);

  /** Takes each key and value from a loop over the entry set; tells how many entries. */
  int iterate(Map<Object, Object> map);

  /** Takes each key and value by {@link Map#forEach}; tells how many entries. */
  int forEach(Map<Object, Object> map);

  /** Runs a range of prepared steps; tells how many met an entry. */
  int run(Map<Object, Object> map, Object[] keys, int[] steps, int from, int to);

  /**
   * Makes loops whose compiled code nobody shares.
   *
   * @return new loops, for one class of map only
   */
  static MapLoops compiledApart() {
    try (InputStream in = MapLoops.class.getResourceAsStream("MapLoop.class")) {
      MethodHandles.Lookup hidden =
          MethodHandles.lookup().defineHiddenClass(in.readAllBytes(), true);
      return (MapLoops)
          hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class)).invoke();
    } catch (IOException e) {
      throw new UncheckedIOException("the class of the loops cannot be read", e);
    } catch (Throwable e) {
      throw new IllegalStateException("the loops cannot be defined", e);
    }
  }
}
