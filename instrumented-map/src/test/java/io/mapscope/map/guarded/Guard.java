package io.mapscope.map.guarded;

import io.mapscope.map.InstrumentedMap;
import java.util.concurrent.ConcurrentMap;

/** Each of the guards, for tests that hold for all. */
enum Guard {
  ONE_LOCK {
    @Override
    <K, V> ConcurrentMap<K, V> around(InstrumentedMap.Builder<K, V> builder) {
      return GuardedMaps.oneLock(builder);
    }
  },
  READ_WRITE {
    @Override
    <K, V> ConcurrentMap<K, V> around(InstrumentedMap.Builder<K, V> builder) {
      return GuardedMaps.readWrite(builder);
    }
  },
  STRIPED {
    @Override
    <K, V> ConcurrentMap<K, V> around(InstrumentedMap.Builder<K, V> builder) {
      return GuardedMaps.striped(builder, 4);
    }
  },
  COPY_ON_WRITE {
    @Override
    <K, V> ConcurrentMap<K, V> around(InstrumentedMap.Builder<K, V> builder) {
      return GuardedMaps.copyOnWrite(builder);
    }
  },
  READ_MOSTLY {
    @Override
    <K, V> ConcurrentMap<K, V> around(InstrumentedMap.Builder<K, V> builder) {
      return GuardedMaps.readMostly(builder);
    }
  },
  /** With segments so small that they split all the time. */
  READ_MOSTLY_SPLIT {
    @Override
    <K, V> ConcurrentMap<K, V> around(InstrumentedMap.Builder<K, V> builder) {
      return new ReadMostlyMap<>(builder.build(), 2);
    }
  },
  OWNER_THREAD {
    @Override
    <K, V> ConcurrentMap<K, V> around(InstrumentedMap.Builder<K, V> builder) {
      return GuardedMaps.ownerThread(builder, "owner", 4);
    }
  };

  abstract <K, V> ConcurrentMap<K, V> around(InstrumentedMap.Builder<K, V> builder);

  <K, V> ConcurrentMap<K, V> empty() {
    return around(InstrumentedMap.<K, V>builder());
  }

  /** Ends the thread of a map that has one. */
  static void close(ConcurrentMap<?, ?> map) {
    if (map instanceof OwnedMap<?, ?> owned) {
      owned.close();
    }
  }
}
