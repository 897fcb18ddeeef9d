package io.mapscope.map.deletion;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Deletes a set of keys in two phases: first all are marked, so that readers find none of them any
 * more, then they are unlinked, in slices.
 *
 * <p>Whoever has time calls {@link #advance}, one thread after the other. When a slice throws,
 * because a key's {@code equals} does or the memory is used up, or when its thread ends, nothing is
 * lost or done twice: the next call, by any thread, goes on at the key at which it happened.
 *
 * <p>Keys that are put again after they were marked live on. Until the deletion is finished its
 * dead entries stay in the map behind.
 *
 * <p>Implementation note. The state is a phase and a position, moved on after each key; marking and
 * unlinking a key twice has no effect, so a crash between the deed and the note of it does no harm.
 *
 * @param <K> type of the keys
 */
public final class KeySetDeletion<K> {

  /** How far a deletion is. */
  public enum Phase {
    /** Keys are being marked. */
    MARKING,
    /** All keys are dead for readers; they are being unlinked. */
    PURGING,
    /** Nothing is left to do. */
    DONE
  }

  /**
   * How far a deletion is, at one moment.
   *
   * @param phase what is being done
   * @param keys how many keys there are
   * @param marked how many have gone through the first phase
   * @param purged how many have gone through the second
   * @param found how many of them were in the map when they were marked
   */
  public record Progress(Phase phase, int keys, int marked, int purged, int found) {}

  private final DeferredMap<K, ?> map;
  private final List<K> keys;
  private final ReentrantLock lock = new ReentrantLock();
  private int marked;
  private int purged;
  private int found;

  /**
   * Plans a deletion; nothing is deleted yet.
   *
   * @param map the map to delete from, not null
   * @param keys copied, not null
   */
  public KeySetDeletion(DeferredMap<K, ?> map, Collection<? extends K> keys) {
    this.map = map;
    this.keys = List.copyOf(keys);
  }

  /**
   * Marks or unlinks some keys. Waits for a thread that is at it.
   *
   * @param budget how many, at most; each key counts once in each phase
   * @return whether anything is left to do
   */
  public boolean advance(int budget) {
    lock.lock();
    BatchEvent event = BatchEvent.begin();
    int purgedBefore = purged;
    try {
      for (int i = 0; i < budget && purged < keys.size(); i++) {
        step();
      }
      return purged < keys.size();
    } finally {
      event.tellPurge(map, purged - purgedBefore, keys.size() - purged);
      lock.unlock();
    }
  }

  private void step() {
    if (marked < keys.size()) {
      if (map.mark(keys.get(marked))) {
        found++;
      }
      marked++;
    } else {
      map.unlink(keys.get(purged));
      purged++;
    }
  }

  /**
   * How far it is. Waits for a slice that is under way.
   *
   * @return the progress now
   */
  public Progress progress() {
    lock.lock();
    try {
      Phase phase =
          marked < keys.size() ? Phase.MARKING : purged < keys.size() ? Phase.PURGING : Phase.DONE;
      return new Progress(phase, keys.size(), marked, purged, found);
    } finally {
      lock.unlock();
    }
  }
}
