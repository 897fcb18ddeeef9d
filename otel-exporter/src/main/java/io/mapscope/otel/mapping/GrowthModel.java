package io.mapscope.otel.mapping;

import io.opentelemetry.api.trace.SpanContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Pairs the starts, steps and ends of the growths of one map.
 *
 * <p>Implementation note. Events arrive in the order of their ends, and those of different threads
 * up to a batch late. So:
 *
 * <ul>
 *   <li>An end waits for its start, which knows the line to blame, for up to two batches; without
 *       one (the growth began before the recording) it is told as it is.
 *   <li>An evacuation ends before the step that did it and on the same thread, so it waits for a
 *       step that encloses it in time. A step below its threshold never comes; after two batches
 *       the evacuation becomes a child of the growth.
 *   <li>A start whose growth has not ended stays, and is counted as open: a growth that runs is no
 *       span yet.
 * </ul>
 *
 * Invariant: memory is bounded. A start is dropped when a later growth has started and its own end
 * has not come for two batches; evacuations beyond a limit do not wait.
 */
final class GrowthModel {

  private static final int BATCHES_TO_WAIT = 2;
  // A step evacuates two chains by default; a user's budget may be some hundred.
  private static final int MOST_EVACUATIONS = 4096;

  private record Start(EventHead head, long batch) {}

  private record End(EventHead head, GrowthEnd end, long batch) {}

  private record Pending(EventHead head, Evacuation evacuation, long batch) {}

  private final ObservedMap map;
  private final Spans spans;
  private final Instruments instruments;
  private final TreeMap<Long, Start> started = new TreeMap<>();
  private final List<End> ended = new ArrayList<>();
  private final Deque<Pending> evacuations = new ArrayDeque<>();
  private long batch;

  GrowthModel(ObservedMap map, Spans spans, Instruments instruments) {
    this.map = map;
    this.spans = spans;
    this.instruments = instruments;
  }

  void started(EventHead head, GrowthShape shape) {
    instruments.growthSeen(map, shape);
    started.put(shape.growth(), new Start(head, batch));
  }

  void ended(EventHead head, GrowthEnd end) {
    instruments.growthSeen(map, end.shape());
    instruments.growthEnded(map, end, spans.growthContext(map, end.shape().growth()));
    ended.add(new End(head, end, batch));
    if (started.containsKey(end.shape().growth())) {
      tellEnds(batch - BATCHES_TO_WAIT);
    }
  }

  void step(EventHead head, GrowWork work) {
    SpanContext step = spans.growWork(map, head, work);
    for (Iterator<Pending> i = evacuations.iterator(); i.hasNext(); ) {
      Pending pending = i.next();
      if (pending.evacuation.growth() == work.growth() && head.encloses(pending.head)) {
        spans.evacuate(map, pending.head, pending.evacuation, step);
        i.remove();
      }
    }
  }

  void evacuated(EventHead head, Evacuation evacuation) {
    if (evacuations.size() == MOST_EVACUATIONS) {
      tellOrphan(evacuations.removeFirst());
    }
    evacuations.addLast(new Pending(head, evacuation, batch));
  }

  /** Growths that have started and, as far as is known, not ended. */
  int open() {
    return started.size();
  }

  void endBatch() {
    batch++;
    giveUp(batch - BATCHES_TO_WAIT);
  }

  void end() {
    giveUp(batch);
  }

  private void giveUp(long seenUpTo) {
    tellEnds(seenUpTo);
    while (!evacuations.isEmpty() && evacuations.getFirst().batch <= seenUpTo) {
      tellOrphan(evacuations.removeFirst());
    }
    if (!started.isEmpty()) {
      Map<Long, Start> overtaken = started.headMap(started.lastKey());
      overtaken.values().removeIf(start -> start.batch <= seenUpTo);
    }
  }

  private void tellEnds(long seenUpTo) {
    for (Iterator<End> i = ended.iterator(); i.hasNext(); ) {
      End waiting = i.next();
      Start start = started.remove(waiting.end.shape().growth());
      if (start != null || waiting.batch <= seenUpTo) {
        spans.growth(map, start == null ? null : start.head, waiting.head, waiting.end);
        i.remove();
      }
    }
  }

  private void tellOrphan(Pending pending) {
    spans.evacuate(
        map,
        pending.head,
        pending.evacuation,
        spans.growthContext(map, pending.evacuation.growth()));
  }
}
