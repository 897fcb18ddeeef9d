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
 * <p>A put that the frequent way leaves alone ends in a method of its own, {@link #writeSlowly}: so
 * nothing of the frequent way lives on behind that call. Presized puts went from 0.74 to 0.82 of
 * HashMap's speed at ten thousand entries in a process that also grows and empties maps, and stayed
 * as they were in one that only fills them, where the compiler spills as many registers as before.
 * A delete that is not found in its head was a few hundredths slower so, and is called where it is
 * met.
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

  /** An assignment, counted, by one thread at a time. */
  final Object write(K key, long hash, V value, boolean keep) {
    long outer = enter(Operation.PUT);
    Object before = NOT_DONE;
    try {
      if (!EVENTS || !recorder.watchesNextPut()) {
        before = assign(key, hash, value, keep);
      }
    } catch (RuntimeException e) {
      throw failed(outer, Operation.PUT, e);
    } catch (Throwable e) {
      abandon(outer);
      throw e;
    }
    if (before == NOT_DONE) {
      return writeSlowly(outer, keep ? Operation.KEEP : Operation.PUT, key, hash, value);
    }
    if (EVENTS) {
      recorder.puts++; // Afterwards, as a put that throws is told by no event either.
    }
    leave(outer, Operation.PUT);
    return before;
  }

  /** A delete, counted, by one thread at a time. */
  final Object erase(Object key, Object expected) {
    long hash = hash(key);
    long outer = enter(Operation.REMOVE);
    Object value = NOT_DONE;
    try {
      if (!EVENTS || !recorder.watchesNextRemove()) {
        value = delete(key, hash, expected);
      }
    } catch (RuntimeException e) {
      throw failed(outer, Operation.REMOVE, e);
    } catch (Throwable e) {
      abandon(outer);
      throw e;
    }
    if (value == NOT_DONE) {
      return writeSlowly(outer, Operation.REMOVE, key, hash, expected);
    }
    if (EVENTS) {
      recorder.removes++;
    }
    leave(outer, Operation.REMOVE);
    return value;
  }

  /** The end of a write that is watched, or that the frequent way has left alone. */
  private Object writeSlowly(
      long outer, Operation operation, Object key, long hash, Object operand) {
    Object result;
    try {
      if (EVENTS && ObservedMaps.ready() && isWatched(operation) && isRecorded(operation)) {
        long before = operation == Operation.REMOVE ? recorder.removes : recorder.puts;
        result = timed(operation, key, hash, operand, ((before + 1) & recorder.sampleMask) == 0);
      } else {
        result = inChain(operation, key, hash, operand);
        count(operation);
      }
    } catch (RuntimeException e) {
      throw failed(outer, operation, e);
    } catch (Throwable e) {
      abandon(outer);
      throw e;
    }
    leave(outer, operation);
    return result;
  }

  private boolean isWatched(Operation operation) {
    return operation == Operation.REMOVE ? recorder.watchesNextRemove() : recorder.watchesNextPut();
  }

  @Override
  final boolean removeKey(Object key) {
    return erase(key, ANY) != ABSENT;
  }

  /** Whether there is anybody to tell how long a write takes. */
  private static boolean isRecorded(Operation operation) {
    return new OperationSampleEvent().isEnabled()
        || (operation == Operation.REMOVE
            ? new DeleteEvent().isEnabled()
            : new PutEvent().isEnabled());
  }

  private void count(Operation operation) {
    if (!EVENTS) {
      return;
    }
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
        result = inChain(operation, key, hash, operand);
        delete.end();
        count(operation);
      }
      default -> {
        put.begin();
        result = inChain(operation, key, hash, operand);
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
