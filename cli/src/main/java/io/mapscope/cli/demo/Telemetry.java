package io.mapscope.cli.demo;

import java.nio.file.Path;
import java.util.List;

/** Sends what is recorded to wherever the user wants it, while the demo runs. */
interface Telemetry extends AutoCloseable {

  /** Begins to send. */
  @FunctionalInterface
  interface Starter {
    /**
     * Begins to send.
     *
     * @param folder for spans and metrics as files
     * @param port for Prometheus, 0 for none
     */
    Telemetry start(Path folder, int port);
  }

  /** What was sent, and what was lost on the way; complete after {@link #close}. */
  List<String> summary();

  /** Sends the rest and stops. */
  @Override
  void close();
}
