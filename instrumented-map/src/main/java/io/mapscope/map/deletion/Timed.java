package io.mapscope.map.deletion;

import java.util.Objects;

/**
 * A value and until when it lives; what an {@link ExpiringMap} keeps in the map behind.
 *
 * <p>Implementation note. Also the node of the timer wheel, which links it and alone uses these
 * links. Two are equal only if they are the same: that is how the wheel deletes the value that it
 * means, and not a later one of the same key.
 *
 * @param <V> type of the value
 */
public final class Timed<V> {

  final Object key;
  final V value;
  final long deadline;

  // Of the wheel, under its lock.
  Timed<V> before;
  Timed<V> after;
  int slot = TimerWheel.NOWHERE;
  boolean done;

  Timed(Object key, V value, long deadline) {
    this.key = key;
    this.value = value;
    this.deadline = deadline;
  }

  /**
   * The value itself.
   *
   * @return not null
   */
  public V value() {
    return value;
  }

  boolean isDead(long now) {
    return now - deadline >= 0;
  }

  /**
   * Makes a listener of values one of timed values, for a bus below an {@link ExpiringMap}.
   *
   * @param <K> type of the keys
   * @param <V> type of the values
   * @param listener gets the values themselves, not null
   * @return a listener that unwraps
   */
  public static <K, V> DeletionListener<K, Timed<V>> unwrapping(DeletionListener<K, V> listener) {
    Objects.requireNonNull(listener, "listener");
    return batch -> listener.deleted(batch.stream().map(Timed::unwrap).toList());
  }

  private static <K, V> Deletion<K, V> unwrap(Deletion<K, Timed<V>> d) {
    return new Deletion<>(d.key(), d.value().value, d.cause(), d.number());
  }

  /** For what prints maps. */
  @Override
  public String toString() {
    return String.valueOf(value);
  }
}
