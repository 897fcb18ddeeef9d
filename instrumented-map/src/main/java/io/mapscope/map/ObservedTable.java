package io.mapscope.map;

import io.mapscope.events.DeleteEvent;
import io.mapscope.events.MapStatisticsEvent;
import io.mapscope.events.ObservedMaps;
import io.mapscope.events.OperationSampleEvent;
import io.mapscope.events.PutEvent;

/**
 * A table whose operations are counted, sampled and timed.
 *
 * <p>Implementation note. A write is timed when it may do grow work or is one in N, because reading
 * the clock twice takes half as long as a write does; when the profile settings ask for all writes,
 * every one is. One comparison decides all that ({@link MapRecorder#watchesNextPut}). A lookup is
 * sampled by its hash against a salt that changes, so that nothing shared is written; whether that
 * must be asked at all, as samples are recorded, is the test that also asks for a growth under way
 * ({@link GrowingTable#detours}).
 *
 * <p>Dropped: to compare each hash with the salt, recorded or not. The load and two operations of
 * it were all that the instrumentation cost: 3 to 5 % of a mixed load, and within the error of
 * nothing without ({@code benchmarks/run full overhead}).
 */
abstract class ObservedTable<K, V> extends SingleWriterTable<K, V> {

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
    int bucket = (int) hash & mask;
    if (detours != 0) {
      if ((detours & SAMPLED) != 0 && (sampleOf(hash) & recorder.lookupMask) == 0) {
        return timed(Operation.GET, key, hash, absent, true);
      }
      bucket = bucketOf(hash);
    }
    return find(key, hash, bucket, absent);
  }

  private static int sampleOf(long hash) {
    return (int) hash ^ MapRecorder.salt;
  }

  // ---- writes

  /** {@link #assign}, counted, by one thread at a time. */
  final Object write(K key, long hash, V value, boolean keep) {
    long outer = enter(Operation.PUT);
    Object before;
    try {
      before = writeCounted(key, hash, value, keep);
    } catch (RuntimeException e) {
      throw failed(outer, Operation.PUT, e);
    } catch (Error e) {
      abandon(outer);
      throw e;
    }
    leave(outer, Operation.PUT);
    return before;
  }

  private Object writeCounted(K key, long hash, V value, boolean keep) {
    if (EVENTS && recorder.watchesNextPut()) {
      return watched(keep ? Operation.KEEP : Operation.PUT, key, hash, value);
    }
    Object before = assign(key, hash, value, keep);
    if (EVENTS) {
      recorder.puts++; // Afterwards, as a put that throws is told by no event either.
    }
    return before;
  }

  /** {@link #delete}, counted, by one thread at a time. */
  final Object erase(Object key, Object expected) {
    long hash = hash(key);
    long outer = enter(Operation.REMOVE);
    Object value;
    try {
      value = eraseCounted(key, hash, expected);
    } catch (RuntimeException e) {
      throw failed(outer, Operation.REMOVE, e);
    } catch (Error e) {
      abandon(outer);
      throw e;
    }
    leave(outer, Operation.REMOVE);
    return value;
  }

  private Object eraseCounted(Object key, long hash, Object expected) {
    if (EVENTS && recorder.watchesNextRemove()) {
      return watched(Operation.REMOVE, key, hash, expected);
    }
    Object value = delete(key, hash, expected);
    if (EVENTS) {
      recorder.removes++;
    }
    return value;
  }

  @Override
  final boolean removeKey(Object key) {
    return erase(key, ANY) != ABSENT;
  }

  /** A write that may do grow work, is one in N, or is to be timed as every one is. */
  private Object watched(Operation operation, Object key, long hash, Object operand) {
    if (ObservedMaps.ready() && isRecorded(operation)) {
      long before = operation == Operation.REMOVE ? recorder.removes : recorder.puts;
      return timed(operation, key, hash, operand, ((before + 1) & recorder.sampleMask) == 0);
    }
    Object result = perform(operation, key, hash, operand);
    count(operation);
    return result;
  }

  /** Whether there is anybody to tell how long a write takes. */
  private static boolean isRecorded(Operation operation) {
    return new OperationSampleEvent().isEnabled()
        || (operation == Operation.REMOVE
            ? new DeleteEvent().isEnabled()
            : new PutEvent().isEnabled());
  }

  @SuppressWarnings("unchecked")
  private Object perform(Operation operation, Object key, long hash, Object operand) {
    return operation == Operation.REMOVE
        ? inChain(operation, key, hash, operand) // Which tells where it deleted.
        : assign((K) key, hash, (V) operand, operation == Operation.KEEP);
  }

  private void count(Operation operation) {
    if (operation == Operation.REMOVE) {
      recorder.countRemove(growth != null);
    } else {
      recorder.countPut(growth != null);
    }
  }

  // ---- the clock

  private Object timed(
      Operation operation, Object key, long hash, Object operand, boolean sampled) {
    Growth growthBefore = growth;
    int old = growthBefore == null ? 0 : (int) hash & growthBefore.oldMask;
    boolean waits = growthBefore != null && size > 0 && !growthBefore.isEvacuated(old);
    int maskBefore = mask;
    long seedBefore = seed;
    if (operation != Operation.GET) { // Readers may share the map.
      chainPosition = 0;
      overflowAttached = false;
    }
    OperationSampleEvent sample = new OperationSampleEvent();
    PutEvent put = new PutEvent();
    DeleteEvent delete = new DeleteEvent();
    if (sampled) {
      sample.begin();
    }
    Object result;
    switch (operation) {
      case GET -> result = find(key, hash, bucketOf(hash), operand);
      case REMOVE -> {
        delete.begin();
        result = perform(operation, key, hash, operand);
        delete.end();
        count(operation);
      }
      default -> {
        put.begin();
        result = perform(operation, key, hash, operand);
        put.end();
        count(operation);
      }
    }
    if (sampled) {
      sample.end();
      commit(sample, operation, growthBefore != null);
    }
    if (operation == Operation.REMOVE) {
      if (delete.shouldCommit()) {
        commit(delete, result != ABSENT, growthBefore != null, waits, seed != seedBefore);
      }
    } else if (operation != Operation.GET && put.shouldCommit()) {
      put.inserted = result == ABSENT;
      put.chainPosition = chainPosition;
      put.growing = growthBefore != null;
      put.startedGrowth = growthBefore == null && (growth != null || mask != maskBefore);
      put.overflowAttached = overflowAttached;
      put.entriesAfter = size;
      put.holesAfter = holes;
      put.overflowBucketsAfter = overflowBuckets;
      recorder.commit(put);
    }
    return result;
  }

  private void commit(
      DeleteEvent event, boolean found, boolean growing, boolean waited, boolean redrawn) {
    event.found = found;
    if (found) {
      event.chainPosition = chainPosition;
      event.slot = slot;
      event.slotsFreed = slotsFreed;
    }
    event.entriesAfter = size;
    event.holesAfter = holes;
    event.overflowBucketsAfter = overflowBuckets;
    event.growing = growing;
    event.evacuatedFirst = waited;
    event.seedRedrawn = redrawn;
    recorder.commit(event);
  }

  private void commit(OperationSampleEvent sample, Operation operation, boolean growing) {
    if (sample.shouldCommit()) {
      sample.operation = operation.label;
      sample.growing = growing;
      sample.interval = recorder.sampleMask + 1;
      recorder.commit(sample);
    }
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
