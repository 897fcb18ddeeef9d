package io.mapscope.otel;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okio.Buffer;

/**
 * Takes OTLP by gRPC over TLS, demands a certificate of its clients, and keeps what it was sent.
 *
 * <p>Implementation note. gRPC is HTTP/2 in which a message stands behind five bytes, whether it is
 * compressed and its length, and the result in a trailer. So much of it is made here by hand:
 * gRPC's own server would bring Netty.
 */
final class GrpcReceiver extends Dispatcher implements AutoCloseable {

  private static final int PREFIX = 5;
  private static final String SERVICES = "/opentelemetry.proto.collector.";

  final List<Span> spans = new CopyOnWriteArrayList<>();
  final List<Metric> metrics = new CopyOnWriteArrayList<>();
  final List<Headers> headers = new CopyOnWriteArrayList<>();

  private final MockWebServer server = new MockWebServer();

  GrpcReceiver(SSLContext context) throws IOException {
    server.useHttps(context.getSocketFactory());
    server.requireClientAuth();
    server.setDispatcher(this);
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  String endpoint() {
    return "https://localhost:" + server.getPort();
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    headers.add(request.getHeaders());
    byte[] message = request.getBody().substring(PREFIX).toByteArray();
    try {
      take(request.getTarget(), message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new MockResponse.Builder()
        .addHeader("content-type", "application/grpc")
        .body(new Buffer().write(new byte[PREFIX])) // An empty message.
        .trailers(Headers.of("grpc-status", "0"))
        .build();
  }

  private void take(String method, byte[] message) throws IOException {
    switch (method) {
      case SERVICES + "trace.v1.TraceService/Export" ->
          ExportTraceServiceRequest.parseFrom(message).getResourceSpansList().stream()
              .flatMap(resource -> resource.getScopeSpansList().stream())
              .flatMap(scope -> scope.getSpansList().stream())
              .forEach(spans::add);
      case SERVICES + "metrics.v1.MetricsService/Export" ->
          ExportMetricsServiceRequest.parseFrom(message).getResourceMetricsList().stream()
              .flatMap(resource -> resource.getScopeMetricsList().stream())
              .flatMap(scope -> scope.getMetricsList().stream())
              .forEach(metrics::add);
      default -> throw new IOException("no such method: " + method);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
