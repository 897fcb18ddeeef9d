package io.mapscope.map;

import java.util.function.Consumer;

/** The keys of a map. */
final class Keys<K, V> extends SetView<K, V, K> {

  Keys(Table<K, V> table, IterationRules rules) {
    super(table, rules);
  }

  @Override
  Cursor<K, V, K> cursor() {
    return new KeyCursor<>(table);
  }

  @Override
  K element(MapCursor<K, V> cursor) {
    return cursor.key();
  }

  @Override
  public boolean contains(Object key) {
    return table.containsKey(key);
  }

  @Override
  public boolean remove(Object key) {
    return table.removeKey(key);
  }

  /** Over keys; also for what needs keys and values but no entries. */
  static final class KeyCursor<K, V> extends Cursor<K, V, K> {
    KeyCursor(Table<K, V> table) {
      super(table);
    }

    @Override
    void drain(Consumer<? super K> action) {
      drainPairs((key, value) -> action.accept(key));
    }

    @Override
    K current() {
      return key();
    }
  }
}
