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
    Iterator<Map.Entry<K, V>> entries = map.entrySet().iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public K next() {
        return entries.next().getKey();
      }

      @Override
      public void remove() {
        entries.remove();
      }
    };
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
