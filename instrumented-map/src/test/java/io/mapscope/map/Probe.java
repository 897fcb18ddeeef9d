package io.mapscope.map;

import java.io.Serial;
import java.io.Serializable;
import java.util.function.Supplier;

/**
 * A key or a value that calls a hook before each answer, so that a test can have user code throw or
 * come back to the map at any of the calls that an operation makes.
 */
final class Probe implements Serializable {

  @Serial private static final long serialVersionUID = 1;

  /** By thread, as a property that took too long to shrink may still run beside the next. */
  private static final ThreadLocal<Runnable> HOOK = ThreadLocal.withInitial(() -> Probe::nothing);

  final int number;
  private final int hash;

  Probe(int number, int hash) {
    this.number = number;
    this.hash = hash;
  }

  /** Sets what is called from now on. */
  static void hook(Runnable called) {
    HOOK.set(called);
  }

  /** Sets that nothing is called; returns what was. */
  static Runnable disarm() {
    Runnable before = HOOK.get();
    HOOK.set(Probe::nothing);
    return before;
  }

  /** Runs what is not to be disturbed. */
  static <T> T quietly(Supplier<T> work) {
    Runnable armed = disarm();
    try {
      return work.get();
    } finally {
      hook(armed);
    }
  }

  private static void nothing() {}

  /** To be called by functions too. */
  static void called() {
    HOOK.get().run();
  }

  @Override
  public int hashCode() {
    called();
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    called();
    return other instanceof Probe probe && probe.number == number;
  }

  @Override
  public String toString() {
    return "#" + number;
  }
}
