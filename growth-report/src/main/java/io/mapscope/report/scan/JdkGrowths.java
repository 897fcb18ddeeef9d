package io.mapscope.report.scan;

import java.util.LinkedHashMap;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;

/**
 * Growths of maps that nobody instrumented: {@code jdk.MethodTrace} events of the methods that grow
 * them, written by Flight Recorder from JDK 25 on and by async-profiler.
 *
 * <p>Implementation note. A call is a growth when its method is named like one, so that the maps of
 * other libraries count too. {@code HashMap.treeifyBin} is no growth: it is called when nine
 * entries meet in one bucket, which good hash codes do in one bucket of ten million. A traced
 * method within another ({@code transfer} in {@code helpTransfer}) is one growth.
 */
final class JdkGrowths {

  private static final int MOST_THREADS = 10_000;
  // 16 KB at most, less than what a thread allocates for itself without asking anybody.
  private static final int SMALL_TABLE = 4_096;

  record LastCall(String type, long start, long end) {
    /** Calls of one thread come by their ends, but async-profiler may swap two that are apart. */
    boolean isWithin(LastCall other) {
      return type.equals(other.type) && start >= other.start && end <= other.end;
    }
  }

  private final TracedStacks stacks;
  private final Growths growths;
  private final Stalls stalls;
  private final LargestArrays arrays;
  private final Losses losses;
  private final Map<Long, LastCall> lastCalls =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, LastCall> eldest) {
          return size() > MOST_THREADS;
        }
      };

  private CapacityOfGrowth capacities = new CapacityOfGrowth(Integer.BYTES, true);

  JdkGrowths(SeenMaps maps, Growths growths, Stalls stalls, LargestArrays arrays, Losses losses) {
    this.stacks = new TracedStacks(maps);
    this.growths = growths;
    this.stalls = stalls;
    this.arrays = arrays;
    this.losses = losses;
  }

  void wideReferences() {
    capacities = new CapacityOfGrowth(Long.BYTES, capacities.all());
  }

  void shortOnesAreMissing() {
    capacities = new CapacityOfGrowth(capacities.referenceBytes(), false);
  }

  void accept(RecordedEvent event) {
    TracedStacks.Seen seen = stacks.of(event);
    if (seen.truncated()) {
      losses.truncatedStack();
    }
    switch (seen.kind()) {
      case GROWTH -> grew(event, seen);
      case LONG_CHAIN -> seen.map().longChains++;
      case OTHER -> losses.otherMethod();
      case UNKNOWN -> {}
    }
  }

  private void grew(RecordedEvent event, TracedStacks.Seen seen) {
    MapFindings map = seen.map();
    long thread = Stacks.threadId(event);
    long start = Times.start(event);
    long nanos = event.getDuration().toNanos();
    LastCall call = new LastCall(map.implementation, start, start + nanos);
    LastCall last = lastCalls.put(thread, call);
    if (last != null && last.isWithin(call)) {
      return; // The call before was within this one and has been taken.
    }
    LargestArrays.Array array = arrays.within(thread, start, start + nanos);
    Life life =
        map.lives.at(thread, map.table, seen.first(), nanos, capacities.measured(map.table, array));
    int number = life.grew(nanos);
    boolean firstTable =
        number == 1 && map.table != null && map.table.firstTableTraced() && life.counted();
    Capacity capacity = capacities.of(map.table, life, nanos, array);
    life.reached(capacity);
    if (firstTable) {
      map.began(capacity);
    } else {
      map.reached(capacity);
      map.grew(start, start + nanos, nanos);
    }
    Cause cause = cause(firstTable, capacity);
    long blamed = cause == Cause.OTHER ? 0 : nanos;
    if (blamed > map.stackOfNanos) {
      map.stackOfNanos = blamed;
      map.stack = Stacks.frames(event);
    }
    tell(event, map, life, capacity, firstTable, cause);
  }

  private void tell(
      RecordedEvent event,
      MapFindings map,
      Life life,
      Capacity capacity,
      boolean firstTable,
      Cause cause) {
    long nanos = event.getDuration().toNanos();
    if (growths.lists(nanos)) {
      growths.add(growth(event, map, life, capacity, firstTable));
    } else {
      growths.passed();
    }
    if (nanos >= stalls.threshold()) {
      long start = Times.start(event);
      int number = life.growths();
      stalls.add(
          Stacks.threadId(event),
          stalls.lists(nanos)
              ? new Stall(
                  map, start, nanos, "put", Stacks.threadName(event), map.site, null, number, cause)
              : Stall.counted(map, start, nanos, number, cause));
    }
  }

  /** To make a small table takes no time: what took it is the scheduler, or the collector. */
  static Cause cause(boolean firstTable, Capacity capacity) {
    if (!firstTable) {
      return Cause.GROWTH;
    }
    return capacity.slots() <= SMALL_TABLE ? Cause.OTHER : Cause.FIRST_TABLE;
  }

  private Growth growth(
      RecordedEvent event, MapFindings map, Life life, Capacity capacity, boolean firstTable) {
    long nanos = event.getDuration().toNanos();
    long before = firstTable || capacity.slots() == 0 ? 0 : capacity.slots() / 2;
    return new Growth(
        map,
        life.growths(),
        Times.start(event),
        nanos,
        nanos,
        nanos,
        before,
        capacity.slots(),
        before == 0 ? 0 : map.table.entries(before),
        capacity.certainty(),
        Stacks.threadName(event),
        Stacks.threadId(event),
        nanos >= stalls.threshold() ? 1 : 0,
        firstTable ? Growth.Kind.FIRST_TABLE : Growth.Kind.DOUBLING);
  }
}
