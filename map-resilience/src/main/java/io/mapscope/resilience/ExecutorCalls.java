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
      Outcome<R> outcome = handed.outcome.get(misses.limitNanos(), TimeUnit.NANOSECONDS);
      misses.done(operation, clock.getAsLong() - start);
      return outcome.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e); // An outcome is no exception.
    } catch (TimeoutException e) {
      throw misses.abandoned(name, operation, !handed.giveUp(), false, clock.getAsLong() - start);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw misses.abandoned(name, operation, !handed.giveUp(), true, clock.getAsLong() - start);
    }
  }

  /**
   * How a call has ended. A future that ends with an exception would wrap and unwrap it by rules of
   * its own, which a user's {@link java.util.concurrent.CompletionException} does not survive.
   */
  private record Outcome<R>(R value, Throwable thrown) {

    R get() {
      if (thrown != null) {
        Outcome.<RuntimeException>throwAsItIs(thrown);
      }
      return value;
    }

    /** Maps declare nothing checked; a function that throws it all the same is not to be hidden. */
    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void throwAsItIs(Throwable thrown) throws X {
      throw (X) thrown;
    }
  }

  private final class Handed<R> implements Runnable {
    private final Supplier<R> call;
    private final CompletableFuture<Outcome<R>> outcome = new CompletableFuture<>();
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
        outcome.complete(new Outcome<>(call.get(), null));
      } catch (Throwable e) {
        outcome.complete(new Outcome<>(null, e));
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
