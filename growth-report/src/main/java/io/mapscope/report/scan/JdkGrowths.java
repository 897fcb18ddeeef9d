package io.mapscope.report.scan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;

/**
 * Growths of maps that nobody instrumented: {@code jdk.MethodTrace} events of the methods that grow
 * them, written by Flight Recorder from JDK 25 on and by async-profiler.
 *
 * <p>Implementation note. A call is a growth when its method is named like one, so that the maps of
 * other libraries count too. {@code HashMap.treeifyBin} is no growth: it is called when nine
 * entries meet in one bucket, which good hash codes do in one bucket of ten million. A traced
 * method within another ({@code transfer} in {@code helpTransfer}) is one growth, and so are the
 * calls of several threads that grow a ConcurrentHashMap together, see {@link SharedGrowths}.
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

  private final SharedGrowths shared = new SharedGrowths(this::grewTogether);
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
    // To find a name costs more than all else.
    boolean isShared = map.table == JdkTable.CONCURRENT_HASH_MAP;
    boolean named = isShared || growths.lists(nanos) || nanos >= stalls.threshold();
    TracedGrowth growth =
        new TracedGrowth(
            map,
            seen.first(),
            seen.helps(),
            thread,
            named ? Stacks.threadName(event) : null,
            start,
            nanos,
            arrays.within(thread, start, start + nanos, map.table));
    long blamed = isShared ? blamed(growth) : grew(growth);
    if (isShared) {
      grewShared(growth);
    }
    if (blamed > map.stackOfNanos) {
      map.stackOfNanos = blamed;
      map.stack = Stacks.frames(event);
    }
  }

  /** Help is what the stack tells least of: it may have come from a lookup's line. */
  private static long blamed(TracedGrowth growth) {
    return growth.helps() ? 0 : growth.nanos();
  }

  /** Takes a growth by one thread; returns how long the map is to blame for it. */
  private long grew(TracedGrowth call) {
    MapFindings map = call.map();
    Life life =
        map.lives.at(
            call.threadId(),
            map.table,
            call.first(),
            call.nanos(),
            capacities.measured(map.table, call.array()));
    int number = life.grew(call.nanos());
    boolean firstTable =
        number == 1 && map.table != null && map.table.firstTableTraced() && life.counted();
    Capacity capacity = capacities.of(map.table, life, call.nanos(), call.array());
    life.reached(capacity);
    if (firstTable) {
      map.began(capacity);
    } else {
      map.reached(capacity);
      map.grew(call.start(), call.end(), call.nanos());
    }
    Cause cause = cause(firstTable, capacity);
    if (growths.lists(call.nanos())) {
      growths.add(growth(List.of(call), life, capacity, firstTable));
    } else {
      growths.passed();
    }
    stalled(call, number, cause);
    return cause == Cause.OTHER ? 0 : call.nanos();
  }

  /** Takes calls that may come in any order; the growths are told by {@link #end}. */
  void grewShared(TracedGrowth call) {
    shared.add(call);
  }

  /** A growth of one map by several threads: that of the map which the first of them names. */
  private void grewTogether(List<TracedGrowth> calls) {
    TracedGrowth first = calls.get(0);
    MapFindings map = first.map();
    // Whom it helps was not recorded; that is a map that is there already.
    Life life =
        first.helps()
            ? Life.of(null, map.table, first.first(), Long.MAX_VALUE)
            : map.lives.at(
                first.threadId(),
                map.table,
                first.first(),
                first.nanos(),
                capacities.measured(map.table, first.array()));
    long work = calls.stream().mapToLong(TracedGrowth::nanos).sum();
    int number = life.grew(work);
    Capacity capacity = capacities.of(map.table, life, work, first.array());
    life.reached(capacity);
    map.reached(capacity);
    map.grew(first.start(), SharedGrowths.end(calls), first.nanos());
    calls.subList(1, calls.size()).forEach(call -> call.map().helped(call.nanos()));
    growths.add(growth(calls, life, capacity, false));
    calls.forEach(call -> stalled(call, number, Cause.GROWTH));
  }

  /** Growths that waited for the threads that helped. */
  void end() {
    shared.end();
  }

  private void stalled(TracedGrowth call, int number, Cause cause) {
    if (call.nanos() >= stalls.threshold()) {
      stalls.add(
          call.threadId(),
          stalls.lists(call.nanos())
              ? new Stall(
                  call.map(),
                  call.start(),
                  call.nanos(),
                  "put",
                  call.thread(),
                  call.map().site,
                  null,
                  number,
                  cause)
              : Stall.counted(call.map(), call.start(), call.nanos(), number, cause));
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
      List<TracedGrowth> calls, Life life, Capacity capacity, boolean firstTable) {
    TracedGrowth first = calls.get(0);
    long before = firstTable || capacity.slots() == 0 ? 0 : capacity.slots() / 2;
    return new Growth(
        first.map(),
        life.growths(),
        first.start(),
        SharedGrowths.end(calls) - first.start(),
        calls.stream().mapToLong(TracedGrowth::nanos).max().orElseThrow(),
        calls.stream().mapToLong(TracedGrowth::nanos).sum(),
        before,
        capacity.slots(),
        before == 0 ? 0 : first.map().table.entries(before),
        capacity.certainty(),
        first.thread(),
        first.threadId(),
        (int) calls.stream().filter(call -> call.nanos() >= stalls.threshold()).count(),
        firstTable ? Growth.Kind.FIRST_TABLE : Growth.Kind.DOUBLING);
  }
}
