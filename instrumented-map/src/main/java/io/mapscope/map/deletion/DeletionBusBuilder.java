package io.mapscope.map.deletion;

import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Options of a {@link DeletionBus}. Not thread-safe.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public final class DeletionBusBuilder<K, V> {

  final DeletionListener<K, V> listener;
  DeletionListener<K, V> fallback = batch -> {};
  String name = "mapscope-deletions";
  int capacity = 1_024;
  int batchSize = 64;
  Duration grace = Duration.ZERO;
  Duration patience = Duration.ofMillis(10);
  Duration closeTimeout = Duration.ofSeconds(1);
  LongSupplier clock = System::nanoTime;

  DeletionBusBuilder(DeletionListener<K, V> listener) {
    this.listener = listener;
  }

  /**
   * Who takes what the listener cannot be given; nobody unless told otherwise. Called on threads of
   * writers, so it must be quick.
   *
   * @param fallback not null
   * @return this
   */
  public DeletionBusBuilder<K, V> fallback(DeletionListener<K, V> fallback) {
    this.fallback = Objects.requireNonNull(fallback, "fallback");
    return this;
  }

  /**
   * Names the thread.
   *
   * @param name not null
   * @return this
   */
  public DeletionBusBuilder<K, V> name(String name) {
    this.name = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * How many deletions may wait; 1,024 unless told otherwise. Values that wait are held in memory.
   *
   * @param deletions positive
   * @return this
   */
  public DeletionBusBuilder<K, V> capacity(int deletions) {
    capacity = positive(deletions, "the capacity");
    return this;
  }

  /**
   * How many deletions the listener gets at once, at most; 64 unless told otherwise.
   *
   * @param deletions positive
   * @return this
   */
  public DeletionBusBuilder<K, V> batchSize(int deletions) {
    batchSize = positive(deletions, "the size of batches");
    return this;
  }

  /**
   * How long the listener is not told; not at all unless told otherwise.
   *
   * @param grace not negative
   * @return this
   */
  public DeletionBusBuilder<K, V> grace(Duration grace) {
    this.grace = notNegative(grace, "the grace period");
    return this;
  }

  /**
   * How long a writer waits for room, at most; 10 ms unless told otherwise.
   *
   * @param patience not negative
   * @return this
   */
  public DeletionBusBuilder<K, V> patience(Duration patience) {
    this.patience = notNegative(patience, "the patience");
    return this;
  }

  /**
   * How long {@link DeletionBus#close} waits for the listener; 1 s unless told otherwise.
   *
   * @param timeout not negative
   * @return this
   */
  public DeletionBusBuilder<K, V> closeTimeout(Duration timeout) {
    closeTimeout = notNegative(timeout, "the time to close");
    return this;
  }

  /**
   * Where the time for the grace period comes from; {@link System#nanoTime} unless told otherwise.
   *
   * @param nanos a clock that does not go back, not null
   * @return this
   */
  public DeletionBusBuilder<K, V> clock(LongSupplier nanos) {
    clock = Objects.requireNonNull(nanos, "nanos");
    return this;
  }

  /**
   * Makes the bus and starts its thread, a daemon.
   *
   * @return a new bus, to be closed
   */
  public DeletionBus<K, V> start() {
    return new DeletionBus<>(this);
  }

  private static int positive(int number, String what) {
    if (number < 1) {
      throw new IllegalArgumentException(what + " must be positive: " + number);
    }
    return number;
  }

  private static Duration notNegative(Duration duration, String what) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(what + " must not be negative: " + duration);
    }
    return duration;
  }
}
