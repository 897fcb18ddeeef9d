package io.mapscope.map;

import io.mapscope.events.MisuseEvent;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A table that notices when two threads write it at once.
 *
 * <p>Implementation note. Go's {@code hashWriting} flag, with a name on it: a write puts the number
 * of its thread into {@link #writer}, having looked that nobody else's is there, and looks when it
 * is done whether it is still its own. Nothing is ordered or locked, so two writers may pass each
 * other unseen; but one that is seen has overlapped for sure: with a lock, or any other order of
 * one write after the other, the next writer finds the zero that the last one has left. A key or
 * function that comes back to the map does so in the same thread, which is let pass here, and found
 * by the modification count.
 *
 * <p>Costs two loads, two stores and a comparison in a line of the map that a write loads anyway. A
 * number and no reference, as to store a reference the collectors want their barriers. The second
 * look is opaque, or the compiler would foresee what it gives; a volatile field would cost a fence.
 *
 * <p>Dropped: to compare counts of writes before and after, without a field of its own. It cannot
 * tell a key that updates the map when it is compared from another thread.
 */
abstract class SingleWriterTable<K, V> extends Table<K, V> {

  private static final VarHandle WRITER;

  static {
    try {
      WRITER = MethodHandles.lookup().findVarHandle(SingleWriterTable.class, "writer", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Number of the thread that is in the middle of a write; 0 for none. */
  private long writer;

  SingleWriterTable(Options options, MapRecorder recorder) {
    super(options, recorder);
  }

  /** Begins a write; returns what to end it with. */
  final long enter(Operation operation) {
    long me = Thread.currentThread().getId();
    long outer = writer;
    if (outer != 0 && outer != me) {
      throw changed(MisuseEvent.CHANGED_DURING_WRITE, operation.label);
    }
    writer = me;
    return outer;
  }

  /** Ends a write; fails when somebody else has written meanwhile. */
  final void leave(long outer, Operation operation) {
    if (isDisturbed(outer)) {
      throw changed(MisuseEvent.CHANGED_DURING_WRITE, operation.label);
    }
  }

  /** Ends a write that has failed; an error that another writer explains is told as that. */
  final RuntimeException failed(long outer, Operation operation, RuntimeException failure) {
    return isDisturbed(outer)
        ? (RuntimeException)
            changed(MisuseEvent.CHANGED_DURING_WRITE, operation.label).initCause(failure)
        : failure;
  }

  /**
   * Ends a write that was ended by what no other writer explains: an error, or a checked exception
   * that keys in other languages throw undeclared.
   */
  final void abandon(long outer) {
    writer = outer;
  }

  private boolean isDisturbed(long outer) {
    boolean disturbed = (long) WRITER.getOpaque(this) != Thread.currentThread().getId();
    writer = outer;
    return disturbed;
  }
}
