package io.mapscope.resilience;

import io.mapscope.events.DeadlineMissEvent;
import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.ObservedMaps;
import io.mapscope.map.EventSink;
import java.util.concurrent.atomic.LongAdder;

/** Counts and tells the operations of one map that missed their deadline of so many nanoseconds. */
record Misses(long limitNanos, LongAdder count, EventSink events) {

  /** An operation that took so long was done. */
  void done(Operation operation, long elapsedNanos) {
    if (elapsedNanos > limitNanos) {
      tell(operation, DeadlineMissEvent.LATE, false, elapsedNanos);
    }
  }

  /** Tells that a caller has gone, and gives what is to be thrown to it. */
  OperationAbandonedException abandoned(
      String map, Operation operation, boolean stillDone, boolean interrupted, long elapsedNanos) {
    tell(
        operation,
        stillDone ? DeadlineMissEvent.LEFT_RUNNING : DeadlineMissEvent.NOT_BEGUN,
        interrupted,
        elapsedNanos);
    return new OperationAbandonedException(
        "%s on the map '%s' %s: %s"
            .formatted(
                operation.label,
                map,
                interrupted
                    ? "was interrupted"
                    : "has missed its deadline of " + limitNanos / 1_000 + " us",
                stillDone
                    ? "it has begun and will be done; look before doing it again"
                    : "it is not done and never will be; try again or allow more time"),
        stillDone,
        interrupted);
  }

  private void tell(Operation operation, String outcome, boolean interrupted, long elapsedNanos) {
    count.increment();
    if (!MapscopeEvents.ENABLED || !ObservedMaps.ready()) {
      return;
    }
    DeadlineMissEvent event = new DeadlineMissEvent();
    if (event.shouldCommit()) {
      event.operation = operation.label;
      event.outcome = outcome;
      event.interrupted = interrupted;
      event.deadlineTime = limitNanos;
      event.elapsedTime = elapsedNanos;
      events.tell(event);
    }
  }
}
