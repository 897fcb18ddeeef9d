package io.mapscope.map.guarded;

import java.util.AbstractMap.SimpleEntry;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;

/**
 * Iterates over the snapshots of the parts of a map, each taken when the iteration comes to it.
 *
 * @param <T> type of what is iterated over
 */
final class EntryIterator<K, V, T> implements Iterator<T> {

  private final GuardedMap<K, V> map;
  private final Function<Map.Entry<K, V>, T> view;
  private int part;
  private Object[] entries = {};
  private int next;
  private K last;

  EntryIterator(GuardedMap<K, V> map, Function<Map.Entry<K, V>, T> view) {
    this.map = map;
    this.view = view;
  }

  @Override
  public boolean hasNext() {
    while (next == entries.length && part < map.parts()) {
      entries = map.snapshot(part++);
      next = 0;
    }
    return next < entries.length;
  }

  @Override
  @SuppressWarnings("unchecked")
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    last = (K) entries[next];
    V value = (V) entries[next + 1];
    next += 2;
    return view.apply(new WriteThroughEntry<>(map, last, value));
  }

  /** Removes the key last returned, whatever its value is by now. */
  @Override
  public void remove() {
    if (last == null) {
      throw new IllegalStateException("next() has not been called since the last remove()");
    }
    K removed = last;
    last = null;
    map.remove(removed);
  }

  /**
   * As of the snapshot; setting the value puts it into the map, even if the key has gone.
   *
   * @param <K> type of the key
   * @param <V> type of the value
   */
  private static final class WriteThroughEntry<K, V> extends SimpleEntry<K, V> {
    private static final long serialVersionUID = 1;

    private final transient GuardedMap<K, V> map;

    WriteThroughEntry(GuardedMap<K, V> map, K key, V value) {
      super(key, value);
      this.map = map;
    }

    @Override
    public V setValue(V value) {
      map.put(getKey(), value);
      return super.setValue(value);
    }
  }
}
