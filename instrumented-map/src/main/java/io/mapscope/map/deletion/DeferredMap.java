package io.mapscope.map.deletion;

import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A map whose deletes only mark: the entry is dead for readers at once and its value unreachable;
 * key and slot go later, in slices.
 *
 * <p>Each write unlinks a few of the dead, as many as was chosen; {@link #purge} unlinks more
 * whenever there is time. A dead key may be put again. As concurrent as the map behind, which must
 * call the functions of {@code compute} once. Null keys and values are refused.
 *
 * <p>Implementation note. A dead entry has a mark for its value, so marking is a replacement: the
 * map behind neither moves nor frees anything. The keys of the dead wait in a queue; one that was
 * put again meanwhile is found alive and left alone, since only an entry that still has the mark is
 * removed. The size counts the living and is kept here, within the atomic operations of the map
 * behind.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public final class DeferredMap<K, V> extends MapLayer<K, V> {

  /** The value of the dead. */
  private static final Object DEAD =
      new Object() {
        @Override
        public String toString() {
          return "dead";
        }
      };

  private final ConcurrentMap<K, Object> behind;
  private final int purgedPerWrite;
  private final AtomicInteger size = new AtomicInteger();
  private final Queue<K> dead = new ConcurrentLinkedQueue<>();
  private final AtomicInteger pending = new AtomicInteger();
  private final AtomicLong purged = new AtomicLong();

  /**
   * Puts the marks around a map.
   *
   * @param behind an empty map that nobody else uses, not null
   * @param purgedPerWrite how many of the dead each write looks at, not negative; with 0 the dead
   *     stay until {@link #purge}, and with 1 their number does not fall while all writes are
   *     deletes
   * @throws IllegalArgumentException if the map is not empty or the number negative
   */
  public DeferredMap(ConcurrentMap<K, Object> behind, int purgedPerWrite) {
    super(behind);
    if (!behind.isEmpty()) {
      throw new IllegalArgumentException("the map must be empty; it has " + behind.size());
    }
    if (purgedPerWrite < 0) {
      throw new IllegalArgumentException("purgedPerWrite must not be negative: " + purgedPerWrite);
    }
    this.behind = behind;
    this.purgedPerWrite = purgedPerWrite;
  }

  @SuppressWarnings("unchecked")
  private V live(Object stored) {
    return stored == DEAD ? null : (V) stored;
  }

  @Override
  public V get(Object key) {
    return live(behind.get(Objects.requireNonNull(key, "key")));
  }

  @Override
  public int size() {
    return size.get();
  }

  @Override
  Iterator<Map.Entry<K, V>> liveEntries() {
    return new LiveIterator<>(behind, this::live);
  }

  @Override
  V update(K key, Remapping<V> remapping, DeletionCause cause) {
    purgeSome(purgedPerWrite);
    Step step = new Step();
    Object stored = write(key, remapping, step);
    if (step.change < 0) {
      pending.incrementAndGet();
      dead.add(key);
    }
    return live(stored);
  }

  /** By how much a write changes the number of the living: -1, 0 or 1. */
  private static final class Step {
    int change;
  }

  private Object write(K key, Remapping<V> remapping, Step step) {
    try {
      return behind.compute(key, (k, stored) -> apply(stored, remapping, step));
    } catch (RuntimeException | Error e) {
      count(-step.change); // The map behind has refused what was counted.
      throw e;
    }
  }

  private Object apply(Object stored, Remapping<V> remapping, Step step) {
    V before = live(stored);
    V after = remapping.after(before);
    step.change = (after == null ? 0 : 1) - (before == null ? 0 : 1);
    // While the key is locked, so that no death is counted before its birth.
    count(step.change);
    // The dead stay so; what never was stays absent.
    return after != null ? after : stored == null ? null : DEAD;
  }

  private void count(int change) {
    if (change != 0) {
      size.addAndGet(change);
    }
  }

  /** Marks a key without putting it into the queue; for {@link KeySetDeletion}. */
  boolean mark(K key) {
    Step step = new Step();
    if (get(key) != null) {
      write(key, before -> null, step);
    }
    return step.change < 0;
  }

  /** Unlinks a key if it is dead. */
  boolean unlink(K key) {
    boolean unlinked = behind.remove(key, DEAD);
    if (unlinked) {
      purged.incrementAndGet();
    }
    return unlinked;
  }

  /**
   * Unlinks some of the dead.
   *
   * @param budget how many to look at, at most; those put again meanwhile count
   * @return how many are left to look at
   */
  public int purge(int budget) {
    BatchEvent event = BatchEvent.begin();
    int looked = purgeSome(budget);
    event.tellPurge(this, looked, pending.get());
    return pending.get();
  }

  private int purgeSome(int budget) {
    int looked = 0;
    while (looked < budget) {
      K key = dead.poll();
      if (key == null) {
        break;
      }
      looked++;
      try {
        unlink(key);
      } catch (RuntimeException | Error e) {
        dead.add(key); // Its own equals has thrown: another time.
        throw e;
      }
      pending.decrementAndGet();
    }
    return looked;
  }

  /**
   * How many keys wait to be unlinked; more than there are dead when keys were put again.
   *
   * @return the count, without those of a {@link KeySetDeletion}
   */
  public int pending() {
    return pending.get();
  }

  /**
   * How many entries were unlinked so far.
   *
   * @return the count
   */
  public long purged() {
    return purged.get();
  }

  /**
   * How many entries the map behind has, the dead included.
   *
   * @return the count
   */
  public int stored() {
    return behind.size();
  }
}
