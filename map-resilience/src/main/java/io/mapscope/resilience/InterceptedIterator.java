package io.mapscope.resilience;

import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Goes over the entries of the map behind; what it writes passes the policy.
 *
 * <p>Implementation note. Where calls are made on other threads, the map's own iterator may not be
 * used on this one: then it goes over a copy of all entries, made in the one call that begins the
 * iteration, and writes by key.
 */
final class InterceptedIterator<K, V> implements Iterator<Map.Entry<K, V>> {

  private final InterceptedMap<K, V> map;
  private final Iterator<Map.Entry<K, V>> entries;
  private Map.Entry<K, V> last;

  private InterceptedIterator(InterceptedMap<K, V> map, Iterator<Map.Entry<K, V>> entries) {
    this.map = map;
    this.entries = entries;
  }

  static <K, V> Iterator<Map.Entry<K, V>> over(InterceptedMap<K, V> map) {
    Map<K, V> behind = map.behind;
    return new InterceptedIterator<>(
        map,
        map.changesThreads()
            ? map.call(Operation.ITERATE, null, () -> copy(behind)).iterator()
            : map.call(Operation.ITERATE, null, () -> behind.entrySet().iterator()));
  }

  private static <K, V> List<Map.Entry<K, V>> copy(Map<K, V> map) {
    List<Map.Entry<K, V>> entries = new ArrayList<>();
    for (Map.Entry<K, V> entry : map.entrySet()) {
      entries.add(new SimpleEntry<>(entry));
    }
    return entries;
  }

  @Override
  public boolean hasNext() {
    return entries.hasNext();
  }

  @Override
  public Map.Entry<K, V> next() {
    last = entries.next();
    return new Written(last);
  }

  @Override
  public void remove() {
    if (last == null) {
      throw new IllegalStateException("next has not been called, or the entry is removed already");
    }
    K key = last.getKey();
    map.call(
        Operation.REMOVE,
        key,
        () -> {
          if (map.changesThreads()) {
            map.behind.remove(key);
          } else {
            entries.remove();
          }
          return null;
        });
    last = null;
  }

  /** An entry whose {@code setValue} passes the policy. */
  private final class Written implements Map.Entry<K, V> {
    private final Map.Entry<K, V> entry;

    Written(Map.Entry<K, V> entry) {
      this.entry = entry;
    }

    @Override
    public K getKey() {
      return entry.getKey();
    }

    @Override
    public V getValue() {
      return entry.getValue();
    }

    @Override
    public V setValue(V value) {
      K key = entry.getKey();
      return map.call(
          Operation.PUT,
          key,
          () -> {
            if (map.changesThreads()) {
              map.behind.put(key, value);
            }
            return entry.setValue(value);
          });
    }

    @Override
    public boolean equals(Object other) {
      return entry.equals(other);
    }

    @Override
    public int hashCode() {
      return entry.hashCode();
    }

    @Override
    public String toString() {
      return entry.toString();
    }
  }
}
