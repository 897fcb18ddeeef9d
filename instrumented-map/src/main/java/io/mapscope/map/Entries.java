package io.mapscope.map;

import java.util.Map;

/** The entries of a map. */
final class Entries<K, V> extends SetView<K, V, Map.Entry<K, V>> {

  Entries(Table<K, V> table, IterationRules rules) {
    super(table, rules);
  }

  @Override
  Cursor<K, V, Map.Entry<K, V>> cursor() {
    return new EntryCursor<>(table);
  }

  @Override
  Map.Entry<K, V> element(MapCursor<K, V> cursor) {
    return new GoEntry<>(table, cursor.key(), cursor.value());
  }

  @Override
  public boolean contains(Object other) {
    if (!(other instanceof Map.Entry<?, ?> entry)) {
      return false;
    }
    Object value = table.find(entry.getKey(), table.hash(entry.getKey()));
    Object wanted = entry.getValue();
    return value != Table.ABSENT && (wanted == value || (wanted != null && wanted.equals(value)));
  }

  @Override
  public boolean remove(Object other) {
    return other instanceof Map.Entry<?, ?> entry && table.remove(entry.getKey(), entry.getValue());
  }

  /** The sum over the entries, which the map makes without them. */
  @Override
  public int hashCode() {
    return table.hashCode();
  }

  private static final class EntryCursor<K, V> extends Cursor<K, V, Map.Entry<K, V>> {
    EntryCursor(Table<K, V> table) {
      super(table);
    }

    @Override
    Map.Entry<K, V> current() {
      return new LiveEntry<>(this, key(), value());
    }
  }
}
