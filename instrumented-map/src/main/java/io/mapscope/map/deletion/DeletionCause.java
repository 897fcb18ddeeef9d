package io.mapscope.map.deletion;

/** Why a value is no longer in its map. The names are Caffeine's, where it has the same. */
public enum DeletionCause {
  /** Somebody has removed its key, or a function has returned null for it. */
  EXPLICIT,

  /** Another value was put in its place. */
  REPLACED,

  /** It had reached its age. */
  EXPIRED,

  /** Memory was short. */
  EVICTED,

  /** The whole map was cleared. */
  INVALIDATED;

  /**
   * Whether the map has taken the value away by itself.
   *
   * @return true for {@link #EXPIRED} and {@link #EVICTED}
   */
  public boolean isAutomatic() {
    return this == EXPIRED || this == EVICTED;
  }
}
