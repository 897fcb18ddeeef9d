package io.mapscope.flame;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Waits of which is known what of them is growth: for a monitor and for a lock, in a method that
 * grows a table and in one that does not; and one for work, which is no wait for a lock.
 */
final class ContendedGrowth {

  /** Grows while others have what it needs. */
  static final class LockedTable {
    private LockedTable() {}

    static void rehash() throws InterruptedException {
      waitInGrowth();
    }
  }

  // Longer than the least wait that is recorded.
  private static final long HELD_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final Object MONITOR = new Object();
  private static final ReentrantLock LOCK = new ReentrantLock();
  static int entered;

  private ContendedGrowth() {}

  static void round() throws InterruptedException {
    LockedTable.rehash();
    waitElsewhere();
    waitForWork();
  }

  static void waitInGrowth() throws InterruptedException {
    forTheMonitor();
    forTheLock();
  }

  static void waitElsewhere() throws InterruptedException {
    forTheMonitor();
    forTheLock();
  }

  static void waitForWork() throws InterruptedException {
    new LinkedBlockingQueue<Object>().poll(HELD_NANOS, TimeUnit.NANOSECONDS);
  }

  private static void forTheMonitor() throws InterruptedException {
    Thread self = Thread.currentThread();
    Thread holder =
        holding(
            held -> {
              synchronized (MONITOR) {
                keepUntil(held, () -> self.getState() == Thread.State.BLOCKED);
              }
            });
    synchronized (MONITOR) {
      entered++;
    }
    holder.join();
  }

  private static void forTheLock() throws InterruptedException {
    Thread self = Thread.currentThread();
    Thread holder =
        holding(
            held -> {
              LOCK.lock();
              try {
                keepUntil(held, () -> LOCK.hasQueuedThread(self));
              } finally {
                LOCK.unlock();
              }
            });
    LOCK.lock();
    try {
      entered++;
    } finally {
      LOCK.unlock();
    }
    holder.join();
  }

  private interface Holder {
    void hold(CountDownLatch held);
  }

  private static Thread holding(Holder holder) throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    Thread thread = new Thread(() -> holder.hold(held), "holder");
    thread.start();
    held.await();
    return thread;
  }

  private static void keepUntil(CountDownLatch held, BooleanSupplier somebodyWaits) {
    held.countDown();
    while (!somebodyWaits.getAsBoolean()) {
      Thread.onSpinWait();
    }
    LockSupport.parkNanos(HELD_NANOS);
  }
}
