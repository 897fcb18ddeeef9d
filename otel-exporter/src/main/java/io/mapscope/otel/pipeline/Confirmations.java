package io.mapscope.otel.pipeline;

import java.util.List;

/**
 * Remembers which spans a destination has confirmed, so that they are not sent to it again. Called
 * by the threads that export, one at a time for each destination.
 */
public interface Confirmations {

  /**
   * Whether a span was confirmed before.
   *
   * @param destination the endpoint or file
   * @param spanId the span's id as a number
   * @return true when it is not to be sent again
   */
  boolean isConfirmed(String destination, long spanId);

  /**
   * A destination has taken spans.
   *
   * @param destination the endpoint or file
   * @param spanIds the spans' ids as numbers
   */
  void confirm(String destination, List<Long> spanIds);
}
