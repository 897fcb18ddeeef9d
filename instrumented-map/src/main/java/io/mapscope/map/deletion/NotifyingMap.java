package io.mapscope.map.deletion;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A map that tells buses which values have left it, and why.
 *
 * <p>All writes must go through this map. It is as concurrent as the map behind, which must call
 * the functions of {@code compute} once, as {@link java.util.concurrent.ConcurrentHashMap} and the
 * maps of {@link io.mapscope.map.guarded.GuardedMaps} do. Null keys and values are refused.
 *
 * <p>Implementation note. Room on each bus is taken before the write, when no lock is held, so a
 * writer that has to wait keeps nobody else waiting. The place in the order is taken within the
 * atomic operation of the map behind: that is what makes the order per key. Whether the deletion
 * has really come about is known only after that operation, which may still throw; until then
 * readers of the bus wait for it.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public final class NotifyingMap<K, V> extends MapLayer<K, V> {

  private final ConcurrentMap<K, V> behind;
  private final List<DeletionBus<K, V>> buses;
  private final AtomicLong numbers = new AtomicLong();

  /**
   * Puts a map behind buses.
   *
   * @param behind the map, not null; to be used through this one only
   * @param buses who is to be told, each of this map only, not null; those who made them close them
   * @throws IllegalStateException if a bus belongs to another map already
   */
  public NotifyingMap(ConcurrentMap<K, V> behind, List<DeletionBus<K, V>> buses) {
    super(behind);
    this.behind = behind;
    this.buses = List.copyOf(buses);
    this.buses.forEach(bus -> bus.attach(this));
  }

  /**
   * Removes a key and says why.
   *
   * @param key the key, not null
   * @param cause what listeners are told, not null
   * @return the value that was there, or null
   */
  @Override
  public V remove(Object key, DeletionCause cause) {
    return super.remove(key, Objects.requireNonNull(cause, "cause"));
  }

  /** Removes the very value given, not one that is equal to it. */
  boolean removeSame(K key, V value, DeletionCause cause) {
    boolean[] removed = {false};
    update(
        key,
        before -> {
          removed[0] = before == value;
          return removed[0] ? null : before;
        },
        cause);
    return removed[0];
  }

  @Override
  V update(K key, Remapping<V> remapping, DeletionCause cause) {
    Notice<K, V> notice = new Notice<>(buses);
    try {
      V result =
          behind.compute(
              key,
              (k, before) -> {
                V after = remapping.after(before);
                if (before != null && before != after) {
                  DeletionCause why = after == null ? cause : DeletionCause.REPLACED;
                  notice.place(new Deletion<>(k, before, why, numbers.incrementAndGet()));
                }
                return after;
              });
      notice.confirm();
      return result;
    } finally {
      notice.settle();
    }
  }

  @Override
  public V get(Object key) {
    return behind.get(Objects.requireNonNull(key, "key"));
  }

  @Override
  public int size() {
    return behind.size();
  }

  @Override
  Iterator<Map.Entry<K, V>> liveEntries() {
    return behind.entrySet().iterator();
  }
}
