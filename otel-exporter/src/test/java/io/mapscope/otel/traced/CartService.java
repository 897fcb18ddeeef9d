package io.mapscope.otel.traced;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jfr.Event;
import jdk.jfr.Name;

/**
 * The program that the recordings in the resources were made of, by {@code mapscope record PID
 * --jdk-maps --threshold 1us --sample alloc --seconds 3}: one by async-profiler on JDK 17, one by
 * Flight Recorder on JDK 25. It fills maps that it knows nothing special about, within a request as
 * OpenTelemetry's events for Flight Recorder tell it.
 */
public final class CartService {

  /** As OpenTelemetry's library has it. */
  @Name("io.opentelemetry.context.Scope")
  static final class Scope extends Event {
    final String traceId = "000000000000000000000000000000ab";
    final String spanId = "00000000000000cd";
  }

  static volatile Object kept;

  private CartService() {}

  public static void main(String[] args) throws Exception {
    Thread.currentThread().setName("requests");
    while (System.in.available() == 0) {
      handleRequest();
      fillCatalog(new ConcurrentHashMap<>());
      fillCatalog(new LinkedHashMap<>());
      Thread.sleep(200);
    }
  }

  static void handleRequest() {
    Scope scope = new Scope();
    scope.begin();
    fillCart(new HashMap<>());
    scope.commit();
  }

  static void fillCart(Map<Integer, Integer> cart) {
    for (int i = 0; i < 400_000; i++) {
      cart.put(i, i);
    }
    kept = cart;
  }

  static void fillCatalog(Map<Integer, Integer> catalog) {
    for (int i = 0; i < 400_000; i++) {
      catalog.put(i, i);
    }
    kept = catalog;
  }
}
