package io.mapscope.events.timeline;

import java.util.PriorityQueue;

/**
 * Brings the events of one map into the order of their sequence, and notices which are missing.
 *
 * <p>Implementation note. Streams are ordered by end time, which is nearly the order of the
 * sequence: threads that share a map may overtake one another between the end of an operation and
 * its number, and statistics are told some events after the one they name. So a step waits until a
 * thousand others have come, which costs a heap operation per event; and one whose predecessor is
 * missing waits longer, until a hundred thousand (some ten megabytes) wait with it. Then what is
 * missing is given up. Nobody waits for a time, so that a replay gives the same result each time.
 * Where streams are not ordered, buffers of threads follow one another: a few thousand events.
 */
final class SequenceOrder {

  static final int LEAST_HELD = 1_000;
  static final int MOST_HELD = 100_000;

  private final Replay replay;
  private final int least;
  private final int most;
  private final PriorityQueue<Step> held = new PriorityQueue<>();
  private boolean begun;
  private long last;

  /**
   * Holds steps back.
   *
   * @param least so many in any case
   * @param most so many while an earlier one is missing
   */
  SequenceOrder(Replay replay, int least, int most) {
    this.replay = replay;
    this.least = least;
    this.most = most;
  }

  void add(Step step) {
    held.add(step);
    replay(least, most);
  }

  /** Replays all that waits and misses no predecessor. */
  void settle() {
    replay(0, Integer.MAX_VALUE);
  }

  /** Replays all that waits. */
  void end() {
    replay(0, 0);
  }

  /** Replays until so few wait; what is missing is given up while more than {@code most} wait. */
  private void replay(int least, int most) {
    while (held.size() > least) {
      Step step = held.peek();
      long predecessor = step.predecessor();
      if (!begun) {
        begun = true;
        last = predecessor; // What was before is not missing, but before the recording.
      }
      if (predecessor > last) {
        if (held.size() <= most) {
          return;
        }
        replay.missing(last + 1, predecessor);
        last = predecessor;
      }
      held.remove();
      if (predecessor == last) { // Else it is late, or read twice.
        last = step.sequence();
        replay.accept(step);
      }
    }
  }
}
