package io.mapscope.otel.mapping;

import io.mapscope.otel.mapping.LossCounter.Reason;
import java.util.Objects;
import jdk.jfr.consumer.RecordedEvent;

/**
 * Maps one type of event of a map. The event is decoded at once and applied when its map is known,
 * which may be later.
 *
 * <p>Implementation note. To find a field costs Flight Recorder a walk over their names, see {@link
 * EventField}, and half of them are in no event's telemetry. So each handler decodes just what it
 * applies, and only the number of the map and of the event are read of all.
 *
 * @param <T> what is decoded
 */
abstract class MapEventHandler<T> extends EventHandler {

  /** Stands for a text that is not in the recording. */
  static final String UNKNOWN_TEXT = "unknown";

  private final EventField mapNumber = field("mapNumber");
  private final EventField sequence = field("sequence");
  private final Maps maps;

  MapEventHandler(String eventName, Maps maps) {
    super(eventName);
    this.maps = maps;
  }

  /**
   * A text that becomes an attribute. The event counts also when it has none: where chunks change
   * quickly, a stream of the JDK hands out events whose texts it has not read (seen on 17 and 25).
   */
  static String text(RecordedEvent event, String field) {
    return Objects.requireNonNullElse(event.getString(field), UNKNOWN_TEXT);
  }

  /** Copies what will be applied; the number is the event's own. */
  abstract T detail(RecordedEvent event, long sequence, EventTime time);

  abstract void apply(T detail, long sequence, EventTime time, ObservedMap map);

  /**
   * The last number that an event tells which repeats a state, and so has no number of its own.
   * {@link Guard#UNKNOWN} for an event that has one.
   */
  long lastNumber(T detail, long sequence) {
    return Guard.UNKNOWN;
  }

  /** Lets a handler make a map known. */
  void introduce(long mapNumber, T detail, Maps maps) {}

  @Override
  final Decoded decode(RecordedEvent event, EventTime time) {
    long mapNumber = this.mapNumber.getLong(event);
    long sequence = this.sequence.getLong(event);
    try {
      T detail = detail(event, sequence, time);
      return new MapEvent<>(this, time, mapNumber, sequence, detail);
    } catch (RuntimeException | Error failure) {
      Throwable first = first(failure);
      return decoded(
          time,
          () -> {
            // It has come, whatever became of it: its number is not missing.
            maps.arrived(mapNumber, sequence);
            lost(mapNumber, sequence, time, first);
          });
    }
  }

  private static final class MapEvent<T> extends Decoded {

    private final long mapNumber;
    private final long sequence;
    private final T detail;

    MapEvent(MapEventHandler<T> handler, EventTime time, long mapNumber, long sequence, T detail) {
      super(handler, time);
      this.mapNumber = mapNumber;
      this.sequence = sequence;
      this.detail = detail;
    }

    // It was made by a handler of its kind of detail, as the constructor demands.
    @SuppressWarnings("unchecked")
    @Override
    void map() {
      ((MapEventHandler<T>) handler).arrived(mapNumber, sequence, detail, time);
    }
  }

  private void arrived(long mapNumber, long sequence, T detail, EventTime time) {
    introduce(mapNumber, detail, maps);
    long last = lastNumber(detail, sequence);
    if (last == Guard.UNKNOWN) {
      maps.arrived(mapNumber, sequence);
    } else {
      maps.reached(mapNumber, last);
    }
    ObservedMap map = maps.known(mapNumber);
    if (map != null) {
      tryToApply(detail, map, sequence, time);
    } else {
      maps.whenKnown(mapNumber, later -> tryToApply(detail, later, sequence, time));
    }
  }

  private void tryToApply(T detail, ObservedMap map, long sequence, EventTime time) {
    try {
      apply(detail, sequence, time, map);
    } catch (RuntimeException | Error failure) {
      lost(map.number, sequence, time, failure);
    }
  }

  private void lost(long mapNumber, long sequence, EventTime time, Throwable failure) {
    maps.losses().add(Reason.HANDLER_FAILED, 1);
    guard.failed(mapNumber, sequence, time.endNanos(), failure);
  }
}
