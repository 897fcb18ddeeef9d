package io.mapscope.otel.receiver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Takes OTLP by HTTP or HTTPS, and keeps what it was sent. */
public final class OtlpReceiver implements AutoCloseable {

  private final HttpServer server;
  private final boolean tls;
  public final List<ResourceSpans> traces = new CopyOnWriteArrayList<>();
  public final List<ResourceMetrics> metrics = new CopyOnWriteArrayList<>();
  public final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();

  private OtlpReceiver(HttpServer server) throws IOException {
    this.server = server;
    this.tls = server instanceof HttpsServer;
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/traces",
        exchange ->
            traces.addAll(
                ExportTraceServiceRequest.parseFrom(body(exchange)).getResourceSpansList()));
    server.createContext(
        "/v1/metrics",
        exchange ->
            metrics.addAll(
                ExportMetricsServiceRequest.parseFrom(body(exchange)).getResourceMetricsList()));
    server.start();
  }

  public static OtlpReceiver http() throws IOException {
    return new OtlpReceiver(HttpServer.create());
  }

  /** Demands a certificate of its clients. */
  public static OtlpReceiver https(SSLContext context) throws IOException {
    HttpsServer server = HttpsServer.create();
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters demanding = context.getDefaultSSLParameters();
            demanding.setNeedClientAuth(true);
            parameters.setSSLParameters(demanding);
          }
        });
    return new OtlpReceiver(server);
  }

  public String endpoint() {
    return (tls ? "https" : "http") + "://localhost:" + server.getAddress().getPort();
  }

  public List<Span> spans() {
    return traces.stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  public List<Span> spans(String name) {
    return spans().stream().filter(span -> span.getName().equals(name)).toList();
  }

  public List<Metric> metrics(String name) {
    return metrics.stream()
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream())
        .filter(metric -> metric.getName().equals(name))
        .toList();
  }

  private InputStream body(HttpExchange exchange) throws IOException {
    headers.add(Map.copyOf(exchange.getRequestHeaders()));
    byte[] sent = exchange.getRequestBody().readAllBytes();
    boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
    InputStream in = new ByteArrayInputStream(sent);
    return zipped ? new GZIPInputStream(in) : in;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
