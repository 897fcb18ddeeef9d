package io.mapscope.otel.mapping;

import jdk.jfr.consumer.RecordedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flight Recorder's own word that it has lost data, of whatever events. It tells bytes; how many
 * events of maps were among them shows in their sequence numbers.
 */
final class DataLossHandler extends EventHandler {

  static final String DATA_LOSS = "jdk.DataLoss";

  private static final Logger LOG = LoggerFactory.getLogger(DataLossHandler.class);

  DataLossHandler() {
    super(DATA_LOSS);
  }

  @Override
  void accept(RecordedEvent event, EventTime time) {
    LOG.info("Flight Recorder has lost {} bytes of events", event.getLong("amount"));
  }
}
