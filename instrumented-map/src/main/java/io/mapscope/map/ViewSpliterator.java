package io.mapscope.map;

import java.util.Objects;
import java.util.Spliterator;
import java.util.function.Consumer;

/**
 * The spliterator of a view.
 *
 * <p>Implementation note. It is bound to the map when first asked for anything, and has from then
 * on a cursor over a range of buckets; to split is to give the cursor's half that comes first away
 * along with it, so nothing is copied, parts come in the order of the iterators, and a spliterator
 * that was stepped can be split, too. How many entries a part holds is not known, only how many
 * buckets; hence the size is exact before the first split and an estimate afterwards.
 *
 * <p>Fails fast like an iterator, and also after the action that changed the map.
 */
final class ViewSpliterator<T> implements Spliterator<T> {

  private final View<?, ?, T> view;
  private final int characteristics;

  /** Null until it is bound. */
  private Cursor<?, ?, T> cursor;

  private boolean split;

  ViewSpliterator(View<?, ?, T> view, int characteristics) {
    this.view = view;
    this.characteristics = characteristics;
  }

  private Cursor<?, ?, T> bound() {
    if (cursor == null) {
      cursor = view.cursor();
    }
    return cursor;
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> action) {
    Objects.requireNonNull(action, "action");
    Cursor<?, ?, T> i = bound();
    if (!i.hasNext()) {
      return false;
    }
    action.accept(i.next());
    i.checkUnchanged("tryAdvance");
    return true;
  }

  @Override
  public void forEachRemaining(Consumer<? super T> action) {
    Objects.requireNonNull(action, "action");
    bound().drain(action);
  }

  @Override
  public Spliterator<T> trySplit() {
    Cursor<?, ?, T> first = bound();
    if (!first.canSplit()) {
      return null;
    }
    cursor = view.cursor();
    cursor.takeHalfOf(first);
    ViewSpliterator<T> given = new ViewSpliterator<>(view, characteristics);
    given.cursor = first;
    given.split = true;
    split = true;
    return given;
  }

  @Override
  public long estimateSize() {
    return bound().estimate();
  }

  @Override
  public int characteristics() {
    return split ? characteristics : characteristics | SIZED;
  }
}
