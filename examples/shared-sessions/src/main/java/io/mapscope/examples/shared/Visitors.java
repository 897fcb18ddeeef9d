package io.mapscope.examples.shared;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;

/** Threads that click through sessions: nine in ten operations look, some log out. */
final class Visitors {

  private static final int SESSIONS = 2_000_000;
  private static final int LOOKS_IN_TEN = 9;
  private static final int CLICKS_FOR_A_LOGOUT = 10;

  private final SharedSessions sessions;
  private final int threads;
  private final LongAdder clicks = new LongAdder();

  Visitors(SharedSessions sessions, int threads) {
    this.sessions = sessions;
    this.threads = threads;
  }

  long clicks() {
    return clicks.sum();
  }

  void visit(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int seed = i;
      Thread thread = new Thread(() -> clickUntil(end, new SplittableRandom(seed)));
      thread.start();
      running.add(thread);
    }
    for (Thread thread : running) {
      thread.join();
    }
  }

  private void clickUntil(long end, SplittableRandom random) {
    while (System.nanoTime() - end < 0) {
      long id = random.nextInt(SESSIONS);
      if (random.nextInt(10) < LOOKS_IN_TEN) {
        sessions.isOpen(id);
      } else if (random.nextInt(CLICKS_FOR_A_LOGOUT) == 0) {
        sessions.logOut(id);
      } else {
        sessions.click(id);
      }
      clicks.increment();
    }
  }
}
