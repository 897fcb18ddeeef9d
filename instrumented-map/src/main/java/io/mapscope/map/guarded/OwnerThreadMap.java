package io.mapscope.map.guarded;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.Preparable;
import java.util.Objects;
import java.util.function.Function;

/** No lock at all: one thread owns the map, and does for the others what they ask for. */
final class OwnerThreadMap<K, V> extends GuardedMap<K, V> implements OwnedMap<K, V>, Preparable {

  private final OwnerThread<K, V> owner;

  OwnerThreadMap(OwnerThread<K, V> owner) {
    this.owner = owner;
    owner.start();
  }

  @Override
  public V get(Object key) {
    Objects.requireNonNull(key, "key");
    return call(map -> map.get(key));
  }

  private <R> R call(Function<InstrumentedMap<K, V>, R> operation) {
    return owner.call(operation, WaitBound.of(this));
  }

  @Override
  <R> R exclusively(Object key, Function<InstrumentedMap<K, V>, R> operation) {
    return call(operation);
  }

  @Override
  public int size() {
    return call(InstrumentedMap::size);
  }

  @Override
  public void clear() {
    call(
        map -> {
          map.clear();
          return null;
        });
  }

  @Override
  public boolean prepare(int moreEntries) {
    return call(map -> map.prepare(moreEntries));
  }

  @Override
  InstrumentedMap<K, V> observed() {
    return owner.map();
  }

  @Override
  int parts() {
    return 1;
  }

  @Override
  Object[] snapshot(int part) {
    return call(Snapshot::of);
  }

  @Override
  public void close() {
    owner.close();
  }
}
