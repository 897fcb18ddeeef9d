package io.mapscope.otel.follow;

import io.mapscope.otel.pipeline.Confirmations;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What destinations have confirmed: in the overlap of the checkpoint, in the journal of the process
 * before, and since.
 *
 * <p>Implementation note. What is confirmed now is only collected, not looked up: the mapping tells
 * a span once. Thread-safe.
 */
final class ConfirmedSpans {

  private static final Logger LOG = LoggerFactory.getLogger(ConfirmedSpans.class);
  private static final int FIRST_CAPACITY = 1024;

  private static final class Ids {
    private long[] ids = new long[FIRST_CAPACITY];
    private int size;

    void add(long id) {
      if (size == ids.length) {
        ids = Arrays.copyOf(ids, 2 * size);
      }
      ids[size++] = id;
    }

    long[] sorted() {
      long[] copy = Arrays.copyOf(ids, size);
      Arrays.sort(copy);
      return copy;
    }
  }

  private final CheckpointFolder folder;
  private final Checkpoint checkpoint;
  private Map<String, long[]> fromJournal;
  private final Map<String, Ids> now = new HashMap<>();
  private boolean journalFailed;

  ConfirmedSpans(CheckpointFolder folder, Checkpoint checkpoint) throws IOException {
    this.folder = folder;
    this.checkpoint = checkpoint;
    this.fromJournal = folder.confirmedSince();
  }

  /** The view of the export of one JVM. */
  Confirmations of(String jvm) {
    return new Confirmations() {
      @Override
      public boolean isConfirmed(String destination, long spanId) {
        return isJournalled(destination, spanId)
            || checkpoint.state(jvm).isConfirmed(destination, spanId);
      }

      @Override
      public void confirm(String destination, List<Long> spanIds) {
        note(destination, spanIds);
      }
    };
  }

  private synchronized boolean isJournalled(String destination, long spanId) {
    long[] ids = fromJournal.get(destination);
    return ids != null && Arrays.binarySearch(ids, spanId) >= 0;
  }

  private synchronized void note(String destination, List<Long> spanIds) {
    Ids ids = now.computeIfAbsent(destination, name -> new Ids());
    spanIds.forEach(ids::add);
    try {
      folder.confirm(destination, spanIds.stream().mapToLong(Long::longValue).toArray());
    } catch (IOException e) {
      // Told once. The spans may be sent again after a kill, none is missing.
      if (!journalFailed) {
        journalFailed = true;
        LOG.warn("Confirmed spans cannot be noted beside the checkpoint: {}", e.toString());
      }
    }
  }

  /** What was confirmed since the last call, that of the journal included, for the checkpoint. */
  synchronized Map<String, long[]> take() {
    Map<String, long[]> taken = new HashMap<>(fromJournal);
    now.forEach((destination, ids) -> taken.merge(destination, ids.sorted(), PassedChunk::merge));
    fromJournal = Map.of();
    now.clear();
    return taken;
  }
}
