package io.mapscope.map;

import java.util.Collection;
import java.util.Set;
import java.util.Spliterator;

/** A view in which nothing is twice. */
abstract class SetView<K, V, T> extends View<K, V, T> implements Set<T> {

  SetView(Table<K, V> table, IterationRules rules) {
    super(table, rules);
  }

  @Override
  public final Spliterator<T> spliterator() {
    return new ViewSpliterator<>(this, Spliterator.DISTINCT);
  }

  /**
   * Removes all that a collection holds; asks it for each of the map's only when it is a larger
   * set, as others take long to answer.
   */
  @Override
  public final boolean removeAll(Collection<?> others) {
    int before = table.size;
    if (others instanceof Set && others.size() >= before) {
      return removeIf(others::contains);
    }
    for (Object other : others.toArray()) { // A copy: they may be another view of this map.
      remove(other);
    }
    return table.size != before;
  }

  @Override
  @SuppressWarnings("UndefinedEquals") // They are a set.
  public final boolean equals(Object other) {
    return other == this
        || (other instanceof Set<?> set && set.size() == table.size && containsAll(set));
  }

  @Override
  public int hashCode() {
    int sum = 0;
    for (Cursor<K, V, T> i = cursor(); i.hasNext(); ) {
      T element = i.next();
      sum += element == null ? 0 : element.hashCode();
    }
    return sum;
  }
}
