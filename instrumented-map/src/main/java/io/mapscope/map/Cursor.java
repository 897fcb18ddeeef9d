package io.mapscope.map;

import io.mapscope.events.MisuseEvent;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The iterator of a view: a walk that fails fast, and by which entries can be removed and values
 * set.
 *
 * <p>Implementation note. A structural change by anybody else fails the next step. A value is set
 * where the cursor stands: no hash, no search, no grow work, as the table does not change; it is no
 * put and not counted as one. Only when a write under the iteration has had chains evacuated since
 * the step, or when the cursor has gone on, is the key looked up again as by any other write.
 *
 * <p>A removal goes the way of every other: it is a write that does grow work, may be timed, is
 * counted and told. To know the slot would save the hash and a search in a bucket that was just
 * read; it would take a second path of deletion beside that, with the same grow work, events,
 * totals and marks to be kept in step. So {@code removeIf}, {@code removeAll} and {@code retainAll}
 * go by way of it, too.
 *
 * <p>An entry that a program keeps keeps the cursor and with it the chunk where the cursor stopped.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 * @param <T> type of what is iterated over
 */
abstract class Cursor<K, V, T> extends Walk implements Iterator<T> {

  private int expectedModCount;

  /** The {@link #version} of which the values are that entries hold. */
  private int versionOfValues;

  /** Key of the entry last stepped to; {@link Table#ABSENT} when that is none or was removed. */
  private Object key = Table.ABSENT;

  Cursor(Table<K, V> table) {
    super(table);
    expectedModCount = table.modCount;
    versionOfValues = version();
  }

  /** What the view has of the entry last stepped to. */
  abstract T current();

  @Override
  public final T next() {
    step();
    return current();
  }

  /** Steps to the next entry. */
  final void step() {
    checkUnchanged("next");
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    key = advance();
  }

  @Override
  public final void forEachRemaining(Consumer<? super T> action) {
    Objects.requireNonNull(action, "action");
    while (hasNext()) {
      action.accept(next());
    }
    checkUnchanged("forEach");
  }

  /** {@link #forEachRemaining} of a cursor that nobody uses afterwards. */
  void drain(Consumer<? super T> action) {
    forEachRemaining(action);
  }

  /** {@link #drain} without entries. */
  final void drainPairs(BiConsumer<? super K, ? super V> action) {
    checkUnchanged("forEach");
    forEachPair(action);
    checkUnchanged("forEach");
  }

  @SuppressWarnings("unchecked")
  final K key() {
    return (K) key;
  }

  /** Right after a step. */
  @SuppressWarnings("unchecked")
  final V value() {
    return (V) valueAtPlace();
  }

  @Override
  public final void remove() {
    if (key == Table.ABSENT) {
      throw new IllegalStateException("next() has not been called since the last remove()");
    }
    checkUnchanged("remove");
    Object removed = key;
    key = Table.ABSENT;
    boolean current = isCurrent();
    if (table.removeKey(removed)) {
      expectedModCount++;
      versionOfValues += current ? 1 : 0; // The other entries have not changed.
    }
  }

  /** Fails when the table was changed structurally by anybody else. */
  final void checkUnchanged(String operation) {
    if (table.modCount != expectedModCount) {
      throw table.changed(MisuseEvent.CHANGED_DURING_ITERATION, operation);
    }
  }

  // ---- for entries

  /** Whether the values of entries are as they were when stepped to, or set by them. */
  final boolean isCurrent() {
    return version() == versionOfValues;
  }

  private int version() {
    return table.modCount + table.updates;
  }

  /** The present value of a key, or {@link Table#ABSENT}. */
  final Object find(Object entryKey) {
    return standsAt(entryKey) ? valueAtPlace() : table.find(entryKey, table.hash(entryKey));
  }

  /** Gives a key another value if it is in the map. */
  @SuppressWarnings("unchecked")
  final void set(Object entryKey, Object value) {
    if (standsAt(entryKey)) {
      setValueAtPlace(value);
      versionOfValues++;
    } else {
      ((Table<K, V>) table).replace((K) entryKey, (V) value);
    }
  }

  private boolean standsAt(Object entryKey) {
    return key == entryKey && knowsPlace() && table.modCount == expectedModCount;
  }

  /** Makes this, which is fresh, the second half of another, which keeps the first. */
  final void takeHalfOf(Cursor<?, ?, ?> other) {
    super.takeHalfOf(other);
    expectedModCount = other.expectedModCount;
    versionOfValues = other.versionOfValues;
  }
}
