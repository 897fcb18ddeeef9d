package io.mapscope.map;

/**
 * An entry that writes through, and tells the value of the map as long as the key is there.
 *
 * <p>Implementation note. What it needs to know whether its value is still the map's is the same
 * for all entries of an iteration, so it is in the {@link Cursor}, and an entry takes 24 bytes. The
 * entry of a key that was removed keeps its last value.
 */
final class LiveEntry<K, V> extends ViewEntry<K, V> {

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
}
