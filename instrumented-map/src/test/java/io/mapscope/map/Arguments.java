package io.mapscope.map;

import io.mapscope.map.Traversals.Bag;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What an operation of a generated test is given. Keys and values are made anew each time, so that
 * the map never meets an object that it holds.
 *
 * @param quality how the keys spread
 * @param number of the key
 * @param value number of the value
 * @param count how many keys, or which, for operations on several
 */
record Arguments(HashQuality quality, int number, int value, int count) {

  static final Comparator<Probe> BY_NUMBER =
      (a, b) -> {
        Probe.called();
        return Integer.compare(numberOf(a), numberOf(b));
      };

  Probe key() {
    return quality.key(number);
  }

  Probe freshValue() {
    return valueOf(value);
  }

  static Probe valueOf(int number) {
    return number % 7 == 0 ? null : new Probe(number, number);
  }

  IntStream numbers() {
    return IntStream.range(number, number + count);
  }

  /** The keys from the number on. */
  <C extends Collection<Probe>> C keys(Supplier<C> empty) {
    return Probe.quietly(
        () -> numbers().mapToObj(quality::key).collect(empty, Collection::add, Collection::addAll));
  }

  /** Some values. */
  <C extends Collection<Probe>> C values(Supplier<C> empty) {
    return Probe.quietly(
        () ->
            IntStream.range(0, 50)
                .filter(i -> i % 3 == value % 3)
                .mapToObj(Arguments::valueOf)
                .collect(empty, Collection::add, Collection::addAll));
  }

  /** Entries with the keys from the number on. */
  Map<Probe, Probe> entries() {
    return Probe.quietly(
        () -> {
          Map<Probe, Probe> entries = new HashMap<>();
          numbers().forEach(i -> entries.put(quality.key(i), valueOf(value + i)));
          return entries;
        });
  }

  Map.Entry<Probe, Probe> entry() {
    return new SimpleEntry<>(key(), freshValue());
  }

  /** Does it to each of the keys from the number on, the map being whole after each. */
  List<Object> each(Map<Probe, Probe> map, Function<Probe, Object> action) {
    return numbers()
        .mapToObj(
            i -> {
              Object answer = action.apply(quality.key(i));
              Traversals.check(map);
              return answer;
            })
        .collect(ArrayList::new, List::add, List::addAll);
  }

  /** What a function for an absent key computes. */
  Probe computed(Probe key) {
    Probe.called();
    return valueOf(value + numberOf(key));
  }

  /** What a traversal tells its consumer. */
  static Bag collect(Consumer<Consumer<Object>> traversal) {
    List<Object> seen = new ArrayList<>();
    traversal.accept(
        thing -> {
          Probe.called();
          seen.add(thing);
        });
    return new Bag(seen);
  }

  /** Of several equal values it is open which one goes. */
  Object removeUniqueValue(Map<Probe, Probe> map) {
    boolean several = Probe.quietly(() -> Collections.frequency(map.values(), freshValue()) > 1);
    return several ? "several" : map.values().remove(freshValue());
  }

  /** How a spliterator is split. */
  int bits() {
    return (value * 31 + count) & 63;
  }

  /** Chooses a part of the keys or values, by what they are and not by the order they come in. */
  boolean choose(Probe probe) {
    Probe.called();
    return (numberOf(probe) * 7 + count) % 4 == 0;
  }

  static int numberOf(Probe probe) {
    return probe == null ? 0 : probe.number;
  }

  /** A function of two values that at times is null. */
  static Probe combine(Probe a, Probe b) {
    Probe.called();
    int number = (numberOf(a) + 3 * numberOf(b)) % 50;
    return valueOf(number);
  }
}
