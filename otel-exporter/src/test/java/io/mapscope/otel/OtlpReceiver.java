package io.mapscope.otel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;

/** Takes OTLP by HTTP, decodes it, and behaves as told. */
public final class OtlpReceiver implements AutoCloseable {

  /** What it does with a request. */
  public enum Behaviour {
    ANSWER,
    REFUSE,
    HANG
  }

  public final Map<String, AtomicInteger> spans = new ConcurrentHashMap<>();
  public final List<Metric> metrics = new CopyOnWriteArrayList<>();
  public final AtomicInteger requests = new AtomicInteger();
  public volatile Behaviour behaviour = Behaviour.ANSWER;
  public volatile int refusal = 503;
  public volatile long delayNanos;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  public OtlpReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/traces", exchange -> take(exchange, this::takeSpans));
    server.createContext("/v1/metrics", exchange -> take(exchange, this::takeMetrics));
    server.start();
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Spans that arrived more than once, counted by their further arrivals. */
  public int repeated() {
    return spans.values().stream().mapToInt(count -> count.get() - 1).sum();
  }

  private interface Decoder {
    void decode(byte[] body) throws IOException;
  }

  private void take(HttpExchange exchange, Decoder decoder) throws IOException {
    requests.incrementAndGet();
    byte[] body = body(exchange);
    while (behaviour == Behaviour.HANG) {
      LockSupport.parkNanos(1_000_000);
    }
    if (behaviour == Behaviour.REFUSE) {
      exchange.sendResponseHeaders(refusal, -1);
    } else {
      decoder.decode(body);
      LockSupport.parkNanos(delayNanos);
      exchange.sendResponseHeaders(200, -1);
    }
    exchange.close();
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    return "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
        ? new GZIPInputStream(exchange.getRequestBody()).readAllBytes()
        : exchange.getRequestBody().readAllBytes();
  }

  private void takeSpans(byte[] body) throws IOException {
    ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .map(span -> hex(span.getTraceId().toByteArray()) + hex(span.getSpanId().toByteArray()))
        .forEach(id -> spans.computeIfAbsent(id, i -> new AtomicInteger()).incrementAndGet());
  }

  private void takeMetrics(byte[] body) throws IOException {
    ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList().stream()
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream())
        .forEach(metrics::add);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    behaviour = Behaviour.REFUSE;
    server.stop(0);
    threads.shutdownNow();
  }
}
