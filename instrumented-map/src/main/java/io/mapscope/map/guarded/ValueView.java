package io.mapscope.map.guarded;

import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;

/** The values of a guarded map. */
final class ValueView<K, V> extends AbstractCollection<V> {

  private final GuardedMap<K, V> map;

  ValueView(GuardedMap<K, V> map) {
    this.map = map;
  }

  @Override
  public Iterator<V> iterator() {
    return new EntryIterator<>(map, Map.Entry::getValue);
  }

  @Override
  public Spliterator<V> spliterator() {
    return Spliterators.spliteratorUnknownSize(
        iterator(), Spliterator.NONNULL | Spliterator.CONCURRENT);
  }

  @Override
  public int size() {
    return map.size();
  }

  @Override
  public void clear() {
    map.clear();
  }

  /** {@inheritDoc} An entry whose value has changed since it was tested stays. */
  @Override
  public boolean removeIf(Predicate<? super V> condition) {
    Objects.requireNonNull(condition, "condition");
    return map.entrySet().removeIf(entry -> condition.test(entry.getValue()));
  }

  @Override
  public boolean removeAll(Collection<?> values) {
    Objects.requireNonNull(values, "values");
    return removeIf(values::contains);
  }

  @Override
  public boolean retainAll(Collection<?> values) {
    Objects.requireNonNull(values, "values");
    return removeIf(value -> !values.contains(value));
  }
}
