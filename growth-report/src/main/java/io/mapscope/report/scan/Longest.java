package io.mapscope.report.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;

/** Keeps the longest of any number of things, and counts the others. */
final class Longest<T> {

  private final int most;
  private final ToLongFunction<T> length;
  private final PriorityQueue<T> kept;
  private long dropped;

  Longest(int most, ToLongFunction<T> length) {
    this.most = most;
    this.length = length;
    this.kept = new PriorityQueue<>(Comparator.comparingLong(length));
  }

  /** Whether something of that length would be kept now; if not, then never again. */
  boolean takes(long nanos) {
    return kept.size() < most || nanos > length.applyAsLong(kept.peek());
  }

  /** Counts what would not be kept. */
  void passed() {
    dropped++;
  }

  void add(T thing) {
    if (kept.size() < most) {
      kept.add(thing);
      return;
    }
    dropped++;
    if (length.applyAsLong(thing) > length.applyAsLong(kept.peek())) {
      kept.remove();
      kept.add(thing);
    }
  }

  long dropped() {
    return dropped;
  }

  List<T> inOrder(Comparator<T> order) {
    List<T> list = new ArrayList<>(kept);
    list.sort(order);
    return list;
  }
}
