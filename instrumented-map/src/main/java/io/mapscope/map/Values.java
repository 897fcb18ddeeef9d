package io.mapscope.map;

import java.util.function.Consumer;

/** The values of a map. */
final class Values<K, V> extends View<K, V, V> {

  Values(Table<K, V> table, IterationRules rules) {
    super(table, rules);
  }

  @Override
  Cursor<K, V, V> cursor() {
    return new ValueCursor<>(table);
  }

  @Override
  V element(MapCursor<K, V> cursor) {
    return cursor.value();
  }

  @Override
  public boolean contains(Object value) {
    return table.containsValue(value);
  }

  private static final class ValueCursor<K, V> extends Cursor<K, V, V> {
    ValueCursor(Table<K, V> table) {
      super(table);
    }

    @Override
    void drain(Consumer<? super V> action) {
      drainPairs((key, value) -> action.accept(value));
    }

    @Override
    V current() {
      return value();
    }
  }
}
