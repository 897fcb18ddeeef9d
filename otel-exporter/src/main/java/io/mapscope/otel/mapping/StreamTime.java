package io.mapscope.otel.mapping;

import java.util.OptionalDouble;

/** Is told how far a stream has come. Called by the mapping only, except for the lag. */
public interface StreamTime {

  /**
   * An event is about to be mapped.
   *
   * @param endNanos the event's end since the epoch, at times before that of an earlier event
   */
  void reached(long endNanos);

  /** A batch of events has been mapped. */
  void batchEnded();

  /**
   * How far the stream is behind; may be called from any thread.
   *
   * @return seconds, empty when the stream is not live or has brought nothing yet
   */
  OptionalDouble lagSeconds();
}
