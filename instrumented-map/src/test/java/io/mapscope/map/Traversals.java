package io.mapscope.map;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.function.Consumer;

/** Ways through a map, for the operations of generated tests. */
final class Traversals {

  private Traversals() {}

  /** Things of which the order does not count. */
  record Bag(List<?> things) {
    static Bag of(Object[] things) {
      return new Bag(Arrays.asList(things));
    }

    private Map<Object, Integer> counts() {
      Map<Object, Integer> counts = new HashMap<>();
      things.forEach(thing -> counts.merge(String.valueOf(thing), 1, Integer::sum));
      return counts;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Bag bag && counts().equals(bag.counts());
    }

    @Override
    public int hashCode() {
      return counts().hashCode();
    }
  }

  /** What stays the same when the entry changes. */
  static Map.Entry<Probe, Probe> snapshot(Map.Entry<Probe, Probe> entry) {
    return new SimpleImmutableEntry<>(entry);
  }

  /** Checks the invariants when the map is one that has any, unnoticed by the probes. */
  static void check(Map<Probe, Probe> map) {
    if (map instanceof InstrumentedMap<Probe, Probe> instrumented) {
      Probe.quietly(
          () -> {
            Invariants.check(instrumented);
            return null;
          });
    }
  }

  /** Starts a growth, as long as that leaves the table small enough to be checked at each step. */
  static String grow(Map<Probe, Probe> map, boolean sameSize) {
    if (map instanceof InstrumentedMap<Probe, Probe> instrumented) {
      Growths.start(instrumented, sameSize || instrumented.mask >= 63);
    }
    return "done";
  }

  /** Removes what is chosen and gives other values to a part of the rest. */
  static Bag iterate(Map<Probe, Probe> map, Arguments arguments) {
    List<Object> seen = new ArrayList<>();
    for (Iterator<Map.Entry<Probe, Probe>> i = map.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<Probe, Probe> entry = i.next();
      seen.add(snapshot(entry));
      if (arguments.choose(entry.getKey())) {
        i.remove();
        check(map);
      } else if (Arguments.numberOf(entry.getKey()) % 5 == 0) {
        seen.add(entry.setValue(arguments.freshValue()));
        check(map);
      }
    }
    return new Bag(seen);
  }

  /** Holds an entry, changes its value behind its back and by it, and lets its key be removed. */
  static List<Object> heldEntry(Map<Probe, Probe> map, Arguments arguments) {
    List<Object> seen = new ArrayList<>();
    for (Map.Entry<Probe, Probe> entry : map.entrySet()) {
      if (Arguments.numberOf(entry.getKey()) == arguments.number()) {
        map.put(arguments.key(), Arguments.valueOf(1));
        seen.add(entry.getValue());
        seen.add(entry.setValue(Arguments.valueOf(2)));
        seen.add(map.get(arguments.key()));
        seen.add(String.valueOf(entry));
        map.remove(arguments.key());
        seen.add(Arguments.numberOf(entry.getKey()));
        break;
      }
    }
    return seen;
  }

  /** Splits as the bits of a number tell, steps a little, then takes all that remain. */
  static <T> Bag split(Collection<T> view, int bits) {
    List<Object> seen = new ArrayList<>();
    traverse(
        view.spliterator(),
        bits,
        true,
        thing -> {
          Probe.called();
          seen.add(thing instanceof Map.Entry<?, ?> entry ? entry.toString() : thing);
        });
    return new Bag(seen);
  }

  private static <T> void traverse(
      Spliterator<T> all, int bits, boolean sizeHolds, Consumer<Object> seen) {
    // Only a spliterator that has not been stepped must know its size exactly, if it knows it.
    boolean stepped = (bits & 3) != 0;
    long size = sizeHolds && !stepped ? all.getExactSizeIfKnown() : -1;
    long[] count = {0};
    Consumer<Object> counted = seen.andThen(thing -> count[0]++);
    for (int i = 0; i < (bits & 3); i++) {
      all.tryAdvance(counted);
    }
    Spliterator<T> part = bits == 0 ? null : all.trySplit();
    if (part != null) {
      traverse(part, bits >>> 1, sizeHolds && !stepped, counted);
      traverse(all, bits >>> 2, sizeHolds && !stepped, counted);
    } else {
      all.forEachRemaining(counted);
    }
    if (all.tryAdvance(counted)) {
      seen.accept("a step after the end");
    }
    if (size >= 0 && size != count[0]) {
      seen.accept("a spliterator of " + size + " that had " + count[0]);
    }
  }

  @SuppressWarnings("unchecked")
  static Map<Probe, Probe> serialized(Map<Probe, Probe> map) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(map);
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        Map<Probe, Probe> copy = (Map<Probe, Probe>) in.readObject();
        check(copy);
        return copy;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  static Map<Probe, Probe> copy(Map<Probe, Probe> map) {
    Map<Probe, Probe> copy =
        map instanceof InstrumentedMap ? new InstrumentedMap<>(map) : new HashMap<>(map);
    check(copy);
    return copy;
  }

  /** Iterates on after a change of the structure; the name of what was thrown. */
  static String failFast(Map<Probe, Probe> map, Arguments arguments) {
    Iterator<Probe> i = map.keySet().iterator();
    if (map.put(arguments.key(), arguments.freshValue()) != null
        || map.remove(arguments.key()) == null) {
      return "no change";
    }
    try {
      i.next();
      return "went on";
    } catch (RuntimeException e) {
      return e.getClass().getSimpleName();
    }
  }

  /** Whether all views iterate in the same order. */
  @SuppressWarnings("ReferenceEquality") // The very objects; many are equal.
  static boolean sameOrder(Map<Probe, Probe> map) {
    Iterator<Probe> keys = map.keySet().iterator();
    Iterator<Probe> values = map.values().iterator();
    for (Map.Entry<Probe, Probe> entry : map.entrySet()) {
      if (keys.next() != entry.getKey() || values.next() != entry.getValue()) {
        return false;
      }
    }
    return !keys.hasNext() && !values.hasNext();
  }
}
