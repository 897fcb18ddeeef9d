package io.mapscope.events.timeline;

/**
 * One event of one map, decoded.
 *
 * @param sequence the number it carries
 * @param nanos when it ended
 * @param repeats whether it repeats a state and carries the number of the last event before it
 * @param change what it does to the state
 */
record Step(long sequence, long nanos, boolean repeats, Change change) implements Comparable<Step> {

  /** What an event does to the state of its map. */
  @FunctionalInterface
  interface Change {
    void apply(Replay replay);
  }

  /** The number of the event that must have come before. */
  long predecessor() {
    return repeats ? sequence : sequence - 1;
  }

  @Override
  public int compareTo(Step other) {
    int bySequence = Long.compare(sequence, other.sequence);
    return bySequence != 0 ? bySequence : Boolean.compare(repeats, other.repeats);
  }
}
