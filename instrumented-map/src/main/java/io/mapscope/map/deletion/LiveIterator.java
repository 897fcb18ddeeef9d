package io.mapscope.map.deletion;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Iterates over the entries of the map behind, leaving out the dead and unwrapping the others. */
final class LiveIterator<K, S, V> implements Iterator<Map.Entry<K, V>> {

  private final Iterator<Map.Entry<K, S>> stored;
  private final Function<S, V> live;
  private Map.Entry<K, V> next;

  /** {@code live} gives the value of what is stored, null for the dead. */
  LiveIterator(Map<K, S> behind, Function<S, V> live) {
    this.stored = behind.entrySet().iterator();
    this.live = live;
  }

  @Override
  public boolean hasNext() {
    while (next == null && stored.hasNext()) {
      Map.Entry<K, S> entry = stored.next();
      V value = live.apply(entry.getValue());
      next = value == null ? null : Map.entry(entry.getKey(), value);
    }
    return next != null;
  }

  @Override
  public Map.Entry<K, V> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Map.Entry<K, V> entry = next;
    next = null;
    return entry;
  }
}
