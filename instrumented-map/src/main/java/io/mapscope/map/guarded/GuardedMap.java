package io.mapscope.map.guarded;

import io.mapscope.events.MapEvent;
import io.mapscope.map.EventSink;
import io.mapscope.map.InstrumentedMap;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What all guards share: the methods of a {@link ConcurrentMap}, made of a lookup and of one
 * operation at a time on the map that is guarded.
 *
 * <p>Implementation note. A guard says how to {@link #get} and how to run an {@link #exclusively
 * exclusive} operation; all other methods are here, once. An operation is a function of the map
 * behind, so that whatever {@link InstrumentedMap} does in one step (compute, merge, a conditional
 * remove) is one step here too, and calls its function once. The function object costs an
 * allocation per write, which is small beside the lock.
 *
 * <p>Iteration goes over snapshots of parts, taken when the iteration reaches them, so no lock is
 * held while user code runs and nothing fails fast. Null keys and null values are refused, as by
 * {@link java.util.concurrent.ConcurrentHashMap}: a null result always means absent.
 */
abstract class GuardedMap<K, V> extends AbstractMap<K, V>
    implements ConcurrentMap<K, V>, EventSink, BoundedWait {

  private final Set<K> keys = new KeyView<>(this);
  private final Collection<V> values = new ValueView<>(this);
  private final Set<Map.Entry<K, V>> entries = new EntryView<>(this);

  /** Runs an operation that nobody else's operation on the same key overlaps. */
  abstract <R> R exclusively(Object key, Function<InstrumentedMap<K, V>, R> operation);

  /** The map that events of whatever is built around this one are told of: a stripe for all. */
  abstract InstrumentedMap<K, V> observed();

  @Override
  public final void tell(MapEvent event) {
    observed().tell(event);
  }

  @Override
  public final <R> R waitingUntil(long deadlineNanos, Supplier<R> call) {
    return WaitBound.run(this, deadlineNanos, call);
  }

  /** How many parts an iteration takes snapshots of. */
  abstract int parts();

  /** The entries of a part at one moment: keys at even places, each followed by its value. */
  abstract Object[] snapshot(int part);

  @Override
  public abstract V get(Object key);

  @Override
  public abstract int size();

  @Override
  public abstract void clear();

  // ---- lookup

  @Override
  public final boolean containsKey(Object key) {
    return get(key) != null;
  }

  @Override
  public final V getOrDefault(Object key, V defaultValue) {
    V value = get(key);
    return value == null ? defaultValue : value;
  }

  @Override
  public final boolean containsValue(Object value) {
    return super.containsValue(Objects.requireNonNull(value, "value"));
  }

  // ---- writes

  @Override
  public final V put(K key, V value) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    return exclusively(key, map -> map.put(key, value));
  }

  @Override
  public final V putIfAbsent(K key, V value) {
    Objects.requireNonNull(value, "value");
    V present = get(key);
    return present != null ? present : exclusively(key, map -> map.putIfAbsent(key, value));
  }

  @Override
  public final V remove(Object key) {
    Objects.requireNonNull(key, "key");
    return exclusively(key, map -> map.remove(key));
  }

  @Override
  public final boolean remove(Object key, Object value) {
    Objects.requireNonNull(key, "key");
    return value != null && exclusively(key, map -> map.remove(key, value));
  }

  @Override
  public final V replace(K key, V value) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    return exclusively(key, map -> map.replace(key, value));
  }

  @Override
  public final boolean replace(K key, V oldValue, V newValue) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(oldValue, "oldValue");
    Objects.requireNonNull(newValue, "newValue");
    return exclusively(key, map -> map.replace(key, oldValue, newValue));
  }

  @Override
  public final V computeIfAbsent(K key, Function<? super K, ? extends V> mapping) {
    Objects.requireNonNull(mapping, "mapping");
    V present = get(key);
    return present != null ? present : exclusively(key, map -> map.computeIfAbsent(key, mapping));
  }

  @Override
  public final V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends V> remapping) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(remapping, "remapping");
    return exclusively(key, map -> map.computeIfPresent(key, remapping));
  }

  @Override
  public final V compute(K key, BiFunction<? super K, ? super V, ? extends V> remapping) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(remapping, "remapping");
    return exclusively(key, map -> map.compute(key, remapping));
  }

  @Override
  public final V merge(K key, V value, BiFunction<? super V, ? super V, ? extends V> remapping) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(remapping, "remapping");
    return exclusively(key, map -> map.merge(key, value, remapping));
  }

  // ---- views

  @Override
  public final Set<K> keySet() {
    return keys;
  }

  @Override
  public final Collection<V> values() {
    return values;
  }

  @Override
  public final Set<Map.Entry<K, V>> entrySet() {
    return entries;
  }
}
