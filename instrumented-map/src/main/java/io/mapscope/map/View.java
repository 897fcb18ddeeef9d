package io.mapscope.map;

import java.util.AbstractCollection;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import java.util.Spliterator;
import java.util.function.Consumer;

/**
 * A view of a map, which writes through. By the rules of {@code java.util} all views iterate in the
 * same order.
 *
 * <p>Implementation note. What {@link AbstractCollection} and {@link java.util.Collection} make of
 * an iterator is kept where it is as good as can be: {@code removeIf}, {@code retainAll}, {@code
 * containsAll}, and of the values {@code remove} and {@code removeAll}. So these iterate by the
 * rules of the map; arrays and streams, which need to know the size or to split, by those of {@code
 * java.util} always.
 */
abstract class View<K, V, T> extends AbstractCollection<T> {

  final Table<K, V> table;
  private final boolean byGo;

  View(Table<K, V> table, IterationRules rules) {
    this.table = table;
    this.byGo = rules == IterationRules.GO;
  }

  /** A fresh iterator that fails fast. */
  abstract Cursor<K, V, T> cursor();

  /** What the view has of the entry that a cursor stands on. */
  abstract T element(MapCursor<K, V> cursor);

  @Override
  public final int size() {
    return table.size;
  }

  @Override
  public final void clear() {
    table.clear();
  }

  @Override
  public final Iterator<T> iterator() {
    return byGo ? new GoIterator<>(this) : cursor();
  }

  @Override
  public Spliterator<T> spliterator() {
    return new ViewSpliterator<>(this, 0);
  }

  @Override
  public final void forEach(Consumer<? super T> action) {
    Objects.requireNonNull(action, "action");
    if (byGo) {
      iterator().forEachRemaining(action);
    } else {
      cursor().drain(action);
    }
  }

  @Override
  public final Object[] toArray() {
    Object[] array = new Object[table.size];
    fill(array);
    return array;
  }

  @Override
  @SuppressWarnings("unchecked")
  public final <A> A[] toArray(A[] given) {
    A[] array = given.length < table.size ? Arrays.copyOf(given, table.size) : given;
    int length = fill(array);
    if (length < array.length) {
      array[length] = null;
    }
    return array;
  }

  private int fill(Object[] array) {
    int length = 0;
    for (Cursor<K, V, T> i = cursor(); i.hasNext(); ) {
      array[length++] = i.next();
    }
    return length;
  }
}
