package io.mapscope.map;

import java.util.AbstractCollection;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;

/** The three views of a map; all write through, and iterate in the same order. */
final class Views {

  private Views() {}

  /** The keys. */
  static final class Keys<K, V> extends AbstractSet<K> {
    private final Table<K, V> table;

    Keys(Table<K, V> table) {
      this.table = table;
    }

    @Override
    public int size() {
      return table.size;
    }

    @Override
    public boolean contains(Object key) {
      return table.containsKey(key);
    }

    @Override
    public boolean remove(Object key) {
      return table.removeKey(key);
    }

    @Override
    public void clear() {
      table.clear();
    }

    @Override
    public Iterator<K> iterator() {
      return new KeyIterator<>(table);
    }

    @Override
    public Spliterator<K> spliterator() {
      return Spliterators.spliterator(this, Spliterator.DISTINCT);
    }

    @Override
    public void forEach(Consumer<? super K> action) {
      KeyIterator<K, V> i = new KeyIterator<>(table);
      while (i.hasNext()) {
        i.step();
        action.accept(i.key());
      }
      i.checkUnchanged();
    }
  }

  /** The values. */
  static final class Values<K, V> extends AbstractCollection<V> {
    private final Table<K, V> table;

    Values(Table<K, V> table) {
      this.table = table;
    }

    @Override
    public int size() {
      return table.size;
    }

    @Override
    public boolean contains(Object value) {
      return table.containsValue(value);
    }

    @Override
    public void clear() {
      table.clear();
    }

    @Override
    public Iterator<V> iterator() {
      return new ValueIterator<>(table);
    }

    @Override
    public Spliterator<V> spliterator() {
      return Spliterators.spliterator(this, 0);
    }

    @Override
    public void forEach(Consumer<? super V> action) {
      ValueIterator<K, V> i = new ValueIterator<>(table);
      while (i.hasNext()) {
        i.step();
        action.accept(i.value());
      }
      i.checkUnchanged();
    }
  }

  /** The entries. */
  static final class Entries<K, V> extends AbstractSet<Map.Entry<K, V>> {
    private final Table<K, V> table;

    Entries(Table<K, V> table) {
      this.table = table;
    }

    @Override
    public int size() {
      return table.size;
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
      return other instanceof Map.Entry<?, ?> entry
          && table.remove(entry.getKey(), entry.getValue());
    }

    @Override
    public void clear() {
      table.clear();
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
      return new EntryIterator<>(table);
    }

    @Override
    public Spliterator<Map.Entry<K, V>> spliterator() {
      return Spliterators.spliterator(this, Spliterator.DISTINCT);
    }

    @Override
    public void forEach(Consumer<? super Map.Entry<K, V>> action) {
      EntryIterator<K, V> i = new EntryIterator<>(table);
      while (i.hasNext()) {
        action.accept(i.next());
      }
      i.checkUnchanged();
    }
  }

  /** Over keys; also the plain cursor of the bulk operations. */
  static final class KeyIterator<K, V> extends Cursor<K, V> implements Iterator<K> {
    KeyIterator(Table<K, V> table) {
      super(table);
    }

    @Override
    public K next() {
      step();
      return key();
    }
  }

  private static final class ValueIterator<K, V> extends Cursor<K, V> implements Iterator<V> {
    ValueIterator(Table<K, V> table) {
      super(table);
    }

    @Override
    public V next() {
      step();
      return value();
    }
  }

  private static final class EntryIterator<K, V> extends Cursor<K, V>
      implements Iterator<Map.Entry<K, V>> {
    EntryIterator(Table<K, V> table) {
      super(table);
    }

    @Override
    public Map.Entry<K, V> next() {
      step();
      return entry();
    }
  }
}
