package io.mapscope.events;

import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;

/**
 * What every event of a map carries: which map, its number in the map's sequence, and the trace
 * that was active on the thread.
 *
 * <p>Maps, traces and spans are told by numbers: each distinct string costs a place in the constant
 * pool of every chunk, a number costs its bytes.
 *
 * <p>The sequence runs from 1 without gaps over the committed events of one map, so that a reader
 * can tell how many it has missed. Events that repeat a state (those of {@link MapStatisticsEvent},
 * and {@link MapCreatedEvent} when repeated at the start of a chunk) take no number of their own
 * but carry the last one taken when they were about to be filled.
 *
 * <p>Events are filled and committed by one thread; the fields are plain and public for the same
 * reason that those of the JDK's own events are.
 */
public abstract class MapEvent extends Event {

  /** Number of the map, unique in its JVM, from {@link ObservedMaps#register}. */
  @MapNumber
  @Label("Map")
  @Description("Number of the map, unique in its JVM")
  public long mapNumber;

  /** Number of this event in the sequence of its map, from 1. */
  @Label("Sequence Number")
  @Description(
      "Number of the event among the events of its map, without gaps when nothing was lost")
  public long sequence;

  /** Upper half of the active trace's id; 0 with {@link #traceIdLow} 0 when there was no trace. */
  @Label("Trace ID High")
  @Description("Upper 64 bits of the id of the active trace, 0 for none")
  public long traceIdHigh;

  /** Lower half of the active trace's id. */
  @Label("Trace ID Low")
  @Description("Lower 64 bits of the id of the active trace, 0 for none")
  public long traceIdLow;

  /** Id of the active span, 0 when there was none. */
  @Label("Span ID")
  @Description("Id of the active span, 0 for none")
  public long spanId;

  /** Whether the active trace is sampled, so that its spans reach a trace store. */
  @Label("Trace Sampled")
  @Description("Whether the active trace is sampled, so that its spans are exported")
  public boolean traceSampled;

  /** For the event types of this package. */
  MapEvent() {}

  /**
   * Sets the active trace; for {@link ActiveTrace.Source}.
   *
   * @param traceIdHigh upper 64 bits of the trace id
   * @param traceIdLow lower 64 bits of the trace id
   * @param spanId id of the active span
   * @param sampled whether the trace is sampled
   */
  public final void setTrace(long traceIdHigh, long traceIdLow, long spanId, boolean sampled) {
    this.traceIdHigh = traceIdHigh;
    this.traceIdLow = traceIdLow;
    this.spanId = spanId;
    this.traceSampled = sampled;
  }
}
