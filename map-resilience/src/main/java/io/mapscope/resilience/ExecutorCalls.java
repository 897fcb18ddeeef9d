package io.mapscope.resilience;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Calls made by an executor, whose callers wait for so long only.
 *
 * <p>Implementation note. A call is decided once: by the executor that begins it, or by the caller
 * that gives it up. So the caller knows for sure whether it will be done. {@code FutureTask} cannot
 * tell: its {@code cancel} succeeds before and after the beginning alike.
 */
final class ExecutorCalls implements Interceptor {

  /** The calls, of whatever map, that the thread is making for an executor. */
  private static final ThreadLocal<ExecutorCalls> MAKING = new ThreadLocal<>();

  private final Executor executor;
  private final String name;
  private final Misses misses;
  private final LongSupplier clock;

  ExecutorCalls(Executor executor, String name, Misses misses, LongSupplier clock) {
    this.executor = executor;
    this.name = name;
    this.misses = misses;
    this.clock = clock;
  }

  @Override
  public boolean changesThreads() {
    return true;
  }

  @Override
  public <R> R call(Operation operation, Object key, Supplier<R> call) {
    if (MAKING.get() == this) {
      return call.get(); // To wait for the thread that one is on would be to wait for ever.
    }
    long start = clock.getAsLong();
    Handed<R> handed = new Handed<>(call);
    executor.execute(handed);
    try {
      R result = handed.result.get(misses.limitNanos(), TimeUnit.NANOSECONDS);
      misses.done(operation, clock.getAsLong() - start);
      return result;
    } catch (ExecutionException e) {
      misses.done(operation, clock.getAsLong() - start);
      throw unchecked(e.getCause());
    } catch (TimeoutException e) {
      throw misses.abandoned(name, operation, !handed.giveUp(), false, clock.getAsLong() - start);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw misses.abandoned(name, operation, !handed.giveUp(), true, clock.getAsLong() - start);
    }
  }

  /** A map has thrown it, and maps throw nothing checked. */
  private static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return (RuntimeException) thrown;
  }

  private final class Handed<R> implements Runnable {
    private final Supplier<R> call;
    private final CompletableFuture<R> result = new CompletableFuture<>();
    private final AtomicBoolean decided = new AtomicBoolean();

    Handed(Supplier<R> call) {
      this.call = call;
    }

    /** Whether the call will never begin. */
    boolean giveUp() {
      return decided.compareAndSet(false, true);
    }

    @Override
    public void run() {
      if (!decided.compareAndSet(false, true)) {
        return;
      }
      ExecutorCalls outer = MAKING.get();
      MAKING.set(ExecutorCalls.this);
      try {
        result.complete(call.get());
      } catch (Throwable e) {
        result.completeExceptionally(e);
      } finally {
        if (outer == null) {
          MAKING.remove();
        } else {
          MAKING.set(outer);
        }
      }
    }
  }
}
