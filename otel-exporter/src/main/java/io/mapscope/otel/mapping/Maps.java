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
 * batches later, so that a program which makes maps all the time costs nothing here; of its account
 * the sums are kept.
 *
 * <p>An event is entered into the account of its map when it comes, also while the map is unknown
 * and when mapping it fails: only what never came is a gap.
 */
final class Maps {

  private static final int BATCHES_TO_WAIT = 2;
  private static final int MOST_WAITING = 10_000;

  private record Waiting(long batch, EventLedger events, List<Consumer<ObservedMap>> actions) {}

  private final Map<Long, ObservedMap> known = new HashMap<>();
  private final Map<Long, Waiting> waiting = new LinkedHashMap<>();
  private final MapNaming naming;
  private final Spans spans;
  private final Instruments instruments;
  private final LossCounter losses;
  private final long keepFromNanos;
  private final Accounts accounts = new Accounts();
  private final Guard guard = new Guard("the end of a batch");
  private ObservedMap latest;
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

  LossCounter losses() {
    return losses;
  }

  /** What goes wrong between events. */
  Guard guard() {
    return guard;
  }

  /** Makes a map known and applies what has waited for it. */
  void introduce(long number, MapIdentity identity) {
    ObservedMap map = known(number);
    if (map != null) {
      map.identify(identity);
      return;
    }
    Waiting waited = waiting.remove(number);
    EventLedger events = waited == null ? new EventLedger() : waited.events;
    map = new ObservedMap(number, identity, events, spans, instruments, keepFromNanos);
    known.put(number, map);
    naming.introduced(identity);
    instruments.introduced(map);
    if (waited != null) {
      waitingCount -= waited.actions.size();
      for (Consumer<ObservedMap> action : waited.actions) {
        action.accept(map);
      }
    }
  }

  /** The map of that number, or null when it has not been introduced. */
  ObservedMap known(long number) {
    // Most events are of the map of the event before.
    if (latest == null || latest.number != number) {
      ObservedMap found = known.get(number);
      if (found == null) {
        return null;
      }
      latest = found;
    }
    return latest;
  }

  /** Enters an event into its map's account. */
  void arrived(long number, long sequence) {
    EventLedger events = events(number);
    if (events != null && events.arrived(sequence) == SequenceGaps.Arrival.LATE) {
      losses.late();
    }
  }

  /** Enters what a map says of its events. */
  void reached(long number, long sequence) {
    EventLedger events = events(number);
    if (events != null) {
      events.reached(sequence);
    }
  }

  /** Null when nothing can be held of the map. */
  private EventLedger events(long number) {
    ObservedMap map = known(number);
    if (map != null) {
      return map.events;
    }
    Waiting waited = waiting.get(number);
    if (waited == null) {
      if (isFull()) {
        return null;
      }
      waited = new Waiting(batch, new EventLedger(), new ArrayList<>());
      waiting.put(number, waited);
    }
    return waited.events;
  }

  private boolean isFull() {
    return waitingCount == MOST_WAITING || waiting.size() == MOST_WAITING;
  }

  /** Runs the action when the map becomes known or is given up on. */
  void whenKnown(long number, Consumer<ObservedMap> action) {
    Waiting waited = waiting.get(number);
    if (waited == null || waitingCount == MOST_WAITING) {
      losses.add(LossCounter.Reason.NOT_HELD, 1);
    } else {
      waitingCount++;
      waited.actions.add(action);
    }
  }

  void endBatch() {
    batch++;
    nameTheRest(batch - BATCHES_TO_WAIT);
    for (Iterator<ObservedMap> i = known.values().iterator(); i.hasNext(); ) {
      ObservedMap map = i.next();
      if (endBatch(map)) {
        i.remove();
        forget(map);
      }
    }
  }

  /** Returns whether nothing more can be expected of the map. */
  private boolean endBatch(ObservedMap map) {
    guarded(map, map.growths::endBatch);
    settle(map, map.events.endBatch(), map.growthReasons.endBatch());
    return map.endBatch();
  }

  /** What was mapped so far was mapped before: growths older than it will not be told any more. */
  void replayed() {
    for (ObservedMap map : known.values()) {
      instruments.growthsMissed(map, map.growthReasons.giveUpPast());
    }
  }

  void end() {
    nameTheRest(batch);
    for (ObservedMap map : known.values()) {
      end(map);
    }
  }

  private void end(ObservedMap map) {
    guarded(map, map.growths::end);
    settle(map, map.events.end(), map.growthReasons.end());
    accounts.check(account(map));
  }

  /** Growths of which the start was seen and the end was not. */
  int openGrowths() {
    return openWhenForgotten + known.values().stream().mapToInt(map -> map.growths.open()).sum();
  }

  /** The accounts of the maps that are known, and the sum of those that were. */
  List<EventAccount> accounts() {
    List<EventAccount> all = new ArrayList<>();
    known.values().forEach(map -> all.add(account(map)));
    all.add(accounts.ofForgotten());
    return all;
  }

  /** What contradicts in the accounts that were closed, a line for each map, the first ones. */
  List<String> disagreements() {
    return accounts.disagreements();
  }

  private static EventAccount account(ObservedMap map) {
    return map.events.account(map.number, map.identity().name());
  }

  /**
   * Start of the oldest event that is held for others to come, the greatest number when none is.
   */
  long neededSince() {
    return known.values().stream()
        .mapToLong(map -> map.growths.neededSince())
        .min()
        .orElse(Long.MAX_VALUE);
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
    guarded(map, () -> instruments.growthsMissed(map, missedGrowths));
  }

  private void forget(ObservedMap map) {
    if (latest == map) {
      latest = null;
    }
    end(map);
    openWhenForgotten += map.growths.open();
    accounts.forget(account(map));
    instruments.forget(map);
  }

  private void guarded(ObservedMap map, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error failure) {
      guard.failed(map.number, Guard.UNKNOWN, Guard.UNKNOWN, failure);
    }
  }
}
