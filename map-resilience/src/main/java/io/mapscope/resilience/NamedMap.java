package io.mapscope.resilience;

import io.mapscope.events.ActiveTrace;
import io.mapscope.events.MapCreatedEvent;
import io.mapscope.events.MapEvent;
import io.mapscope.events.MapStatisticsEvent;
import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.ObservedMaps;
import io.mapscope.map.EventSink;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A map that is none of ours, for the events of the policies around it.
 *
 * <p>Implementation note. It gets a number and a sequence as our maps have them, the name that the
 * policy was given, and its class. It has no statistics: to ask a foreign map for its size on a
 * thread of Flight Recorder may block that, and of its table nothing is known. Must not refer to
 * the map, or that is never collected.
 */
final class NamedMap implements ObservedMaps.Observation<Object>, EventSink {

  private final long number = ObservedMaps.nextMapNumber();
  private final AtomicLong sequence = new AtomicLong();
  private final String name;
  private final String implementation;

  private NamedMap(String name, String implementation) {
    this.name = name;
    this.implementation = implementation;
  }

  /**
   * Where to tell what is about a map: itself if it is one of ours, or a layer around one; else
   * under a name.
   */
  static EventSink sink(String name, Map<?, ?> map) {
    EventSink own = EventSink.of(map);
    if (!own.isDropping() || !MapscopeEvents.ENABLED) {
      return own;
    }
    NamedMap named = new NamedMap(name, map.getClass().getName());
    ObservedMaps.register(map, named);
    named.created();
    return named;
  }

  private void created() {
    if (ObservedMaps.ready()) {
      MapCreatedEvent event = new MapCreatedEvent();
      ObservedMaps.describeJvm(event);
      describe(event);
      tell(event);
    }
  }

  @Override
  public void tell(MapEvent event) {
    if (ObservedMaps.ready() && event.shouldCommit()) {
      event.mapNumber = number;
      event.sequence = sequence.incrementAndGet();
      ActiveTrace.stamp(event);
      event.commit();
    }
  }

  @Override
  public long mapNumber() {
    return number;
  }

  @Override
  public long lastSequence() {
    return sequence.get();
  }

  @Override
  public void describe(MapCreatedEvent event) {
    event.name = name;
    event.implementation = implementation;
  }

  @Override
  public boolean isMeasured() {
    return false;
  }

  @Override
  public void measure(Object map, MapStatisticsEvent event) {}
}
