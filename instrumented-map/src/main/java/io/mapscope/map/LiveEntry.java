package io.mapscope.map;

import java.util.Map;
import java.util.Objects;

/**
 * An entry that writes through, and tells the value of the map as long as the key is there.
 *
 * <p>Implementation note. What it needs to know whether its value is still the map's is the same
 * for all entries of an iteration, so it is in the {@link Cursor}, and an entry takes 24 bytes. The
 * entry of a key that was removed keeps its last value.
 */
final class LiveEntry<K, V> implements Map.Entry<K, V> {

  private final Cursor<K, V, ?> cursor;
  private final K key;
  private V value;

  LiveEntry(Cursor<K, V, ?> cursor, K key, V value) {
    this.cursor = cursor;
    this.key = key;
    this.value = value;
  }

  @Override
  public K getKey() {
    return key;
  }

  @Override
  @SuppressWarnings("unchecked")
  public V getValue() {
    if (!cursor.isCurrent()) {
      Object found = cursor.find(key);
      if (found != Table.ABSENT) {
        value = (V) found;
      }
    }
    return value;
  }

  @Override
  public V setValue(V newValue) {
    V before = getValue();
    cursor.set(key, newValue);
    value = newValue;
    return before;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Map.Entry<?, ?> entry
        && Objects.equals(key, entry.getKey())
        && Objects.equals(getValue(), entry.getValue());
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(key) ^ Objects.hashCode(getValue());
  }

  @Override
  public String toString() {
    return key + "=" + getValue();
  }
}
