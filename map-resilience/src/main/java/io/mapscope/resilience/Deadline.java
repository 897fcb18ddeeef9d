package io.mapscope.resilience;

import io.mapscope.map.EventSink;
import io.mapscope.map.guarded.BoundedWait;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * A limit for the time that each operation may take, counted from the call.
 *
 * <p>An operation on a map in memory cannot be stopped in the middle, and should not be: a map with
 * half of a write in it is of no use. What can be ended is waiting. So there are three kinds, and
 * each says what it can do:
 *
 * <table>
 * <caption>Kinds of deadlines</caption>
 * <tr><th>kind</th><th>who works</th><th>when the deadline passes</th></tr>
 * <tr><td>{@link #observed}</td><td>the caller</td><td>the operation is done, late, and its result
 * returned; the miss is told</td></tr>
 * <tr><td>{@link #bounded}</td><td>the caller, once the guarded map is free</td><td>before that:
 * never done, {@link OperationAbandonedException}; after it: as observed</td></tr>
 * <tr><td>{@link #onExecutor}</td><td>an executor</td><td>not begun: never done; begun: goes on
 * without the caller. {@link OperationAbandonedException#isStillDone} says which</td></tr>
 * </table>
 *
 * <p>Cancellation is by {@linkplain Thread#interrupt interrupt} of the caller, while it waits: what
 * the deadline would do is done at once, and the interrupt status stays set. Of an observed
 * deadline nothing waits, so nothing is cancelled.
 *
 * <p>Each miss and each cancellation is counted and told as {@code mapscope.DeadlineMiss}.
 */
public final class Deadline extends Policy {

  /** How a kind of deadline makes its calls. */
  private interface Kind {
    Interceptor on(String name, Map<?, ?> map, Misses misses);
  }

  private final long nanos;
  private final Kind kind;
  private final LongAdder count = new LongAdder();

  private Deadline(long nanos, Kind kind) {
    this.nanos = nanos;
    this.kind = kind;
  }

  /**
   * A deadline of which misses are told, and which ends nothing; for any map.
   *
   * @param limit what an operation may take, positive
   * @return a new policy
   * @throws IllegalArgumentException if the limit is not positive
   */
  public static Deadline observed(Duration limit) {
    return observed(limit, System::nanoTime);
  }

  /** With a clock that tells nanoseconds. */
  static Deadline observed(Duration limit, LongSupplier clock) {
    return new Deadline(nanos(limit), (name, map, misses) -> new LateCalls(misses, clock));
  }

  /**
   * A deadline that also ends the wait for the lock or the owner of a guarded map, which it must be
   * put around directly. {@code clear} and the making of an iterator are only observed: of several
   * locks some would have been taken.
   *
   * @param limit what an operation may take, positive
   * @return a new policy, for maps of {@link io.mapscope.map.guarded.GuardedMaps}
   * @throws IllegalArgumentException if the limit is not positive, or later, when it is put around
   *     another map
   */
  public static Deadline bounded(Duration limit) {
    return bounded(limit, System::nanoTime);
  }

  /** With a clock that tells nanoseconds; waits are by {@link System#nanoTime} all the same. */
  static Deadline bounded(Duration limit, LongSupplier clock) {
    return new Deadline(
        nanos(limit),
        (name, map, misses) -> {
          if (map instanceof BoundedWait guarded) {
            return new BoundedCalls(guarded, name, misses, clock);
          }
          throw new IllegalArgumentException(
              "the map '%s' is a %s, whose waits have no bound; use a guarded map or an observed deadline"
                  .formatted(name, map.getClass().getName()));
        });
  }

  /**
   * A deadline for operations that are made by an executor, whose callers wait no longer. With an
   * executor of one thread, the map behind need not be thread-safe; with more it must be.
   *
   * <p>Operations that a function of the map makes on the executor's thread are made at once. What
   * was given up stays in the executor's queue until it is its turn, and is nothing then: give the
   * queue a bound. What the executor throws when it refuses an operation is thrown to the caller.
   * An iteration goes over a copy of all entries. The active trace goes along if the executor
   * carries it, as OpenTelemetry's {@code Context.taskWrapping} does.
   *
   * @param limit what a caller waits, positive
   * @param executor runs the operations, not null; is not shut down by this
   * @return a new policy
   * @throws IllegalArgumentException if the limit is not positive
   */
  public static Deadline onExecutor(Duration limit, Executor executor) {
    Objects.requireNonNull(executor, "executor");
    return new Deadline(
        nanos(limit),
        (name, map, misses) -> new ExecutorCalls(executor, name, misses, System::nanoTime));
  }

  private static long nanos(Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("a deadline must be positive: " + limit);
    }
    try {
      return limit.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE / 2; // 146 years.
    }
  }

  /**
   * How many operations on all maps of this policy were late or given up.
   *
   * @return the count since it was made
   */
  public long misses() {
    return count.sum();
  }

  @Override
  Interceptor on(String name, Map<?, ?> map, EventSink events) {
    return kind.on(name, map, new Misses(nanos, count, events));
  }
}
