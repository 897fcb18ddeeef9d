package io.mapscope.map.guarded;

import java.util.Arrays;
import java.util.Map;

/** Copies the entries of a map into an array: keys at even places, each followed by its value. */
final class Snapshot {

  private static final Object[] EMPTY = {};

  private Snapshot() {}

  /** The entries of a map that nobody changes meanwhile. */
  static Object[] of(Map<?, ?> map) {
    if (map.isEmpty()) {
      return EMPTY;
    }
    Object[] entries = new Object[2 * map.size()];
    int[] length = {0};
    map.forEach(
        (key, value) -> {
          entries[length[0]++] = key;
          entries[length[0]++] = value;
        });
    return length[0] == entries.length ? entries : Arrays.copyOf(entries, length[0]);
  }
}
