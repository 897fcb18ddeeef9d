package io.mapscope.events.timeline;

import io.mapscope.events.MapscopeEvents;
import jdk.jfr.consumer.RecordedEvent;

/** Reads out of a recorded event what a replay needs; the event itself is not kept. */
final class Decoder {

  private Decoder() {}

  static Step step(RecordedEvent event) {
    String name = event.getEventType().getName();
    boolean repeats =
        name.equals(MapscopeEvents.MAP_STATISTICS)
            || (name.equals(MapscopeEvents.MAP_CREATED) && event.getBoolean("repeated"));
    return new Step(
        event.getLong("sequence"),
        StateColumns.nanos(event.getEndTime()),
        repeats,
        change(name, repeats, event));
  }

  private static Step.Change change(String name, boolean repeats, RecordedEvent event) {
    return switch (name) {
      case MapscopeEvents.MAP_CREATED -> repeats ? Replay::passed : created(event);
      case MapscopeEvents.GROWTH_START -> growthStarted(event);
      case MapscopeEvents.GROWTH -> growthEnded(event);
      case MapscopeEvents.GROW_WORK -> growWork(event);
      case MapscopeEvents.EVACUATE -> evacuated(event);
      case MapscopeEvents.DELETE -> written(Figure.REMOVES, event);
      case MapscopeEvents.PUT -> written(Figure.PUTS, event);
      case MapscopeEvents.CLEAR -> cleared(event);
      case MapscopeEvents.MAP_STATISTICS -> statistics(event);
      default -> Replay::passed;
    };
  }

  private static Step.Change created(RecordedEvent event) {
    long buckets = event.getLong("initialBuckets");
    return replay -> replay.created(buckets);
  }

  private static Step.Change growthStarted(RecordedEvent event) {
    long growth = event.getLong("growth");
    long before = event.getLong("bucketsBefore");
    long after = event.getLong("bucketsAfter");
    return replay -> replay.growthStarted(growth, before, after);
  }

  private static Step.Change growthEnded(RecordedEvent event) {
    long growth = event.getLong("growth");
    long before = event.getLong("bucketsBefore");
    long after = event.getLong("bucketsAfter");
    long elapsed = event.getLong("elapsedTime");
    boolean abandoned = event.getBoolean("abandonedByClear");
    return replay -> replay.growthEnded(growth, before, after, elapsed, abandoned);
  }

  private static Step.Change growWork(RecordedEvent event) {
    long growth = event.getLong("growth");
    long mark = event.getLong("markAfter");
    return replay -> replay.growWork(growth, mark);
  }

  private static Step.Change evacuated(RecordedEvent event) {
    int moved = event.getInt("toLower") + event.getInt("toUpper");
    int squeezed = event.getInt("holesSqueezed");
    int attached = event.getInt("overflowAttached");
    int length = event.getInt("chainLength");
    return replay -> replay.evacuated(moved, squeezed, attached, length);
  }

  private static Step.Change written(int total, RecordedEvent event) {
    long entries = event.getLong("entriesAfter");
    long holes = event.getLong("holesAfter");
    long overflowBuckets = event.getLong("overflowBucketsAfter");
    return replay -> replay.written(total, entries, holes, overflowBuckets);
  }

  private static Step.Change cleared(RecordedEvent event) {
    long buckets = event.getLong("bucketCount");
    long growth = event.getLong("growth");
    return replay -> replay.cleared(buckets, growth);
  }

  private static Step.Change statistics(RecordedEvent event) {
    long[] measured = Figure.measured(event);
    long takenBefore = event.getLong("eventsEmitted");
    boolean last = event.getBoolean("last");
    return replay -> replay.statistics(measured, takenBefore, last);
  }
}
