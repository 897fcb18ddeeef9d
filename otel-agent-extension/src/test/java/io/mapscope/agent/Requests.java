package io.mapscope.agent;

import io.mapscope.map.InstrumentedMap;
import java.io.IOException;
import java.util.Map;

/** A program that knows nothing of telemetry: serves its requests, then waits to be ended. */
final class Requests {

  static final int REQUESTS = 20;
  static final int PUTS_A_REQUEST = 20_000;

  private static final Map<Integer, String> ORDERS =
      InstrumentedMap.<Integer, String>builder().name("orders").build();

  private Requests() {}

  public static void main(String[] args) throws IOException {
    for (int request = 0; request < REQUESTS; request++) {
      serve(request * PUTS_A_REQUEST);
    }
    System.out.println("served " + ORDERS.size());
    while (System.in.read() >= 0) {
      // Until the input ends.
    }
  }

  private static void serve(int first) {
    for (int order = first; order < first + PUTS_A_REQUEST; order++) {
      ORDERS.put(order, "open");
    }
  }
}
