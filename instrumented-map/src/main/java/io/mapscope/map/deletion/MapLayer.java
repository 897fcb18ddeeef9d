package io.mapscope.map.deletion;

import io.mapscope.events.MapEvent;
import io.mapscope.map.EventSink;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What all maps around maps share: the methods of a {@link ConcurrentMap}, made of a lookup and of
 * one atomic update.
 *
 * <p>Implementation note. Each write is one {@code compute} of the map behind, whose function sees
 * the value before and gives the value after, under whatever exclusion that map has. So the map
 * behind must call the function once per call: {@link java.util.concurrent.ConcurrentHashMap} and
 * the guarded maps do, a skip list does not. The function object and what it has caught are the
 * price of a write.
 */
abstract class MapLayer<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V>, EventSink {

  private final EventSink events;
  private final Set<Map.Entry<K, V>> entrySet = new Entries();
  private final Set<K> keySet = new Keys();

  MapLayer(Map<K, ?> behind) {
    this.events = EventSink.of(behind);
  }

  @Override
  public final void tell(MapEvent event) {
    events.tell(event);
  }

  @Override
  public final boolean isDropping() {
    return events.isDropping();
  }

  /**
   * Computes the value of a key, as one step.
   *
   * @param remapping gets the live value or null, gives what is to be there or null; the same value
   *     for no change
   * @param cause why the value is gone, should there be none afterwards
   */
  abstract V update(K key, Remapping<V> remapping, DeletionCause cause);

  /** What an update does with a value. */
  @FunctionalInterface
  interface Remapping<V> {
    V after(V before);
  }

  /** Live entries, weakly consistent. */
  abstract Iterator<Map.Entry<K, V>> liveEntries();

  @Override
  public abstract V get(Object key);

  @Override
  public abstract int size();

  @Override
  public final boolean containsKey(Object key) {
    return get(key) != null;
  }

  @Override
  public final V getOrDefault(Object key, V defaultValue) {
    V value = get(key);
    return value == null ? defaultValue : value;
  }

  // ---- writes

  /** A write that gives back what was there before it. */
  private V exchange(Object key, Remapping<V> remapping, DeletionCause cause) {
    Before<V> seen = new Before<>();
    update(
        cast(Objects.requireNonNull(key, "key")),
        before -> {
          seen.value = before;
          return remapping.after(before);
        },
        cause);
    return seen.value;
  }

  private static final class Before<V> {
    V value;
  }

  /** A key that is not one of this map is not found in it. */
  @SuppressWarnings("unchecked")
  private K cast(Object key) {
    return (K) key;
  }

  @Override
  public V put(K key, V value) {
    Objects.requireNonNull(value, "value");
    return exchange(key, before -> value, DeletionCause.REPLACED);
  }

  @Override
  public final V putIfAbsent(K key, V value) {
    Objects.requireNonNull(value, "value");
    V present = get(key);
    return present != null
        ? present
        : exchange(key, before -> before != null ? before : value, DeletionCause.REPLACED);
  }

  @Override
  public final V remove(Object key) {
    return remove(key, DeletionCause.EXPLICIT);
  }

  /** Removes a key for a reason. */
  V remove(Object key, DeletionCause cause) {
    // Without this look, deleting an absent key would do as much as inserting it.
    return get(key) == null ? null : exchange(key, before -> null, cause);
  }

  @Override
  public final boolean remove(Object key, Object value) {
    Objects.requireNonNull(key, "key");
    if (value == null) {
      return false;
    }
    boolean[] removed = {false};
    update(
        cast(key),
        before -> {
          removed[0] = value.equals(before);
          return removed[0] ? null : before;
        },
        DeletionCause.EXPLICIT);
    return removed[0];
  }

  @Override
  public final V replace(K key, V value) {
    Objects.requireNonNull(value, "value");
    return exchange(key, before -> before == null ? null : value, DeletionCause.REPLACED);
  }

  @Override
  public final boolean replace(K key, V oldValue, V newValue) {
    Objects.requireNonNull(oldValue, "oldValue");
    Objects.requireNonNull(newValue, "newValue");
    boolean[] replaced = {false};
    update(
        Objects.requireNonNull(key, "key"),
        before -> {
          replaced[0] = oldValue.equals(before);
          return replaced[0] ? newValue : before;
        },
        DeletionCause.REPLACED);
    return replaced[0];
  }

  @Override
  public final V computeIfAbsent(K key, Function<? super K, ? extends V> mapping) {
    Objects.requireNonNull(mapping, "mapping");
    V present = get(key);
    return present != null
        ? present
        : update(
            key, before -> before != null ? before : mapping.apply(key), DeletionCause.EXPLICIT);
  }

  @Override
  public final V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends V> remapping) {
    Objects.requireNonNull(remapping, "remapping");
    return update(
        Objects.requireNonNull(key, "key"),
        before -> before == null ? null : remapping.apply(key, before),
        DeletionCause.EXPLICIT);
  }

  @Override
  public final V compute(K key, BiFunction<? super K, ? super V, ? extends V> remapping) {
    Objects.requireNonNull(remapping, "remapping");
    return update(
        Objects.requireNonNull(key, "key"),
        before -> remapping.apply(key, before),
        DeletionCause.EXPLICIT);
  }

  @Override
  public final V merge(K key, V value, BiFunction<? super V, ? super V, ? extends V> remapping) {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(remapping, "remapping");
    return update(
        Objects.requireNonNull(key, "key"),
        before -> before == null ? value : remapping.apply(before, value),
        DeletionCause.EXPLICIT);
  }

  /** Removes one entry after the other: what others put meanwhile may be met or not. */
  @Override
  public void clear() {
    liveEntries().forEachRemaining(e -> remove(e.getKey(), DeletionCause.INVALIDATED));
  }

  // ---- views

  @Override
  public final Set<K> keySet() {
    return keySet;
  }

  @Override
  public final Set<Map.Entry<K, V>> entrySet() {
    return entrySet;
  }

  private final class Entries extends AbstractSet<Map.Entry<K, V>> {
    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
      return new LayerIterator<>(MapLayer.this, Function.identity());
    }

    @Override
    public int size() {
      return MapLayer.this.size();
    }

    @Override
    public void clear() {
      MapLayer.this.clear();
    }

    @Override
    public boolean contains(Object o) {
      return o instanceof Map.Entry<?, ?> entry
          && entry.getKey() != null
          && entry.getValue() != null
          && entry.getValue().equals(get(entry.getKey()));
    }

    @Override
    public boolean remove(Object o) {
      return o instanceof Map.Entry<?, ?> entry
          && entry.getKey() != null
          && MapLayer.this.remove(entry.getKey(), entry.getValue());
    }
  }

  private final class Keys extends AbstractSet<K> {
    @Override
    public Iterator<K> iterator() {
      return new LayerIterator<>(MapLayer.this, Map.Entry::getKey);
    }

    @Override
    public int size() {
      return MapLayer.this.size();
    }

    @Override
    public void clear() {
      MapLayer.this.clear();
    }

    @Override
    public boolean contains(Object key) {
      return containsKey(key);
    }

    @Override
    public boolean remove(Object key) {
      return MapLayer.this.remove(key) != null;
    }
  }
}
