package io.mapscope.report.scan;

import io.mapscope.events.GrowWorkEvent;
import io.mapscope.events.GrowthStartEvent;
import io.mapscope.events.MapCreatedEvent;
import io.mapscope.events.MapEvent;
import io.mapscope.events.MisuseEvent;
import io.mapscope.events.ObservedMaps;
import io.mapscope.events.PutEvent;
import java.time.Duration;

/** Commits events as an instrumented map would, of the lengths that a test asks for. */
public final class MapsInTurn {

  private final long number = ObservedMaps.nextMapNumber();
  private long sequence;

  /** A map of that name. */
  public MapsInTurn(String name) {
    MapCreatedEvent event = new MapCreatedEvent();
    event.name = name;
    event.implementation = "io.mapscope.map.InstrumentedMap";
    commit(event);
  }

  /** A put that does nothing but grow work for its map. */
  public void growingPut(Duration length) {
    PutEvent put = new PutEvent();
    put.begin();
    GrowWorkEvent work = new GrowWorkEvent();
    work.begin();
    spin(length);
    work.end();
    work.growth = 1;
    work.operation = "put";
    commit(work);
    put.end();
    put.growing = true;
    commit(put);
  }

  /** A put that is slow for no reason that the map knows. */
  public void slowPut(Duration length) {
    PutEvent put = new PutEvent();
    put.begin();
    spin(length);
    put.end();
    commit(put);
  }

  /** A growth that begins, and no more. */
  public void growthStarted() {
    GrowthStartEvent event = new GrowthStartEvent();
    event.growth = 1;
    event.bucketsBefore = 8;
    event.bucketsAfter = 16;
    commit(event);
  }

  /** A long chain was found. */
  public void longChain() {
    MisuseEvent event = new MisuseEvent();
    event.detected = MisuseEvent.LONG_CHAIN;
    event.operation = "put";
    commit(event);
  }

  /** Numbers that were taken and whose events never came. */
  public void lose(int events) {
    sequence += events;
  }

  private void commit(MapEvent event) {
    event.mapNumber = number;
    event.sequence = ++sequence;
    event.commit();
  }

  private static void spin(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
