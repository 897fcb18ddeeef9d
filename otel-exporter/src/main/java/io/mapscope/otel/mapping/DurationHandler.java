package io.mapscope.otel.mapping;

import io.opentelemetry.api.trace.SpanContext;
import jdk.jfr.consumer.RecordedEvent;

/** An event that becomes a value of a histogram of durations, by one word that it tells. */
final class DurationHandler extends MapEventHandler<DurationHandler.Lasted> {

  record Lasted(String word, long nanos, SpanContext victim) {}

  /** Records a duration. */
  interface Instrument {
    void record(ObservedMap map, Lasted lasted);
  }

  private final EventField word;
  private final EventField spanId = field("spanId");
  private final Instrument instrument;

  /**
   * Handles one type of event.
   *
   * @param word the name of the field with the word
   */
  DurationHandler(String eventName, String word, Maps maps, Instrument instrument) {
    super(eventName, maps);
    this.word = field(word);
    this.instrument = instrument;
  }

  @Override
  Lasted detail(RecordedEvent event, long sequence, EventTime time) {
    return new Lasted(
        word.getText(event), time.endNanos() - time.startNanos(), EventHeads.victim(event, spanId));
  }

  @Override
  void apply(Lasted lasted, long sequence, EventTime time, ObservedMap map) {
    instrument.record(map, lasted);
  }
}
