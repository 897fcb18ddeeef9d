package io.mapscope.otel.mapping;

import io.opentelemetry.api.trace.SpanContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Pairs the starts, steps and ends of the growths of one map.
 *
 * <p>Implementation note. Events arrive in the order of their ends, and those of different threads
 * up to a batch late. So:
 *
 * <ul>
 *   <li>An end waits until every event of the map with a smaller number has come, or two batches
 *       have: then its start is known, which tells the line to blame, and so are its victims.
 *       Without a start (the growth began before the recording) it is told as it is.
 *   <li>An evacuation ends before the step that did it and on the same thread, so it waits for a
 *       step that encloses it in time. A step below its threshold never comes; after two batches
 *       the evacuation becomes a child of the growth.
 *   <li>A start whose growth has not ended stays, and is counted as open: a growth that runs is no
 *       span yet.
 *   <li>Steps below a growth that is not sampled wait to see whether the growth is slow and kept.
 *       It is as soon as one step was long enough.
 * </ul>
 *
 * Invariant: memory is bounded. A growth is dropped when a later one has been heard of and its own
 * end has not come for two batches; evacuations beyond a limit do not wait.
 */
final class GrowthModel {

  private static final int BATCHES_TO_WAIT = 2;
  // A step evacuates two chains by default; a user's budget may be some hundred.
  private static final int MOST_EVACUATIONS = 4096;

  /** What is known of a growth that has not been told. */
  private static final class Open {
    final Victims victims = new Victims();
    final HeldSteps held = new HeldSteps();
    long batch;
    long since = Long.MAX_VALUE;
    EventHead start;
    boolean kept;

    Open(long batch) {
      this.batch = batch;
    }
  }

  private record End(EventHead head, GrowthEnd end, long batch) {}

  private record Pending(EventHead head, Evacuation evacuation, long batch) {}

  private final ObservedMap map;
  private final Spans spans;
  private final Instruments instruments;
  private final long keepFromNanos;
  private final TreeMap<Long, Open> open = new TreeMap<>();
  private final List<End> ended = new ArrayList<>();
  private final Deque<Pending> evacuations = new ArrayDeque<>();
  private long batch;

  GrowthModel(ObservedMap map, Spans spans, Instruments instruments, long keepFromNanos) {
    this.map = map;
    this.spans = spans;
    this.instruments = instruments;
    this.keepFromNanos = keepFromNanos;
  }

  void started(EventHead head, GrowthShape shape) {
    instruments.growthSeen(map, shape);
    spans.growthBegan(map, head, shape.growth());
    heardOf(shape.growth(), head).start = head;
    tellEnds(batch - BATCHES_TO_WAIT);
  }

  void ended(EventHead head, GrowthEnd end) {
    long growth = end.shape().growth();
    instruments.growthSeen(map, end.shape());
    Open known = heardOf(growth, head);
    keepIfSlow(known, end.longestStepNanos());
    instruments.growthEnded(map, end, spans.growthContext(map, growth, known.kept));
    ended.add(new End(head, end, batch));
    tellEnds(batch - BATCHES_TO_WAIT);
  }

  void step(EventHead head, GrowWork work) {
    spans.growthBegan(map, head, work.growth());
    Open growth = heardOf(work.growth(), head);
    growth.victims.paid(head.victim(), head.durationNanos());
    keepIfSlow(growth, head.durationNanos());
    List<Pending> within = takeEvacuations(head, work);
    if (isWanted(head, work, growth.kept)) {
      tell(head, work, within, growth.kept);
    } else if (keepFromNanos < Long.MAX_VALUE) {
      growth.held.hold(head.durationNanos(), () -> tell(head, work, within, true));
    }
    tellEnds(batch - BATCHES_TO_WAIT);
  }

  void evacuated(EventHead head, Evacuation evacuation) {
    if (evacuations.size() == MOST_EVACUATIONS) {
      tellOrphan(evacuations.removeFirst());
    }
    evacuations.addLast(new Pending(head, evacuation, batch));
  }

  /** Growths that have started and, as far as is known, not ended. */
  int open() {
    return (int) open.values().stream().filter(growth -> growth.start != null).count();
  }

  /**
   * Start of the oldest event that is held for others to come, the greatest number when none is.
   */
  long neededSince() {
    return LongStream.concat(
            open.values().stream().mapToLong(growth -> growth.since),
            evacuations.stream().mapToLong(pending -> pending.head.startNanos()))
        .min()
        .orElse(Long.MAX_VALUE);
  }

  void endBatch() {
    batch++;
    giveUp(batch - BATCHES_TO_WAIT);
  }

  void end() {
    giveUp(batch);
  }

  private Open heardOf(long growth, EventHead head) {
    Open known = open.computeIfAbsent(growth, number -> new Open(batch));
    known.batch = batch;
    known.since = Math.min(known.since, head.startNanos());
    return known;
  }

  private void keepIfSlow(Open growth, long stepNanos) {
    if (!growth.kept && stepNanos >= keepFromNanos) {
      growth.kept = true;
      growth.held.tell();
    }
  }

  private boolean isWanted(EventHead head, GrowWork work, boolean kept) {
    return kept
        || head.victim().isValid()
        || spans.growthContext(map, work.growth(), false).isSampled();
  }

  private void tell(EventHead head, GrowWork work, List<Pending> within, boolean kept) {
    SpanContext step = spans.growWork(map, head, work, kept);
    for (Pending pending : within) {
      spans.evacuate(map, pending.head, pending.evacuation, step, kept);
    }
  }

  private List<Pending> takeEvacuations(EventHead head, GrowWork work) {
    List<Pending> within = new ArrayList<>();
    for (Iterator<Pending> i = evacuations.iterator(); i.hasNext(); ) {
      Pending pending = i.next();
      if (pending.evacuation.growth() == work.growth() && head.encloses(pending.head)) {
        within.add(pending);
        i.remove();
      }
    }
    return within;
  }

  private void giveUp(long seenUpTo) {
    tellEnds(seenUpTo);
    while (!evacuations.isEmpty() && evacuations.getFirst().batch <= seenUpTo) {
      tellOrphan(evacuations.removeFirst());
    }
    if (!open.isEmpty()) {
      Map<Long, Open> overtaken = open.headMap(open.lastKey());
      overtaken.values().removeIf(growth -> growth.batch <= seenUpTo);
    }
  }

  private void tellEnds(long seenUpTo) {
    for (Iterator<End> i = ended.iterator(); i.hasNext(); ) {
      End waiting = i.next();
      if (waiting.batch <= seenUpTo || map.events.isCompleteBefore(waiting.head.sequence())) {
        // First, so that an end that cannot be told is not tried again for ever.
        i.remove();
        tell(waiting);
      }
    }
  }

  private void tell(End waiting) {
    Open growth = open.remove(waiting.end.shape().growth());
    if (growth == null) {
      growth = new Open(batch);
    }
    spans.growth(map, growth.start, waiting.head, waiting.end, growth.victims.told(), growth.kept);
  }

  private void tellOrphan(Pending pending) {
    long number = pending.evacuation.growth();
    Open growth = open.get(number);
    boolean kept = growth != null && growth.kept;
    spans.evacuate(
        map, pending.head, pending.evacuation, spans.growthContext(map, number, kept), kept);
  }
}
