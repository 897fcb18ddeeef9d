package io.mapscope.resilience;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** The entries of an intercepted map. */
final class EntryView<K, V> extends AbstractSet<Map.Entry<K, V>> {

  private final InterceptedMap<K, V> map;

  EntryView(InterceptedMap<K, V> map) {
    this.map = map;
  }

  @Override
  public Iterator<Map.Entry<K, V>> iterator() {
    return InterceptedIterator.over(map);
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
  public boolean contains(Object entry) {
    return map.call(
        Operation.CONTAINS_ENTRY, key(entry), () -> map.behind.entrySet().contains(entry));
  }

  @Override
  public boolean remove(Object entry) {
    return map.call(Operation.REMOVE, key(entry), () -> map.behind.entrySet().remove(entry));
  }

  /** Removes an entry only if it still has the value tested, where other threads may write. */
  @Override
  public boolean removeIf(Predicate<? super Map.Entry<K, V>> filter) {
    Objects.requireNonNull(filter, "filter");
    if (!map.removesByValue()) {
      return super.removeIf(filter);
    }
    boolean removed = false;
    for (Map.Entry<K, V> entry : this) {
      // The value at one moment: the entry may be a live one.
      Map.Entry<K, V> tested = new SimpleImmutableEntry<>(entry);
      if (filter.test(tested)) {
        removed |= map.remove(tested.getKey(), tested.getValue());
      }
    }
    return removed;
  }

  private static Object key(Object entry) {
    return entry instanceof Map.Entry<?, ?> e ? e.getKey() : null;
  }
}
