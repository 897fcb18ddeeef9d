package io.mapscope.examples.sessions;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The load: visitors log in at a steady rate, each click looks up a session, one in five logs out.
 *
 * <p>The rate keeps the map growing for as long as the program runs, and its growths far enough
 * apart to be seen one by one.
 */
final class Visitors {

  private static final int LOGINS_A_SECOND = 20_000;
  private static final int CLICKS_A_LOGIN = 10;
  private static final int LOGINS_A_LOGOUT = 5;

  // The first logins load and compile the classes of the map and its events.
  static final int WARM_UP_LOGINS = 1_000;

  private final SessionStore store;
  private final SplittableRandom random = new SplittableRandom();
  private volatile boolean leaving;
  private long logins;
  private long slowestLoginNanos;

  Visitors(SessionStore store) {
    this.store = store;
  }

  /** Come and go until the time is over or they are told to leave. */
  void visit(int seconds) {
    long start = System.nanoTime();
    long end = TimeUnit.SECONDS.toNanos(seconds);
    long elapsed = 0;
    while (elapsed < end && !leaving) {
      while (logins < LOGINS_A_SECOND * (elapsed / 1e9)) {
        visitOnce();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      elapsed = System.nanoTime() - start;
    }
  }

  /** May be called from any thread. */
  void leave() {
    leaving = true;
  }

  long logins() {
    return logins;
  }

  double slowestLoginMillis() {
    return slowestLoginNanos / 1e6;
  }

  private void visitOnce() {
    logIn();
    for (int click = 0; click < CLICKS_A_LOGIN; click++) {
      store.find("session-" + random.nextLong(logins));
    }
    if (logins % LOGINS_A_LOGOUT == 0) {
      store.close("session-" + random.nextLong(logins));
    }
  }

  private void logIn() {
    long start = System.nanoTime();
    store.open("session-" + logins, "user-" + logins);
    long duration = System.nanoTime() - start;
    logins++;
    if (logins > WARM_UP_LOGINS) {
      slowestLoginNanos = Math.max(slowestLoginNanos, duration);
    }
  }
}
