package io.mapscope.benchmarks.sharing;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;

/** Asks keys for their hash codes and does nothing: what remains is the machine's own noise. */
final class NothingMap<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V> {

  @Override
  public V get(Object key) {
    return nothing(key);
  }

  @Override
  public V put(K key, V value) {
    return nothing(key);
  }

  @Override
  public V remove(Object key) {
    return nothing(key);
  }

  @Override
  public V putIfAbsent(K key, V value) {
    return nothing(key);
  }

  @Override
  public boolean remove(Object key, Object value) {
    return nothing(key) != null;
  }

  @Override
  public boolean replace(K key, V oldValue, V newValue) {
    return nothing(key) != null;
  }

  @Override
  public V replace(K key, V value) {
    return nothing(key);
  }

  private V nothing(Object key) {
    if (key.hashCode() == Integer.MIN_VALUE) { // Of none of the keys, but the compiler has to ask.
      throw new IllegalArgumentException(Objects.toString(key));
    }
    return null;
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return Set.of();
  }
}
