package io.mapscope.map.deletion;

import io.mapscope.events.DeletionBatchEvent;
import io.mapscope.map.EventSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Brings the deletions of one map to one listener, in batches, on a thread of its own.
 *
 * <ul>
 *   <li><b>Once.</b> Each deletion is given to the listener, or to the fallback: not to both,
 *       unless the listener has thrown, when its whole batch goes to the fallback; and to neither
 *       only when the listener still holds it as {@link #close} gives up.
 *   <li><b>Order.</b> The listener gets the deletions of one key in the order in which they
 *       happened. The fallback may be called by several threads; {@link Deletion#number} tells the
 *       order.
 *   <li><b>Grace.</b> The listener gets a deletion no earlier than the grace period after it, so
 *       that readers who have the value can end what they do with it.
 *   <li><b>Back-pressure.</b> At most so many deletions wait. A writer who finds the bus full waits
 *       for room, at most for the patience, before it locks anything. A listener that writes into
 *       the map that it listens to does not wait: it would wait for itself.
 *   <li><b>Fallback.</b> When a writer has lost its patience the bus counts as away: nobody waits
 *       for it until the listener has taken a batch; deletions go to the fallback, on the thread of
 *       the writer. So do those after {@link #close}.
 * </ul>
 *
 * <p>Implementation note. Room is a permit of a semaphore, kept from before the write until the
 * listener has taken the deletion; so the queue needs no bound of its own and placing never waits.
 * The thread ends when it is closed and all permits are back, so that a write that is under way
 * while the bus closes is not forgotten; a writer that gets its permit only then gives it back.
 * Dropped: {@link java.util.concurrent.SubmissionPublisher}, which would wait for room while the
 * map is locked, cancels a subscriber that throws, and gives items one by one.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public final class DeletionBus<K, V> implements AutoCloseable {

  /** How long the thread sleeps at most; the clock may be one that somebody sets. */
  private static final long NAP_NANOS = 5_000_000;

  /** A write between its place in the order and its end takes less than this, but for pauses. */
  private static final long SHORT_NAP_NANOS = 50_000;

  private record Waiting<K, V>(Ticket<K, V> ticket, long since) {}

  private final DeletionListener<K, V> listener;
  private final DeletionListener<K, V> fallback;
  private final int capacity;
  private final int batchSize;
  private final long graceNanos;
  private final long patienceNanos;
  private final Duration closeTimeout;
  private final LongSupplier clock;

  private final Semaphore room;
  private final LinkedBlockingQueue<Waiting<K, V>> queue = new LinkedBlockingQueue<>();
  private final AtomicReference<EventSink> events = new AtomicReference<>();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong fellBack = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final Thread thread;

  private volatile boolean away;
  private volatile boolean closed;
  private volatile boolean givenUp;

  /** Of the bus thread: taken from the queue, and not yet due. */
  private Waiting<K, V> head;

  DeletionBus(DeletionBusBuilder<K, V> options) {
    listener = options.listener;
    fallback = options.fallback;
    capacity = options.capacity;
    batchSize = options.batchSize;
    graceNanos = options.grace.toNanos();
    patienceNanos = options.patience.toNanos();
    closeTimeout = options.closeTimeout;
    clock = options.clock;
    room = new Semaphore(capacity);
    thread = new Thread(this::run, options.name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Starts to make a bus.
   *
   * @param <K> type of the keys
   * @param <V> type of the values
   * @param listener who is to be told, not null
   * @return a builder with the defaults
   */
  public static <K, V> DeletionBusBuilder<K, V> to(DeletionListener<K, V> listener) {
    return new DeletionBusBuilder<>(Objects.requireNonNull(listener, "listener"));
  }

  void attach(EventSink sink) {
    if (!events.compareAndSet(null, sink)) {
      throw new IllegalStateException(
          "the bus " + thread.getName() + " belongs to a map already; make one for each map");
    }
  }

  // ---- writers

  /** Takes room for one deletion, if there is any before patience ends. */
  boolean reserve() {
    if (closed || !acquire()) {
      return false;
    }
    if (closed) {
      room.release(); // The thread may have seen all permits back, and ended, before this one was.
      return false;
    }
    return true;
  }

  private boolean acquire() {
    if (room.tryAcquire()) {
      return true;
    }
    if (away || Thread.currentThread() == thread) {
      return false; // It is the listener who writes: nobody else could make room for it.
    }
    try {
      if (room.tryAcquire(patienceNanos, TimeUnit.NANOSECONDS)) {
        return true;
      }
      away = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Somebody wants this thread to end, not to wait.
    }
    return false;
  }

  /** Places a deletion for which there is room. */
  void enqueue(Ticket<K, V> ticket) {
    queue.add(new Waiting<>(ticket, clock.getAsLong()));
  }

  /** A write that had reserved is over; room that it did not use is free again. */
  void settled(boolean used) {
    if (!used) {
      room.release();
    } else if (givenUp) {
      fallBackAll();
    }
  }

  /** Gives a batch to the fallback, on this thread. */
  void fallBack(List<Deletion<K, V>> batch) {
    hand(fallback, batch, DeletionBatchEvent.FALLBACK, 0);
    fellBack.addAndGet(batch.size());
  }

  // ---- the thread

  private void run() {
    while (!givenUp && !(closed && room.availablePermits() == capacity)) {
      List<Waiting<K, V>> batch = next();
      if (!batch.isEmpty()) {
        deliver(batch);
      }
    }
    if (givenUp) {
      if (head != null) {
        queue.add(head); // Not due yet when close gave up.
        head = null;
      }
      fallBackAll();
    }
  }

  /** What is due, at most a batch; empty after a nap without anything. */
  private List<Waiting<K, V>> next() {
    List<Waiting<K, V>> batch = new ArrayList<>();
    while (batch.size() < batchSize && advance(batch.isEmpty())) {
      if (head.ticket.isVoid()) {
        room.release();
      } else {
        batch.add(head);
      }
      head = null;
    }
    return batch;
  }

  /** Whether there is a head that is settled and due; naps a little for it if that is asked for. */
  private boolean advance(boolean nap) {
    if (head == null) {
      try {
        head = nap ? queue.poll(NAP_NANOS, TimeUnit.NANOSECONDS) : queue.poll();
      } catch (InterruptedException e) {
        return false; // By close, which has given up, or by a listener.
      }
    }
    if (head == null) {
      return false;
    }
    long early = graceNanos - (clock.getAsLong() - head.since);
    boolean due = early <= 0 && !head.ticket.isOpen();
    if (!due && nap) {
      LockSupport.parkNanos(Math.min(NAP_NANOS, Math.max(early, SHORT_NAP_NANOS)));
    }
    return due;
  }

  private void deliver(List<Waiting<K, V>> batch) {
    List<Deletion<K, V>> deletions = batch.stream().map(w -> w.ticket.deletion).toList();
    long waited = clock.getAsLong() - batch.get(0).since;
    boolean taken = hand(listener, deletions, DeletionBatchEvent.DELIVER, waited);
    if (taken) {
      delivered.addAndGet(deletions.size());
    } else {
      fallBack(deletions);
    }
    away = false;
    room.release(batch.size());
  }

  private boolean hand(
      DeletionListener<K, V> taker, List<Deletion<K, V>> batch, String kind, long waited) {
    BatchEvent event = BatchEvent.begin();
    boolean taken = false;
    try {
      taker.deleted(batch);
      taken = true;
    } catch (Throwable e) { // Errors too: the thread must outlive a listener's assertion.
      failures.incrementAndGet();
    }
    event.tell(events.get(), kind, batch.size(), pending(), waited);
    return taken;
  }

  // ---- the end, and figures

  /**
   * Takes no more deletions, and waits until the listener has taken what is there, the grace period
   * included, at most for the time that the builder has set. What is then left goes to the
   * fallback, and the thread is interrupted. Idempotent. From the listener itself it does not wait.
   */
  @Override
  public void close() {
    closed = true;
    if (Thread.currentThread() == thread || !closing.compareAndSet(false, true)) {
      return;
    }
    boolean interrupted = false;
    try {
      thread.join(Math.max(1, closeTimeout.toMillis()));
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (thread.isAlive()) {
      givenUp = true;
      thread.interrupt();
      fallBackAll();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void fallBackAll() {
    List<Deletion<K, V>> rest = new ArrayList<>();
    for (Waiting<K, V> next = queue.poll(); next != null; next = queue.poll()) {
      while (next.ticket.isOpen()) {
        Thread.onSpinWait(); // Its writer is about to settle it.
      }
      if (!next.ticket.isVoid()) {
        rest.add(next.ticket.deletion);
      }
      room.release();
    }
    if (!rest.isEmpty()) {
      fallBack(List.copyOf(rest));
    }
  }

  /**
   * How many deletions wait or are with the listener. Writes that are under way count too.
   *
   * @return at most the capacity
   */
  public int pending() {
    return capacity - room.availablePermits();
  }

  /**
   * How many deletions the listener has taken without throwing.
   *
   * @return the count
   */
  public long delivered() {
    return delivered.get();
  }

  /**
   * How many deletions were given to the fallback.
   *
   * @return the count
   */
  public long fellBack() {
    return fellBack.get();
  }

  /**
   * How often listener and fallback have thrown.
   *
   * @return the count
   */
  public long failures() {
    return failures.get();
  }
}
