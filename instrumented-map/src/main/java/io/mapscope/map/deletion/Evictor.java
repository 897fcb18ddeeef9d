package io.mapscope.map.deletion;

import io.mapscope.events.EvictionEvent;
import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.ObservedMaps;
import io.mapscope.map.EventSink;
import java.util.Collections;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Deletes from a map in batches while memory is short.
 *
 * <p>{@link #evict} deletes one batch; call it from a timer or now and then from a writer. It
 * deletes nothing while the heap has room, never more than {@link BatchSize} allows, and each batch
 * leaves a {@code mapscope.Eviction} event. A {@link NotifyingMap}, also one below an {@link
 * ExpiringMap}, tells its listeners {@link DeletionCause#EVICTED}.
 *
 * <p>Which entries go is decided by the order of the candidates: without one, that in which the map
 * iterates, so any. The walk goes on where the last batch ended, and begins anew when it is
 * through.
 *
 * <p>Implementation note. What is deleted is free only after the next collection, which is when the
 * pressure is measured again; so one batch follows another only if the reading has changed or the
 * heap is all but full, and then only until the map has lost the part by which the heap is too
 * full: the part that would be enough if there was nothing else in the heap. Without that, a loop
 * would empty the map before the collector had a chance to say that it was enough.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public final class Evictor<K, V> {

  private final ConcurrentMap<K, V> map;
  private final MemoryPressure pressure;
  private final BatchSize batchSize;
  private final Supplier<Iterator<K>> candidates;
  private final AtomicLong evicted = new AtomicLong();

  private final ReentrantLock lock = new ReentrantLock();
  private Iterator<K> walk = Collections.emptyIterator();
  private MemoryPressure.Reading lastReading;
  private int leftToDelete;

  /**
   * Makes an evictor that deletes any entries.
   *
   * @param map what to delete from, not null
   * @param pressure what to ask, not null
   * @param batchSize how much to delete, not null
   */
  public Evictor(ConcurrentMap<K, V> map, MemoryPressure pressure, BatchSize batchSize) {
    this(map, pressure, batchSize, () -> map.keySet().iterator());
  }

  /**
   * Makes an evictor that deletes in an order.
   *
   * @param map what to delete from, not null
   * @param pressure what to ask, not null
   * @param batchSize how much to delete, not null
   * @param candidates gives keys in the order in which they may go, again from the start each time
   */
  public Evictor(
      ConcurrentMap<K, V> map,
      MemoryPressure pressure,
      BatchSize batchSize,
      Supplier<Iterator<K>> candidates) {
    this.map = Objects.requireNonNull(map, "map");
    this.pressure = Objects.requireNonNull(pressure, "pressure");
    this.batchSize = Objects.requireNonNull(batchSize, "batchSize");
    this.candidates = Objects.requireNonNull(candidates, "candidates");
  }

  /**
   * Deletes a batch if memory is short and nobody else is at it. To ask costs a reading of the
   * pressure.
   *
   * @return how many entries were deleted
   */
  public int evict() {
    if (!lock.tryLock()) {
      return 0;
    }
    try {
      MemoryPressure.Reading reading = pressure.read();
      boolean news = lastReading == null || reading.heapUse() != lastReading.heapUse();
      if (news) {
        leftToDelete = batchSize.mostOf(map.size(), reading);
      } else if (reading.heapUse() < batchSize.highUse()) {
        return 0;
      }
      lastReading = reading;
      int wanted = Math.min(leftToDelete, batchSize.at(reading));
      leftToDelete -= wanted;
      return wanted == 0 ? 0 : batch(wanted, reading);
    } finally {
      lock.unlock();
    }
  }

  private int batch(int wanted, MemoryPressure.Reading reading) {
    EvictionEvent event = null;
    if (MapscopeEvents.ENABLED && ObservedMaps.ready()) {
      event = new EvictionEvent();
      event.begin();
    }
    int deleted = 0;
    try {
      deleted = delete(wanted);
    } finally {
      evicted.addAndGet(deleted);
      if (event != null) {
        event.end();
        event.heapUse = (float) reading.heapUse();
        event.pauseShare = (float) reading.pauseShare();
        event.longestPauseTime = reading.longestPauseNanos();
        event.batchSize = wanted;
        event.evicted = deleted;
        event.entries = map.size();
        EventSink.of(map).tell(event);
      }
    }
    return deleted;
  }

  /** Deletes the next so many candidates that are still there; looks at each key once at most. */
  private int delete(int wanted) {
    int deleted = 0;
    boolean begunAnew = false;
    while (deleted < wanted) {
      if (!walk.hasNext()) {
        if (begunAnew) {
          break;
        }
        begunAnew = true;
        walk = candidates.get();
      } else if (delete(walk.next())) {
        deleted++;
      }
    }
    return deleted;
  }

  private boolean delete(K key) {
    V value =
        map instanceof MapLayer<K, V> layer
            ? layer.remove(key, DeletionCause.EVICTED)
            : map.remove(key);
    return value != null;
  }

  /**
   * How many entries were deleted so far.
   *
   * @return the count
   */
  public long evicted() {
    return evicted.get();
  }
}
