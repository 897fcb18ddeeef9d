package io.mapscope.map.deletion;

import java.util.Objects;

/**
 * That a value has left its map.
 *
 * @param <K> type of the key
 * @param <V> type of the value
 * @param key the key, not null
 * @param value the value that left, not null
 * @param cause why, not null
 * @param number of the deletion in its map; deletions of one key have ascending numbers
 */
public record Deletion<K, V>(K key, V value, DeletionCause cause, long number) {

  /**
   * Checks that nothing is null.
   *
   * @param key the key, not null
   * @param value the value that left, not null
   * @param cause why, not null
   * @param number of the deletion in its map
   */
  public Deletion {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(cause, "cause");
  }
}
