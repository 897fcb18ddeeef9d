package io.mapscope.otel.mapping;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Takes complete batches from the thread that reads a recording to one that maps them.
 *
 * <p>Implementation note. Memory stays what it is on one thread, that of the largest batch: as many
 * events as that has, decoded or waiting, may lie between the two threads. The mapping lets go of
 * each event that it is done with, so the reader follows it through the batch, and has the next one
 * decoded when this one is mapped. A batch that is larger than any before is read to its end while
 * nothing is mapped, as there is no telling what comes first in it. The two meet once in {@link
 * #STEP} events, so that meeting costs nothing.
 *
 * <p>Waiting is not interrupted: the mapping always goes on, and whoever has it wait (for room in a
 * queue, for a collector) bounds that. An interrupt of the reader is kept for when it returns.
 */
final class Handover {

  /** How many events the two threads do by themselves. */
  static final int STEP = 1024;

  private static final int LEAST_ROOM = 16 * STEP;

  private final Consumer<EventBatch> mapping;
  private final Consumer<Throwable> failed;
  private final Thread thread;

  private final Deque<EventBatch> complete = new ArrayDeque<>();
  private long room = LEAST_ROOM;
  private long unmapped;
  private boolean over;

  // Of the batch that is being mapped; the mapping thread's own.
  private long left;
  private int done;

  private Handover(Consumer<EventBatch> mapping, Consumer<Throwable> failed) {
    this.mapping = mapping;
    this.failed = failed;
    this.thread = new Thread(this::run, "mapscope-mapping");
    thread.setDaemon(true);
  }

  /**
   * Starts the thread.
   *
   * @param mapping maps a batch, and tells of each {@link #STEP} that it is done with
   * @param failed is given what the mapping throws; that costs the rest of its batch
   */
  static Handover to(Consumer<EventBatch> mapping, Consumer<Throwable> failed) {
    Handover handover = new Handover(mapping, failed);
    handover.thread.start();
    return handover;
  }

  /** Waits until so many events may be kept that are not handed over yet. */
  synchronized void awaitRoom(int decoded) {
    boolean interrupted = false;
    while (unmapped > 0 && unmapped + decoded > room) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized void hand(EventBatch batch) {
    awaitRoom(batch.size());
    room = Math.max(room, batch.size());
    complete.addLast(batch);
    unmapped += size(batch);
    notifyAll();
  }

  /** The mapping is done with an event. */
  void mapped() {
    if (++done == STEP) {
      done = 0;
      left -= STEP;
      mapped(STEP);
    }
  }

  /** Returns when all is mapped that was handed over, and the thread has ended. */
  void close() {
    synchronized (this) {
      over = true;
      notifyAll();
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

  private void run() {
    for (EventBatch batch = next(); batch != null; batch = next()) {
      left = size(batch);
      done = 0;
      try {
        mapping.accept(batch);
      } catch (RuntimeException | Error failure) {
        failed.accept(failure);
      } finally {
        mapped(left);
      }
    }
  }

  /** Null when there will be no more. */
  private synchronized EventBatch next() {
    while (complete.isEmpty() && !over) {
      try {
        wait();
      } catch (InterruptedException e) {
        // Nobody has the thread to interrupt it, and it ends by itself.
      }
    }
    return complete.pollFirst();
  }

  private synchronized void mapped(long events) {
    unmapped -= events;
    notifyAll();
  }

  /** A batch without events takes room too, or there could be any number of them. */
  private static long size(EventBatch batch) {
    return batch.size() + 1L;
  }
}
