package io.mapscope.map;

import io.mapscope.map.Traversals.Bag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** What generated tests do to a map and to {@code HashMap}; the answers must be equal. */
@SuppressWarnings("ImmutableEnumChecker") // Lambdas without state.
enum MapOperation {
  // About one key.
  GET(12, true, (map, a) -> map.get(a.key())),
  GET_OR_DEFAULT(2, true, (map, a) -> map.getOrDefault(a.key(), a.freshValue())),
  CONTAINS_KEY(2, true, (map, a) -> map.containsKey(a.key())),
  PUT(40, true, (map, a) -> map.put(a.key(), a.freshValue())),
  PUT_IF_ABSENT(5, true, (map, a) -> map.putIfAbsent(a.key(), a.freshValue())),
  REMOVE(30, true, (map, a) -> map.remove(a.key())),
  REMOVE_PAIR(6, true, (map, a) -> map.remove(a.key(), a.freshValue())),
  REMOVE_PAIR_AS_IT_IS(3, true, (map, a) -> map.remove(a.key(), map.get(a.key()))),
  REPLACE(4, true, (map, a) -> map.replace(a.key(), a.freshValue())),
  REPLACE_PAIR(4, true, (map, a) -> map.replace(a.key(), a.freshValue(), Arguments.valueOf(9))),
  REPLACE_PAIR_AS_IT_IS(
      3, true, (map, a) -> map.replace(a.key(), map.get(a.key()), a.freshValue())),
  COMPUTE_IF_ABSENT(6, true, (map, a) -> map.computeIfAbsent(a.key(), key -> a.computed(key))),
  COMPUTE_IF_PRESENT(5, true, (map, a) -> map.computeIfPresent(a.key(), Arguments::combine)),
  COMPUTE(6, true, (map, a) -> map.compute(a.key(), Arguments::combine)),
  MERGE(6, true, (map, a) -> map.merge(a.key(), a.freshValue(), Arguments::combine)),
  KEYS_CONTAINS(1, true, (map, a) -> map.keySet().contains(a.key())),
  KEYS_REMOVE(3, true, (map, a) -> map.keySet().remove(a.key())),
  ENTRIES_CONTAINS(2, true, (map, a) -> map.entrySet().contains(a.entry())),
  ENTRIES_REMOVE(3, true, (map, a) -> map.entrySet().remove(a.entry())),

  // About several.
  GROW(12, (map, a) -> Traversals.grow(map, a.value() % 3 == 0)),
  FILL(20, (map, a) -> a.each(map, key -> map.put(key, a.freshValue()))),
  DRAIN(12, (map, a) -> a.each(map, map::remove)),
  CLEAR(1, (map, a) -> done(map::clear)),
  PUT_ALL(4, (map, a) -> done(() -> map.putAll(a.entries()))),
  PUT_ALL_OF_ITSELF(1, (map, a) -> done(() -> map.putAll(map))),
  REPLACE_ALL(3, (map, a) -> done(() -> map.replaceAll(Arguments::combine))),
  KEYS_CLEAR(1, (map, a) -> done(map.keySet()::clear)),
  KEYS_REMOVE_IF(2, (map, a) -> map.keySet().removeIf(a::choose)),
  VALUES_REMOVE_IF(2, (map, a) -> map.values().removeIf(a::choose)),
  ENTRIES_REMOVE_IF(
      2, (map, a) -> map.entrySet().removeIf(e -> a.choose(e.getKey()) || a.choose(e.getValue()))),
  KEYS_REMOVE_ALL(2, (map, a) -> map.keySet().removeAll(a.keys(ArrayList::new))),
  KEYS_REMOVE_ALL_OF_SET(2, (map, a) -> map.keySet().removeAll(a.keys(HashSet::new))),
  VALUES_REMOVE_ALL(1, (map, a) -> map.values().removeAll(a.values(HashSet::new))),
  ENTRIES_REMOVE_ALL(2, (map, a) -> map.entrySet().removeAll(a.entries().entrySet())),
  KEYS_RETAIN_ALL(1, (map, a) -> map.keySet().retainAll(a.keys(HashSet::new))),
  VALUES_RETAIN_ALL(1, (map, a) -> map.values().retainAll(a.values(ArrayList::new))),
  ENTRIES_RETAIN_ALL(1, (map, a) -> map.entrySet().retainAll(a.entries().entrySet())),
  ITERATE(5, Traversals::iterate),
  HELD_ENTRY(4, Traversals::heldEntry),
  VALUES_REMOVE(2, (map, a) -> a.removeUniqueValue(map)),
  FAIL_FAST(1, Traversals::failFast),

  // About all, changing nothing.
  CONTAINS_VALUE(3, (map, a) -> map.containsValue(a.freshValue())),
  VALUES_CONTAINS(1, (map, a) -> map.values().contains(a.freshValue())),
  KEYS_CONTAINS_ALL(1, (map, a) -> map.keySet().containsAll(a.keys(ArrayList::new))),
  FOR_EACH(
      2, (map, a) -> Arguments.collect(seen -> map.forEach((k, v) -> seen.accept(k + "=" + v)))),
  KEYS_FOR_EACH(1, (map, a) -> Arguments.collect(seen -> map.keySet().forEach(seen))),
  VALUES_FOR_EACH(1, (map, a) -> Arguments.collect(seen -> map.values().forEach(seen))),
  ENTRIES_FOR_EACH(
      1,
      (map, a) ->
          Arguments.collect(seen -> map.entrySet().forEach(e -> seen.accept(e.toString())))),
  KEYS_REMAINING(
      1, (map, a) -> Arguments.collect(seen -> map.keySet().iterator().forEachRemaining(seen))),
  KEYS_SPLIT(2, (map, a) -> Traversals.split(map.keySet(), a.bits())),
  VALUES_SPLIT(2, (map, a) -> Traversals.split(map.values(), a.bits())),
  ENTRIES_SPLIT(2, (map, a) -> Traversals.split(map.entrySet(), a.bits())),
  KEYS_TO_ARRAY(1, (map, a) -> Bag.of(map.keySet().toArray())),
  VALUES_TO_ARRAY(1, (map, a) -> Bag.of(map.values().toArray(new Probe[a.count()]))),
  ENTRIES_TO_ARRAY(1, (map, a) -> Bag.of(map.entrySet().toArray(Map.Entry<?, ?>[]::new))),
  STREAM(
      1, (map, a) -> Bag.of(map.values().stream().skip(0).sorted(Arguments.BY_NUMBER).toArray())),
  EQUALS(
      2,
      (map, a) ->
          map.equals(Traversals.copy(map)) && map.keySet().equals(new HashSet<>(map.keySet()))),
  HASH_CODE(
      2, (map, a) -> List.of(map.hashCode(), map.keySet().hashCode(), map.entrySet().hashCode())),
  TO_STRING(1, (map, a) -> Bag.of(map.toString().replaceAll("[{}]", "").split(", "))),
  VIEWS_TO_STRING(
      1, (map, a) -> Bag.of(map.values().toString().replaceAll("[\\[\\]]", "").split(", "))),
  SAME_ORDER(2, (map, a) -> Traversals.sameOrder(map)),
  SERIALIZE(2, (map, a) -> Traversals.serialized(map)),
  COPY(2, (map, a) -> Traversals.copy(map));

  /** How often it is drawn. */
  final int weight;

  /** Whether it is about its key only and either does all or nothing. */
  final boolean single;

  private final BiFunction<Map<Probe, Probe>, Arguments, Object> action;

  MapOperation(int weight, BiFunction<Map<Probe, Probe>, Arguments, Object> action) {
    this(weight, false, action);
  }

  MapOperation(
      int weight, boolean single, BiFunction<Map<Probe, Probe>, Arguments, Object> action) {
    this.weight = weight;
    this.single = single;
    this.action = action;
  }

  /** What the map answers, or the class of what it throws. */
  Object on(Map<Probe, Probe> map, Arguments arguments) {
    try {
      return action.apply(map, arguments);
    } catch (NullPointerException refused) {
      return refused.getClass();
    }
  }

  private static String done(Runnable action) {
    action.run();
    return "done";
  }
}
