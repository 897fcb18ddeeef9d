package io.mapscope.map.deletion;

import java.util.List;

/**
 * Is told what has left a map.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
@FunctionalInterface
public interface DeletionListener<K, V> {

  /**
   * Takes a batch. What it throws is counted and reaches nobody.
   *
   * @param batch at least one deletion, unmodifiable, those of one key in their order
   * @throws Exception whatever the listener likes
   */
  void deleted(List<Deletion<K, V>> batch) throws Exception;
}
