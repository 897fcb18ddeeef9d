package io.mapscope.benchmarks.export;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A collector that takes OTLP by HTTP, counts spans and keeps nothing. Does what its input says, a
 * word on a line, and answers each with a number: {@code open} with its port, {@code close} with 0,
 * {@code count} with the spans that have arrived.
 *
 * <p>Implementation note. A process of its own, so that its work is in nobody's heap and processor
 * time; it stays while its port is closed, so that the phases do not differ by a process. Spans are
 * counted by walking the three levels of the message: reading them would need their classes.
 */
public final class StubCollector {

  /** Resource spans in a request, scope spans in those, spans in those. */
  private static final int[] PATH = {1, 2, 2};

  private static final int BYTES = 2;

  private final AtomicLong spans = new AtomicLong();
  private HttpServer server;
  private int port;

  private StubCollector() {}

  /**
   * Runs until its input ends.
   *
   * @param arguments none
   * @throws IOException when its port cannot be had
   */
  public static void main(String[] arguments) throws IOException {
    StubCollector collector = new StubCollector();
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String word = commands.readLine(); word != null; word = commands.readLine()) {
      System.out.println(collector.obey(word));
    }
    System.exit(0); // The server's threads do not end with it.
  }

  private long obey(String word) throws IOException {
    return switch (word) {
      case "open" -> open();
      case "close" -> close();
      case "count" -> spans.get();
      default -> throw new IllegalArgumentException("no command: " + word);
    };
  }

  private int open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/v1/traces", exchange -> spans.addAndGet(count(take(exchange), 0)));
    server.createContext("/v1/metrics", StubCollector::take);
    server.start();
    port = server.getAddress().getPort();
    return port;
  }

  private int close() {
    server.stop(0);
    return 0;
  }

  private static ByteBuffer take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, -1);
      return ByteBuffer.wrap(body);
    }
  }

  /** Spans in a message of a level; all fields of these levels are of the kind that has a size. */
  static long count(ByteBuffer message, int level) {
    long found = 0;
    while (message.hasRemaining()) {
      long tag = varint(message);
      if ((tag & 7) != BYTES) {
        throw new IllegalArgumentException("no OTLP");
      }
      int size = (int) varint(message);
      if (tag >>> 3 == PATH[level]) {
        boolean span = level == PATH.length - 1;
        found += span ? 1 : count(message.slice(message.position(), size), level + 1);
      }
      message.position(message.position() + size);
    }
    return found;
  }

  private static long varint(ByteBuffer message) {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = message.get();
      value |= (long) (next & 0x7F) << shift;
      shift += 7;
    } while (next < 0);
    return value;
  }
}
