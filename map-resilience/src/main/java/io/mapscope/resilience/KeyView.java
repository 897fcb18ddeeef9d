package io.mapscope.resilience;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;

/** The keys of an intercepted map. */
final class KeyView<K, V> extends AbstractSet<K> {

  private final InterceptedMap<K, V> map;

  KeyView(InterceptedMap<K, V> map) {
    this.map = map;
  }

  @Override
  public Iterator<K> iterator() {
    return new ProjectedIterator<>(map.entrySet().iterator(), Map.Entry::getKey);
  }

  @Override
  public int size() {
    return map.size();
  }

  @Override
  public boolean isEmpty() {
    return map.isEmpty();
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
    return map.call(Operation.REMOVE, key, () -> map.behind.keySet().remove(key));
  }
}
