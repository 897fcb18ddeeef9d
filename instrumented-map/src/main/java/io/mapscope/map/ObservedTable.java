package io.mapscope.map;

import io.mapscope.events.DeleteEvent;
import io.mapscope.events.MapStatisticsEvent;
import io.mapscope.events.ObservedMaps;
import io.mapscope.events.OperationSampleEvent;
import io.mapscope.events.OperationScope;
import io.mapscope.events.PutEvent;

/**
 * A table whose operations are counted, sampled and timed.
 *
 * <p>Implementation note. A write is timed when it may do grow work or is one in N, because reading
 * the clock twice takes half as long as a write does; when the profile settings ask for all writes,
 * one mask makes every write the one in N. A lookup is sampled by its hash against a salt that
 * changes, so that nothing shared is written; the test for that is also the one for a growth under
 * way ({@link Table#lookupGate}).
 */
abstract class ObservedTable<K, V> extends Table<K, V> {

  ObservedTable(Options options) {
    super(options, options.recorder());
  }

  @Override
  final long hash(Object key) {
    return Hashing.spread(key == null ? 0 : key.hashCode(), seed);
  }

  @Override
  public final int size() {
    return size;
  }

  // ---- lookup

  /** The value, or what to return when the key is absent. */
  final Object lookup(Object key, Object absent) {
    long hash = hash(key);
    if (EVENTS ? (sampleOf(hash) & lookupGate) == 0 : growth != null) {
      return lookupTheLongWay(key, hash, absent);
    }
    return find(key, hash, (int) hash & mask, absent);
  }

  private static int sampleOf(long hash) {
    return (int) hash ^ MapRecorder.salt;
  }

  private Object lookupTheLongWay(Object key, long hash, Object absent) {
    if (EVENTS && (sampleOf(hash) & recorder.lookupMask) == 0 && ObservedMaps.ready()) {
      return timedFind(key, hash, absent);
    }
    return find(key, hash, bucketOf(hash), absent);
  }

  private Object timedFind(Object key, long hash, Object absent) {
    OperationSampleEvent sample = new OperationSampleEvent();
    sample.begin();
    Object found = find(key, hash, bucketOf(hash), absent);
    sample.end();
    commit(sample, GET, growth != null);
    return found;
  }

  private void commit(OperationSampleEvent sample, String operation, boolean growing) {
    if (sample.shouldCommit()) {
      sample.operation = operation;
      sample.growing = growing;
      sample.interval = recorder.sampleMask + 1;
      recorder.commit(sample);
    }
  }

  // ---- put

  /** {@link #assign}, counted. */
  final Object write(K key, long hash, V value, boolean keep) {
    if (EVENTS) {
      long number = ++recorder.puts;
      boolean sampled = (number & recorder.sampleMask) == 0;
      if ((growth != null || (number & recorder.sampleMask & OperationScope.putMask()) == 0)
          && ObservedMaps.ready()) {
        return timedAssign(key, hash, value, keep, sampled);
      }
    }
    return assign(key, hash, value, keep);
  }

  private Object timedAssign(K key, long hash, V value, boolean keep, boolean sampled) {
    boolean growing = growth != null;
    long overflowBefore = overflowBuckets;
    int bucketsBefore = mask;
    chainPosition = 0;
    OperationSampleEvent sample = new OperationSampleEvent();
    PutEvent event = new PutEvent();
    if (sampled) {
      sample.begin();
    }
    event.begin();
    Object before = assign(key, hash, value, keep);
    event.end();
    if (sampled) {
      sample.end();
      commit(sample, PUT, growing);
    }
    if (event.shouldCommit()) {
      event.inserted = before == ABSENT;
      event.chainPosition = chainPosition;
      event.growing = growing;
      event.startedGrowth = !growing && (growth != null || mask != bucketsBefore);
      event.overflowAttached = chainPosition > 0 && overflowBuckets != overflowBefore;
      recorder.commit(event);
    }
    return before;
  }

  // ---- remove

  @Override
  final boolean removeKey(Object key) {
    return erase(key, ANY) != ABSENT;
  }

  /** {@link #delete}, counted. */
  final Object erase(Object key, Object expected) {
    long hash = hash(key);
    if (EVENTS) {
      long number = ++recorder.removes;
      boolean sampled = (number & recorder.sampleMask) == 0;
      if ((growth != null || (number & recorder.sampleMask & OperationScope.deleteMask()) == 0)
          && ObservedMaps.ready()) {
        return timedDelete(key, hash, expected, sampled);
      }
    }
    return delete(key, hash, expected);
  }

  private Object timedDelete(Object key, long hash, Object expected, boolean sampled) {
    boolean growing = growth != null;
    boolean evacuates = growing && size > 0 && !growth.isEvacuated((int) hash & growth.oldMask);
    long seedBefore = seed;
    OperationSampleEvent sample = new OperationSampleEvent();
    DeleteEvent event = new DeleteEvent();
    if (sampled) {
      sample.begin();
    }
    event.begin();
    Object value = delete(key, hash, expected);
    event.end();
    if (sampled) {
      sample.end();
      commit(sample, REMOVE, growing);
    }
    if (event.shouldCommit()) {
      event.found = value != ABSENT;
      if (event.found) {
        event.chainPosition = chainPosition;
        event.slot = slot;
        event.slotsFreed = slotsFreed;
      }
      event.entriesAfter = size;
      event.growing = growing;
      event.evacuatedFirst = evacuates;
      event.seedRedrawn = seed != seedBefore;
      recorder.commit(event);
    }
    return value;
  }

  // ---- statistics

  /** Fills the state; called by the thread of the periodic events while the map may be in use. */
  final void measure(MapStatisticsEvent event) {
    Growth growing = growth;
    event.bucketCount = mask + 1L;
    event.entryCount = size;
    event.totalFootprint = footprint;
    event.load = (float) size / loadLimit();
    event.holes = holes;
    event.overflowBuckets = overflowBuckets;
    event.growing = growing != null;
    if (growing != null) {
      event.mark = growing.mark;
      event.oldBuckets = growing.oldBuckets();
    }
  }
}
