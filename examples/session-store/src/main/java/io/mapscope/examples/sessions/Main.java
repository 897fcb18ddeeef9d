package io.mapscope.examples.sessions;

import io.mapscope.otel.ExportException;
import io.mapscope.otel.MapTelemetry;

/** A store of web sessions under load, observed. Arguments: [SECONDS] [PORT]. */
public final class Main {

  private static final int DEFAULT_SECONDS = 60;
  private static final int DEFAULT_PORT = 9464;

  private Main() {}

  /**
   * Runs the example.
   *
   * @param args how many seconds to run, and the port to serve metrics at
   */
  public static void main(String[] args) {
    try {
      int seconds = args.length > 0 ? positive(args[0]) : DEFAULT_SECONDS;
      int port = args.length > 1 ? positive(args[1]) : DEFAULT_PORT;
      run(seconds, port);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "; usage: run [SECONDS] [PORT]");
      System.exit(2);
    } catch (ExportException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void run(int seconds, int port) throws ExportException {
    SessionStore store = new SessionStore();
    Visitors visitors = new Visitors(store);
    try (MapTelemetry telemetry = MapTelemetry.builder().prometheusPort(port).start()) {
      leaveOnInterrupt(visitors);
      System.out.printf(
          "Visitors come for %d s. Watch the map: http://127.0.0.1:%d/metrics%n", seconds, port);
      visitors.visit(seconds);
      System.out.printf(
          "%,d logins, %,d sessions open at the end, %,d events so far%n",
          visitors.logins(), store.size(), telemetry.summary().totalReceived());
      System.out.printf(
          "The slowest login after the first %,d took %.3f ms%n",
          Visitors.WARM_UP_LOGINS, visitors.slowestLoginMillis());
    }
  }

  private static int positive(String number) {
    int value = Integer.parseInt(number);
    if (value <= 0) {
      throw new IllegalArgumentException(number + " is not positive");
    }
    return value;
  }

  /** On Ctrl-C the visitors leave, and the JVM waits for the ordinary end. */
  private static void leaveOnInterrupt(Visitors visitors) {
    Thread main = Thread.currentThread();
    Runnable leave =
        () -> {
          visitors.leave();
          try {
            main.join();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    Runtime.getRuntime().addShutdownHook(new Thread(leave));
  }
}
