package io.mapscope.map;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The iterator of a view by {@link IterationRules#GO}.
 *
 * <p>Implementation note. A {@link MapCursor} goes ahead of it by one step when {@code hasNext} is
 * asked: what it stands on is what {@code next} returns, and what was returned last is known by its
 * key, so that it can be removed also then. An entry removed between {@code hasNext} and {@code
 * next} was promised and comes, with the value that it had; loops leave no room for that.
 *
 * <p>Go walks the buckets as they were when the iteration began, keeps evacuated ones for that, and
 * looks moved entries up again by their keys. Dropped: the same on a {@link Walk}, as a chunk is
 * given back when its chains are evacuated, and the cursor's order needs no old buckets.
 *
 * <p>The start is drawn by the thread, not from the seed of the map: to iterate writes nothing that
 * readers share.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 * @param <T> type of what is iterated over
 */
final class GoIterator<K, V, T> implements Iterator<T> {

  private final View<K, V, T> view;
  private final MapCursor<K, V> cursor;

  /** Whether the cursor stands on an entry that was not returned yet. */
  private boolean ahead;

  /** Key of the entry last returned; {@link Table#ABSENT} when that is none or was removed. */
  private Object key = Table.ABSENT;

  GoIterator(View<K, V, T> view) {
    this.view = view;
    this.cursor = new MapCursor<>(view.table, ThreadLocalRandom.current().nextLong());
  }

  @Override
  public boolean hasNext() {
    if (!ahead) {
      ahead = cursor.next();
    }
    return ahead;
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    cursor.refresh();
    ahead = false;
    key = cursor.key();
    return view.element(cursor);
  }

  @Override
  public void remove() {
    if (key == Table.ABSENT) {
      throw new IllegalStateException("next() has not been called since the last remove()");
    }
    Object removed = key;
    key = Table.ABSENT;
    view.table.removeKey(removed);
  }
}
