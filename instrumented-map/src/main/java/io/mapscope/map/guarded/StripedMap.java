package io.mapscope.map.guarded;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.Preparable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Many maps with a lock each; a key's hash code says which.
 *
 * <p>Implementation note. Each stripe is a {@link ReadWriteMap}, and grows on its own: a growth is
 * small, and nobody waits for it but writers of that stripe. The stripe is chosen by the top bits
 * of the {@linkplain MixedHash mixed} hash code.
 */
final class StripedMap<K, V> extends GuardedMap<K, V> implements Preparable {

  /** More locks than any machine has use for; each is a map of its own in events and statistics. */
  private static final int MAX_STRIPES = 1 << 12;

  private final List<ReadWriteMap<K, V>> stripes;
  private final StripeRounds rounds;
  private final int shift;

  StripedMap(int stripes, Supplier<InstrumentedMap<K, V>> maps) {
    if (stripes < 1 || stripes > MAX_STRIPES || Integer.bitCount(stripes) != 1) {
      throw new IllegalArgumentException(
          "the number of stripes must be a power of two from 1 to %d: %d"
              .formatted(MAX_STRIPES, stripes));
    }
    List<ReadWriteMap<K, V>> made = new ArrayList<>();
    for (int i = 0; i < stripes; i++) {
      made.add(new ReadWriteMap<>(maps.get(), this));
    }
    this.stripes = List.copyOf(made);
    this.rounds = new StripeRounds(stripes);
    this.shift = Integer.SIZE - Integer.numberOfTrailingZeros(stripes);
  }

  private ReadWriteMap<K, V> stripe(Object key) {
    Objects.requireNonNull(key, "key");
    return stripes.get(index(key.hashCode()));
  }

  /** Which stripe a hash code belongs to. */
  int index(int hashCode) {
    return (int) (Integer.toUnsignedLong(MixedHash.of(hashCode)) >>> shift);
  }

  @Override
  public V get(Object key) {
    return stripe(key).get(key);
  }

  @Override
  <R> R exclusively(Object key, Function<InstrumentedMap<K, V>, R> operation) {
    return stripe(key).exclusively(key, operation);
  }

  /** The sum of the stripes' sizes, one after the other. */
  @Override
  public int size() {
    long size = 0;
    for (ReadWriteMap<K, V> stripe : stripes) {
      size += stripe.size();
    }
    return (int) Math.min(size, Integer.MAX_VALUE);
  }

  /** Clears one stripe after the other. */
  @Override
  public void clear() {
    stripes.forEach(ReadWriteMap::clear);
  }

  /** Works on one stripe, another with each call. */
  @Override
  public boolean prepare(int moreEntries) {
    return rounds.step(moreEntries, (stripe, share) -> stripes.get(stripe).prepare(share));
  }

  @Override
  InstrumentedMap<K, V> observed() {
    return stripes.get(0).observed();
  }

  @Override
  int parts() {
    return stripes.size();
  }

  @Override
  Object[] snapshot(int part) {
    return stripes.get(part).snapshot(0);
  }
}
