package io.mapscope.map.deletion;

import io.mapscope.events.DeletionBatchEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * A map whose entries die at an age, counted from when their value was written. A function that
 * returns the value which is there already writes nothing.
 *
 * <p>Readers do not find what has died, from that nanosecond on. Its memory goes later: each write
 * looks at nine of the entries whose time has come, which is enough not to fall behind however many
 * have died at once, and {@link #expire} looks at more when there is time, as it must when there
 * are no writes. The size counts the dead until then.
 *
 * <p>As concurrent as the map behind, which must call the functions of {@code compute} once; of the
 * timer wheel there is one, behind a lock that writers hold for the time of those few looks. Null
 * keys and values are refused. Over a {@link NotifyingMap} listeners are told {@link
 * DeletionCause#EXPIRED}; {@link Timed#unwrapping} makes them see the values.
 *
 * <p>When a key's own {@code equals} throws while its entry is deleted, whoever has looked gets the
 * exception; that entry and the others stay, to be looked at another time.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public final class ExpiringMap<K, V> extends MapLayer<K, V> {

  /** More than the looks that the wheel takes at a value in its life. */
  static final int PER_WRITE = TimerWheel.WHEELS + 1;

  /** Some 146 years, half of what a clock can tell apart. */
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

  private final ConcurrentMap<K, Timed<V>> behind;
  private final long ageNanos;
  private final LongSupplier clock;
  private final TimerWheel<V> wheel;

  /**
   * Puts an age around a map.
   *
   * @param behind an empty map that nobody else uses, not null
   * @param age how long a value lives, positive
   */
  public ExpiringMap(ConcurrentMap<K, Timed<V>> behind, Duration age) {
    this(behind, age, System::nanoTime);
  }

  /**
   * Puts an age around a map, by a clock.
   *
   * @param behind an empty map that nobody else uses, not null
   * @param age how long a value lives, positive
   * @param clock gives nanoseconds and does not go back, not null
   * @throws IllegalArgumentException if the map is not empty or the age not positive
   */
  public ExpiringMap(ConcurrentMap<K, Timed<V>> behind, Duration age, LongSupplier clock) {
    super(behind);
    if (!behind.isEmpty()) {
      throw new IllegalArgumentException("the map must be empty; it has " + behind.size());
    }
    this.behind = behind;
    this.ageNanos = nanos(age);
    this.clock = Objects.requireNonNull(clock, "clock");
    this.wheel = new TimerWheel<>(clock.getAsLong());
  }

  private static long nanos(Duration age) {
    if (age.isZero() || age.isNegative()) {
      throw new IllegalArgumentException("the age must be positive: " + age);
    }
    return age.compareTo(LONGEST) < 0 ? age.toNanos() : LONGEST.toNanos();
  }

  @Override
  public V put(K key, V value) {
    return put(key, value, ageNanos);
  }

  /**
   * Puts a value that lives as long as is said here.
   *
   * @param key the key, not null
   * @param value the value, not null
   * @param age how long it lives, positive
   * @return the live value that was there, or null
   */
  public V put(K key, V value, Duration age) {
    return put(key, value, nanos(age));
  }

  private V put(K key, V value, long age) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    Write write = new Write(age, true);
    write(key, before -> value, write, DeletionCause.REPLACED);
    return write.liveBefore;
  }

  @Override
  public V get(Object key) {
    return live(behind.get(Objects.requireNonNull(key, "key")), clock.getAsLong());
  }

  private V live(Timed<V> timed, long now) {
    return timed == null || timed.isDead(now) ? null : timed.value;
  }

  @Override
  public int size() {
    return behind.size();
  }

  @Override
  Iterator<Map.Entry<K, V>> liveEntries() {
    return new LiveIterator<>(behind, timed -> live(timed, clock.getAsLong()));
  }

  @Override
  V update(K key, Remapping<V> remapping, DeletionCause cause) {
    return write(key, remapping, new Write(ageNanos, false), cause);
  }

  /** What a write has seen and made. */
  private final class Write {
    final long age;
    final boolean renews;
    V liveBefore;
    Timed<V> old;
    Timed<V> made;

    Write(long age, boolean renews) {
      this.age = age;
      this.renews = renews;
    }

    Timed<V> apply(K key, Timed<V> stored, Remapping<V> remapping, long now) {
      liveBefore = live(stored, now);
      V after = remapping.after(liveBefore);
      if (!renews && after != null && after == liveBefore) {
        return stored; // No write, so it goes on to age.
      }
      old = stored;
      made = after == null ? null : new Timed<>(key, after, now + age);
      return made;
    }
  }

  private V write(K key, Remapping<V> remapping, Write write, DeletionCause cause) {
    long now = clock.getAsLong();
    expire(now, PER_WRITE);
    dropDead(key, now);
    Timed<V> stored = compute(key, remapping, write, now, cause);
    synchronized (wheel) {
      if (write.old != null) {
        wheel.cancel(write.old);
      }
      if (write.made != null) {
        wheel.schedule(write.made);
      }
    }
    return stored == null ? null : stored.value;
  }

  private Timed<V> compute(
      K key, Remapping<V> remapping, Write write, long now, DeletionCause cause) {
    if (behind instanceof NotifyingMap<K, Timed<V>> notifying) {
      return notifying.update(key, stored -> write.apply(key, stored, remapping, now), cause);
    }
    return behind.compute(key, (k, stored) -> write.apply(k, stored, remapping, now));
  }

  /** What has died by its age was not replaced or removed by whoever comes now. */
  private void dropDead(K key, long now) {
    Timed<V> stored = behind.get(key);
    if (stored != null && stored.isDead(now)) {
      remove(key, stored);
      synchronized (wheel) {
        wheel.cancel(stored);
      }
    }
  }

  private void remove(K key, Timed<V> dead) {
    if (behind instanceof NotifyingMap<K, Timed<V>> notifying) {
      notifying.removeSame(key, dead, DeletionCause.EXPIRED);
    } else {
      behind.remove(key, dead);
    }
  }

  /**
   * Looks at entries whose time has come, and deletes those that have died.
   *
   * @param budget how many to look at, at most; one entry is looked at eight times at most
   * @return how many were looked at; less than the budget if there are no more
   */
  public int expire(int budget) {
    return expire(clock.getAsLong(), budget);
  }

  /** How many values the wheel has. */
  int scheduled() {
    synchronized (wheel) {
      return wheel.size();
    }
  }

  private int expire(long now, int budget) {
    BatchEvent event = BatchEvent.begin();
    List<Timed<V>> dead = new ArrayList<>(0);
    int looked;
    synchronized (wheel) {
      looked = wheel.advance(now, budget, dead);
    }
    if (!dead.isEmpty()) {
      long waited = now - dead.get(0).deadline;
      delete(dead);
      event.tell(this, DeletionBatchEvent.EXPIRE, dead.size(), wheel.size(), waited);
    }
    return looked;
  }

  @SuppressWarnings("unchecked") // The keys of this map.
  private void delete(List<Timed<V>> dead) {
    int deleted = 0;
    try {
      for (Timed<V> timed : dead) {
        remove((K) timed.key, timed);
        deleted++;
      }
    } finally {
      if (deleted < dead.size()) { // One has thrown: it and those after it another time.
        synchronized (wheel) {
          dead.subList(deleted, dead.size()).forEach(wheel::scheduleAgain);
        }
      }
    }
  }
}
