package io.mapscope.otel.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The maps that events have told of.
 *
 * <p>Implementation note. An event may arrive before the one that introduces its map, as threads
 * deliver independently. Such events wait, up to two batches and up to a number that bounds memory;
 * then the map is called unnamed and they are applied. A map that was collected is forgotten some
 * batches later, so that a program which makes maps all the time costs nothing here.
 */
final class Maps {

  private static final int BATCHES_TO_WAIT = 2;
  private static final int MOST_WAITING = 10_000;

  private record Waiting(long batch, List<Consumer<ObservedMap>> actions) {}

  private final Map<Long, ObservedMap> known = new HashMap<>();
  private final Map<Long, Waiting> waiting = new LinkedHashMap<>();
  private final MapNaming naming;
  private final Spans spans;
  private final Instruments instruments;
  private final LossCounter losses;
  private final long keepFromNanos;
  private int waitingCount;
  private int openWhenForgotten;
  private long batch;

  Maps(
      MapNaming naming,
      Spans spans,
      Instruments instruments,
      LossCounter losses,
      long keepFromNanos) {
    this.keepFromNanos = keepFromNanos;
    this.naming = naming;
    this.spans = spans;
    this.instruments = instruments;
    this.losses = losses;
  }

  /** Makes a map known and applies what has waited for it. */
  void introduce(long number, MapIdentity identity) {
    ObservedMap map = known.get(number);
    if (map == null) {
      map = new ObservedMap(number, identity, spans, instruments, keepFromNanos);
      known.put(number, map);
      instruments.introduced(map);
    } else {
      map.identify(identity);
    }
    Waiting waited = waiting.remove(number);
    if (waited != null) {
      waitingCount -= waited.actions.size();
      for (Consumer<ObservedMap> action : waited.actions) {
        action.accept(map);
      }
    }
  }

  /** Runs the action now when the map is known, else when it becomes known or is given up on. */
  void whenKnown(long number, Consumer<ObservedMap> action) {
    ObservedMap map = known.get(number);
    if (map != null) {
      action.accept(map);
    } else if (waitingCount == MOST_WAITING) {
      losses.add(LossCounter.Reason.NOT_HELD, 1);
    } else {
      waitingCount++;
      waiting
          .computeIfAbsent(number, n -> new Waiting(batch, new ArrayList<>()))
          .actions
          .add(action);
    }
  }

  void endBatch() {
    batch++;
    nameTheRest(batch - BATCHES_TO_WAIT);
    for (Iterator<ObservedMap> i = known.values().iterator(); i.hasNext(); ) {
      ObservedMap map = i.next();
      boolean over = map.endBatch();
      settle(map, map.events.endBatch(), map.growthReasons.endBatch());
      if (over) {
        forget(map);
        i.remove();
      }
    }
  }

  void end() {
    nameTheRest(batch);
    for (ObservedMap map : known.values()) {
      map.growths.end();
      settle(map, map.events.end(), map.growthReasons.end());
    }
  }

  /** Growths of which the start was seen and the end was not. */
  int openGrowths() {
    return openWhenForgotten + known.values().stream().mapToInt(map -> map.growths.open()).sum();
  }

  private void nameTheRest(long since) {
    List<Long> overdue = new ArrayList<>();
    waiting.forEach(
        (number, events) -> {
          if (events.batch <= since) {
            overdue.add(number);
          }
        });
    overdue.forEach(number -> introduce(number, naming.unnamed()));
  }

  private void settle(ObservedMap map, long lostEvents, long missedGrowths) {
    losses.add(LossCounter.Reason.SEQUENCE_GAP, lostEvents);
    instruments.growthsMissed(map, missedGrowths);
  }

  private void forget(ObservedMap map) {
    map.growths.end();
    openWhenForgotten += map.growths.open();
    settle(map, map.events.end(), map.growthReasons.end());
    instruments.forget(map);
  }
}
