package io.mapscope.cli.demo;

import io.mapscope.cli.command.CommandFailure;
import io.mapscope.cli.command.Deliveries;
import io.mapscope.cli.command.Interruption;
import io.mapscope.otel.ExportException;
import io.mapscope.otel.MapTelemetry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;

/** The exporter beside the demo: files, Prometheus, and wherever the OTEL_* variables say. */
final class DemoTelemetry implements AutoCloseable {

  /** Wins over {@code --port}, by OpenTelemetry's own rule. */
  private static final String PORT_VARIABLE = "OTEL_EXPORTER_PROMETHEUS_PORT";

  private final MapTelemetry telemetry;
  private final Interruption interruption;

  private DemoTelemetry(MapTelemetry telemetry, Interruption interruption) {
    this.telemetry = telemetry;
    this.interruption = interruption;
  }

  /**
   * Whether the port is free, asked before minutes of work rather than after.
   *
   * @param port 0 for none
   * @throws CommandFailure when it is in use
   */
  static void checkPort(int port) {
    if (port == 0 || System.getenv(PORT_VARIABLE) != null) {
      return;
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new CommandFailure(
          "port "
              + port
              + " for Prometheus cannot be opened: "
              + e.getMessage()
              + "; choose another with --port, or --port 0 for none",
          e);
    }
  }

  static DemoTelemetry start(Path folder, int port, Interruption interruption) {
    try {
      return new DemoTelemetry(
          MapTelemetry.builder()
              .outputFolder(folder)
              .prometheusPort(port)
              .property("otel.service.name", "mapscope-demo")
              .start(),
          interruption);
    } catch (ExportException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  /** Sends the rest, stops, and tells what was sent and what was lost on the way. */
  List<String> finish() {
    telemetry.close();
    return Deliveries.lines(telemetry.summary());
  }

  /**
   * Stops. After Ctrl-C the rest is not sent: Flight Recorder, which ends with the JVM, would be
   * waited for in vain, and the threads left are daemons.
   */
  @Override
  public void close() {
    if (!interruption.requested()) {
      telemetry.close();
    }
  }
}
