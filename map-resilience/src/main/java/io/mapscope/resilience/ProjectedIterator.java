package io.mapscope.resilience;

import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;

/** One part of each entry, the key or the value; removes where the iterator of the entries does. */
record ProjectedIterator<K, V, T>(
    Iterator<Map.Entry<K, V>> entries, Function<Map.Entry<K, V>, T> part) implements Iterator<T> {

  @Override
  public boolean hasNext() {
    return entries.hasNext();
  }

  @Override
  public T next() {
    return part.apply(entries.next());
  }

  @Override
  public void remove() {
    entries.remove();
  }
}
