package io.mapscope.map;

/**
 * An entry of a {@link GoIterator}, which writes through and tells the value of the map as long as
 * the key is there.
 *
 * <p>Implementation note. Unlike a {@link LiveEntry} it knows no place in the table, as that may
 * have moved; after any change of the map it looks its key up again, once.
 */
final class GoEntry<K, V> extends ViewEntry<K, V> {

  private final Table<K, V> table;
  private final K key;
  private V value;

  /** The {@link Stretch#version} of which the value is. */
  private int version;

  GoEntry(Table<K, V> table, K key, V value) {
    this.table = table;
    this.key = key;
    this.value = value;
    this.version = Stretch.version(table);
  }

  @Override
  public K getKey() {
    return key;
  }

  @Override
  @SuppressWarnings("unchecked")
  public V getValue() {
    int now = Stretch.version(table);
    if (version != now) {
      Object found = table.find(key, table.hash(key));
      if (found != Table.ABSENT) {
        value = (V) found;
      }
      version = now;
    }
    return value;
  }

  /** By a write like any other, as the entry may have moved: it does grow work, and is counted. */
  @Override
  public V setValue(V newValue) {
    V before = getValue();
    table.replace(key, newValue);
    value = newValue;
    version = Stretch.version(table);
    return before;
  }
}
