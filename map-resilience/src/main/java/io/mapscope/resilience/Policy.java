package io.mapscope.resilience;

import io.mapscope.map.EventSink;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentMap;

/**
 * Something that each operation on a map must pass. Policies are put around maps, and around maps
 * with policies; the outermost is passed first.
 *
 * <p>What is one operation: each call of a method on one key, {@code size}, {@code clear}, and the
 * making of an iterator, also through the views. {@code remove} of an iterator and {@code setValue}
 * of its entries are operations of their own; {@code hasNext} and {@code next} are none and pass
 * unseen. {@code putAll}, {@code replaceAll}, {@code removeIf}, {@code removeAll} and {@code
 * retainAll} are made of operations on one key each, and so may end in the middle when a policy
 * refuses one; {@code forEach}, {@code containsValue}, streams, {@code equals}, {@code hashCode}
 * and {@code toString} are one iteration.
 *
 * <p>The map returned has the rules of the map behind, for nulls, threads and iterators, except
 * where a policy says otherwise. A policy may be put around any number of maps, by any thread.
 */
public abstract sealed class Policy permits AuditLog, Breaker, Deadline {

  Policy() {}

  /**
   * Puts this policy around a map, all uses of which should then go through the result.
   *
   * @param <K> type of the keys
   * @param <V> type of the values
   * @param name what errors and logs call the map, and events if it is none of Mapscope's; not null
   * @param map the map behind, not null
   * @return a map; a {@link ConcurrentMap} if the one behind is
   */
  public final <K, V> Map<K, V> around(String name, Map<K, V> map) {
    if (map instanceof ConcurrentMap<K, V> concurrent) {
      return around(name, concurrent);
    }
    EventSink events = NamedMap.sink(Objects.requireNonNull(name, "name"), map);
    return new InterceptedMap<>(map, on(name, map, events), events);
  }

  /**
   * Puts this policy around a map, all uses of which should then go through the result.
   *
   * @param <K> type of the keys
   * @param <V> type of the values
   * @param name what errors and logs call the map, and events if it is none of Mapscope's; not null
   * @param map the map behind, not null
   * @return a map whose operations are atomic as those of the map behind are
   */
  public final <K, V> ConcurrentMap<K, V> around(String name, ConcurrentMap<K, V> map) {
    EventSink events = NamedMap.sink(Objects.requireNonNull(name, "name"), map);
    return new InterceptedConcurrentMap<>(map, on(name, map, events), events);
  }

  /** What is to be done with the calls of a map. */
  abstract Interceptor on(String name, Map<?, ?> map, EventSink events);
}
