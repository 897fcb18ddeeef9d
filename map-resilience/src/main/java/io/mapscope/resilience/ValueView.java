package io.mapscope.resilience;

import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** The values of an intercepted map. */
final class ValueView<K, V> extends AbstractCollection<V> {

  private final InterceptedMap<K, V> map;

  ValueView(InterceptedMap<K, V> map) {
    this.map = map;
  }

  @Override
  public Iterator<V> iterator() {
    return new ProjectedIterator<>(map.entrySet().iterator(), Map.Entry::getValue);
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
  public boolean removeIf(Predicate<? super V> filter) {
    Objects.requireNonNull(filter, "filter");
    return map.entrySet().removeIf(entry -> filter.test(entry.getValue()));
  }
}
