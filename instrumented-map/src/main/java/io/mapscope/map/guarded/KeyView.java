package io.mapscope.map.guarded;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;

/** The keys of a guarded map. */
final class KeyView<K, V> extends AbstractSet<K> {

  private final GuardedMap<K, V> map;

  KeyView(GuardedMap<K, V> map) {
    this.map = map;
  }

  @Override
  public Iterator<K> iterator() {
    return new EntryIterator<>(map, Map.Entry::getKey);
  }

  @Override
  public Spliterator<K> spliterator() {
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
  public boolean contains(Object key) {
    return map.containsKey(key);
  }

  @Override
  public boolean remove(Object key) {
    return map.remove(key) != null;
  }
}
