package io.mapscope.otel.mapping;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts events that were committed and not mapped, by reason. Thread-safe. */
final class LossCounter {

  /** Why an event is missing. */
  enum Reason {
    /** Its number never arrived: Flight Recorder has lost it. */
    SEQUENCE_GAP("sequence_gap"),
    /** It arrived before its map was known, and too many others were waiting already. */
    NOT_HELD("not_held"),
    /** It arrived, and could not be mapped. */
    HANDLER_FAILED("handler_failed");

    final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  private final Map<Reason, AtomicLong> lost = new EnumMap<>(Reason.class);

  private final AtomicLong late = new AtomicLong();

  LossCounter() {
    for (Reason reason : Reason.values()) {
      lost.put(reason, new AtomicLong());
    }
  }

  void add(Reason reason, long count) {
    lost.get(reason).addAndGet(count);
  }

  /** An event has come that was counted as lost. */
  void late() {
    late.incrementAndGet();
  }

  long lateCount() {
    return late.get();
  }

  /** All reasons, those that never happened with 0. */
  Map<String, Long> byReason() {
    Map<String, Long> counts = new TreeMap<>();
    lost.forEach((reason, count) -> counts.put(reason.text, count.get()));
    return counts;
  }
}
