package io.mapscope.map.guarded;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.Predicate;

/** The entries of a guarded map. */
final class EntryView<K, V> extends AbstractSet<Map.Entry<K, V>> {

  private final GuardedMap<K, V> map;

  EntryView(GuardedMap<K, V> map) {
    this.map = map;
  }

  @Override
  public Iterator<Map.Entry<K, V>> iterator() {
    return new EntryIterator<>(map, Function.identity());
  }

  /** Of unknown size: the map may change until the iteration comes to its parts. */
  @Override
  public Spliterator<Map.Entry<K, V>> spliterator() {
    return Spliterators.spliteratorUnknownSize(
        iterator(), Spliterator.DISTINCT | Spliterator.NONNULL | Spliterator.CONCURRENT);
  }

  @Override
  public int size() {
    return map.size();
  }

  @Override
  public void clear() {
    map.clear();
  }

  @Override
  public boolean contains(Object o) {
    return o instanceof Map.Entry<?, ?> entry
        && entry.getKey() != null
        && entry.getValue() != null
        && entry.getValue().equals(map.get(entry.getKey()));
  }

  @Override
  public boolean remove(Object o) {
    return o instanceof Map.Entry<?, ?> entry
        && entry.getKey() != null
        && map.remove(entry.getKey(), entry.getValue());
  }

  /** {@inheritDoc} An entry whose value has changed since it was tested stays. */
  @Override
  public boolean removeIf(Predicate<? super Map.Entry<K, V>> condition) {
    boolean removed = false;
    for (Map.Entry<K, V> entry : this) {
      removed |= condition.test(entry) && remove(entry);
    }
    return removed;
  }
}
