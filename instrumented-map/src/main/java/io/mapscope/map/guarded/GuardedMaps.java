package io.mapscope.map.guarded;

import io.mapscope.map.InstrumentedMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentMap;

/**
 * Makes maps that threads can share.
 *
 * <p>All of them are {@link InstrumentedMap}s behind a guard, so they grow in small steps and tell
 * of it in the same events; waits for the guard are told as {@code mapscope.LockWait}. What all
 * have in common:
 *
 * <ul>
 *   <li>Each operation on one key is atomic and linearizable, {@code compute}, {@code merge} and
 *       the conditional ones included, and calls its function at most once, while it excludes other
 *       writers of that map or stripe. Functions should be short.
 *   <li>A function may look up in its map. If it writes there, the operation that called it throws
 *       {@link java.util.ConcurrentModificationException}. See {@link #striped} for what it must
 *       not do there.
 *   <li>{@code size} and {@code clear} are atomic, but for the striped map, which goes from stripe
 *       to stripe.
 *   <li>Iterators go over a snapshot, of the striped map one for each stripe, taken when they come
 *       to it; they never throw {@link java.util.ConcurrentModificationException}. A snapshot
 *       copies references to all entries of the map or stripe while writers wait, except of the
 *       copy-on-write map, which has one anyway. {@code remove} of an iterator removes the key
 *       whatever its value is by then, {@code removeIf} only entries that still have the value
 *       tested. {@code setValue} of an entry puts.
 *   <li>Null keys and values are refused with {@link NullPointerException}.
 *   <li>{@code equals} and {@code hashCode} of keys must not use the map.
 * </ul>
 *
 * <p>Those in which a write may have to do grow work are {@link io.mapscope.map.Preparable}, so
 * that it can be done ahead: one lock, read-write lock, striped, owner thread. The others copy for
 * their readers, the copy-on-write map all of itself with each write, the read-mostly map a segment
 * now and then, which is what writes wait for there; to prepare the map behind would save next to
 * nothing.
 *
 * <p>The options of the builder are those of each map that is made from it: for the striped map,
 * expected entries and the limit are those of one stripe.
 */
public final class GuardedMaps {

  private GuardedMaps() {}

  /**
   * One lock, for readers and writers alike.
   *
   * @param <K> type of the keys
   * @param <V> type of the values
   * @param builder makes the map behind, not null
   * @return a new, empty map
   */
  public static <K, V> ConcurrentMap<K, V> oneLock(InstrumentedMap.Builder<K, V> builder) {
    return new OneLockMap<>(builder.build());
  }

  /**
   * One lock for many readers or one writer; lookups take none unless a writer is there, and write
   * nothing that is shared.
   *
   * @param <K> type of the keys
   * @param <V> type of the values
   * @param builder makes the map behind, not null
   * @return a new, empty map
   */
  public static <K, V> ConcurrentMap<K, V> readWrite(InstrumentedMap.Builder<K, V> builder) {
    return new ReadWriteMap<>(builder.build());
  }

  /**
   * Many maps with a read-write lock each, which grow on their own. Four times as many stripes as
   * threads keep most waits away.
   *
   * <p>A function that writes keys of other stripes of its map is not noticed, and two threads that
   * do so in opposite directions wait for each other for ever; nor may it look there, for the same
   * reason. So functions must not use their map.
   *
   * @param <K> type of the keys
   * @param <V> type of the values
   * @param builder makes each stripe, not null
   * @param stripes how many, a power of two up to 4,096
   * @return a new, empty map
   * @throws IllegalArgumentException if the number of stripes is not such a power of two
   */
  public static <K, V> ConcurrentMap<K, V> striped(
      InstrumentedMap.Builder<K, V> builder, int stripes) {
    return new StripedMap<>(stripes, builder::build);
  }

  /**
   * Readers have a copy that never changes; a write that changes something makes another, in time
   * and memory in proportion to the number of entries. {@code putAll} makes one copy.
   *
   * @param <K> type of the keys
   * @param <V> type of the values
   * @param builder makes the map behind, not null
   * @return a new, empty map
   */
  public static <K, V> ConcurrentMap<K, V> copyOnWrite(InstrumentedMap.Builder<K, V> builder) {
    return new CopyOnWriteMap<>(builder.build());
  }

  /**
   * Lookups of keys that have been there for a while take no lock; new keys are found under one
   * until as many lookups have missed as there are entries, and a copy for readers is made: of each
   * segment of some hundred keys on its own, so that nobody copies the whole map. Twice the memory.
   *
   * <p>A deleted value becomes unreachable when the delete returns; its key then too, or with the
   * next copy of its segment if it is in the present one: at the latest when more than half of the
   * keys of that, and more than 16, are deleted.
   *
   * @param <K> type of the keys
   * @param <V> type of the values
   * @param builder makes the map behind, not null
   * @return a new, empty map
   */
  public static <K, V> ConcurrentMap<K, V> readMostly(InstrumentedMap.Builder<K, V> builder) {
    return new ReadMostlyMap<>(builder.build());
  }

  /**
   * One thread owns the map and does what callers put into its queue; they wait for the result, and
   * for room in the queue when it is full. The thread is a daemon and ends by {@link
   * OwnedMap#close}. Whatever an operation throws is thrown to its caller.
   *
   * @param <K> type of the keys
   * @param <V> type of the values
   * @param builder makes the map behind, not null
   * @param threadName name of the thread, not null
   * @param capacity how many operations may wait, positive
   * @return a new, empty map, to be closed
   * @throws IllegalArgumentException if the capacity is not positive
   */
  public static <K, V> OwnedMap<K, V> ownerThread(
      InstrumentedMap.Builder<K, V> builder, String threadName, int capacity) {
    return new OwnerThreadMap<>(
        new OwnerThread<>(builder.build(), threadName, new ArrayBlockingQueue<>(capacity)));
  }
}
