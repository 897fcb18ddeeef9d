package io.mapscope.map.guarded;

import io.mapscope.events.LockWaitEvent;
import io.mapscope.map.InstrumentedMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The thread that owns a map, and its queue.
 *
 * <p>Implementation note. A call is put into the bounded queue, or waits for room there, which is
 * the back-pressure; the owner runs one after the other. The caller waits for the result in any
 * case: an operation that may or may not have happened would be worse than one that is late.
 *
 * <p>No caller waits for ever. The owner says that it has {@link #ended}, and then fails what is
 * still in the queue; a caller asks whether it has ended after it has put its call there, and then
 * does the same. So one of the two sees each call.
 */
final class OwnerThread<K, V> {

  /** How often a caller that waits for room looks whether there is an owner yet to make some. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final InstrumentedMap<K, V> map;
  private final BlockingQueue<Call<K, V, ?>> queue;
  private final Thread thread;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Set and read by the owner only. */
  private boolean stopping;

  private volatile boolean ended;

  /** What the owner died of, or null. Written before {@link #ended}. */
  private Throwable death;

  OwnerThread(InstrumentedMap<K, V> map, String name, BlockingQueue<Call<K, V, ?>> queue) {
    this.map = map;
    this.queue = queue;
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** The map, for its events only. */
  InstrumentedMap<K, V> map() {
    return map;
  }

  /** Runs an operation on the owner, or at once when that is the calling thread. */
  <R> R call(Function<InstrumentedMap<K, V>, R> operation) {
    return call(operation, null);
  }

  /** The same, but gives the operation up when it has not begun by the bound, which may be null. */
  <R> R call(Function<InstrumentedMap<K, V>, R> operation, WaitBound bound) {
    if (Thread.currentThread() == thread) {
      return operation.apply(map);
    }
    if (closed.get()) {
      throw refusal();
    }
    Call<K, V, R> call = new Call<>(operation);
    try {
      if (bound == null) {
        submit(call);
      } else {
        submit(call, bound);
      }
      return call.result.join().get();
    } finally {
      if (call.wait != null) {
        Wait.tell(call.wait, map, LockWaitEvent.QUEUE);
      }
    }
  }

  private void submit(Call<K, V, ?> call) {
    boolean interrupted = false;
    try {
      while (!ended) {
        try {
          if (queue.offer(call, LOOK_NANOS, TimeUnit.NANOSECONDS)) {
            break;
          }
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (ended) {
        call.fail(refusal());
        failAll();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns when the call has ended, or has begun and so will end. */
  private void submit(Call<K, V, ?> call, WaitBound bound) {
    try {
      offer(call, bound);
      if (!bound.await(call::awaitEnd)) {
        throw new WaitAbandonedException(false);
      }
    } catch (WaitAbandonedException e) {
      if (call.giveUp()) {
        throw e;
      }
    }
  }

  private void offer(Call<K, V, ?> call, WaitBound bound) {
    boolean queued = false;
    while (!queued && !ended) {
      queued = bound.await((time, unit) -> queue.offer(call, Math.min(time, LOOK_NANOS), unit));
      if (!queued && bound.nanosLeft() == 0) {
        throw new WaitAbandonedException(false);
      }
    }
    if (ended) {
      call.fail(refusal());
      failAll();
    }
  }

  private void run() {
    try {
      while (!stopping) {
        take().run(map);
      }
    } catch (Throwable e) {
      death = e;
      throw e;
    } finally {
      closed.set(true);
      ended = true;
      failAll();
    }
  }

  private Call<K, V, ?> take() {
    while (true) {
      try {
        return queue.take();
      } catch (InterruptedException e) {
        // Nobody has a reason to: the thread ends by close().
      }
    }
  }

  private void failAll() {
    for (Call<K, V, ?> call = queue.poll(); call != null; call = queue.poll()) {
      call.fail(refusal());
    }
  }

  private IllegalStateException refusal() {
    Throwable cause = ended ? death : null;
    return new IllegalStateException(
        cause == null
            ? "the map was closed, and with it its owner thread " + thread.getName()
            : "the owner thread " + thread.getName() + " of the map has died; make a new map",
        cause);
  }

  void close() {
    boolean first = closed.compareAndSet(false, true);
    if (Thread.currentThread() == thread) {
      stopping = true;
      return;
    }
    if (first) {
      submit(
          new Call<>(
              m -> {
                stopping = true;
                return null;
              }));
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * How an operation has ended. A future that ends with an exception would wrap and unwrap it by
   * rules of its own, which a user's {@link java.util.concurrent.CompletionException} does not
   * survive.
   */
  private record Outcome<R>(R value, Throwable thrown) {

    R get() {
      if (thrown != null) {
        Outcome.<RuntimeException>throwAsItIs(thrown);
      }
      return value;
    }

    /** Functions declare nothing checked; one that throws it all the same is not to be hidden. */
    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void throwAsItIs(Throwable thrown) throws X {
      throw (X) thrown;
    }
  }

  /** An operation in the queue; what has waited is told by its caller. */
  static final class Call<K, V, R> {
    private final Function<InstrumentedMap<K, V>, R> operation;
    private final CompletableFuture<Outcome<R>> result = new CompletableFuture<>();
    private final LockWaitEvent wait = Wait.begin();

    /** Set by the owner that begins it, or by the caller that gives it up. */
    private final AtomicBoolean decided = new AtomicBoolean();

    Call(Function<InstrumentedMap<K, V>, R> operation) {
      this.operation = operation;
    }

    void run(InstrumentedMap<K, V> map) {
      if (!decided.compareAndSet(false, true)) {
        return; // Its caller has gone.
      }
      if (wait != null) {
        wait.end();
      }
      try {
        result.complete(new Outcome<>(operation.apply(map), null));
      } catch (Throwable e) {
        result.complete(new Outcome<>(null, e));
      }
    }

    /** Whether the call will never begin, as seen from its caller. */
    boolean giveUp() {
      boolean first = decided.compareAndSet(false, true);
      if (first && wait != null) {
        wait.end();
      }
      return first;
    }

    boolean awaitEnd(long time, TimeUnit unit) throws InterruptedException {
      try {
        result.get(time, unit);
        return true;
      } catch (ExecutionException e) {
        throw new AssertionError(e); // An outcome is no exception.
      } catch (TimeoutException e) {
        return false;
      }
    }

    void fail(RuntimeException refusal) {
      result.complete(new Outcome<>(null, refusal));
    }
  }
}
