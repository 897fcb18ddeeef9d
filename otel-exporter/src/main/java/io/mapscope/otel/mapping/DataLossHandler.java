package io.mapscope.otel.mapping;

import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.consumer.RecordedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flight Recorder's own word that it has lost data.
 *
 * <p>Implementation note. It tells bytes, of whatever events, ours or others'. They are counted as
 * bytes in a metric of their own: made into events by a guess, those of maps would be counted
 * twice, as their numbers are missing too. And it understates: it is an event that can be lost
 * itself, and chunks that were deleted before they were read are not in it. So the gaps in the
 * maps' numbers are the count, and this says whose fault they are.
 */
final class DataLossHandler extends EventHandler {

  static final String DATA_LOSS = "jdk.DataLoss";

  private static final Logger LOG = LoggerFactory.getLogger(DataLossHandler.class);

  private final AtomicLong bytes = new AtomicLong();

  DataLossHandler() {
    super(DATA_LOSS);
  }

  @Override
  Decoded decode(RecordedEvent event, EventTime time) {
    long amount = event.getLong("amount");
    return decoded(time, () -> lost(amount));
  }

  private void lost(long amount) {
    if (bytes.getAndAdd(amount) == 0) {
      LOG.warn(
          "Flight Recorder has lost {} bytes of events; further losses are only counted", amount);
    }
  }

  /** Bytes that Flight Recorder says it has lost. */
  long bytes() {
    return bytes.get();
  }
}
