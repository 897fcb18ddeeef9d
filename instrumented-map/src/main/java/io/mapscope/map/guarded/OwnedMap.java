package io.mapscope.map.guarded;

import java.util.concurrent.ConcurrentMap;

/**
 * A map that lives in a thread of its own; closing ends the thread.
 *
 * <p>An interrupt does not abandon an operation, but for one with a {@linkplain BoundedWait bound}
 * that has not begun: the caller waits for its result, and finds its interrupt status as it was.
 * After {@link #close}, or if the thread should die of an error, each operation throws {@link
 * IllegalStateException}.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public interface OwnedMap<K, V> extends ConcurrentMap<K, V>, AutoCloseable {

  /**
   * Refuses further operations, has those that wait in the queue done, and ends the thread. Returns
   * when it has ended, unless called from a function that the map calls. Idempotent.
   */
  @Override
  void close();
}
