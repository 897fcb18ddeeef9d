package io.mapscope.otel.pipeline;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which exporters the SDK is to configure, given what the user has said.
 *
 * <p>The SDK's own default is OTLP to localhost. Here nothing is sent anywhere unless an exporter
 * or an endpoint was named: a tool that is tried out must not talk to whatever listens there.
 */
record ExporterSelection(boolean live, int prometheusPort) {

  private static final String TRACES = "traces";
  private static final String METRICS = "metrics";
  private static final String NONE = "none";
  private static final String PROMETHEUS = "prometheus";

  // Comes with the reader of configuration files. The observed JVM is known by its own id, which
  // is the same from each source.
  private static final String DISABLED_PROVIDERS = "otel.java.disabled.resource.providers";
  private static final String RANDOM_INSTANCE_IDS =
      "io.opentelemetry.sdk.extension.incubator.resources.ServiceInstanceIdResourceProvider";

  static final String LOOPBACK = "127.0.0.1";
  static final int PROMETHEUS_PORT = 9464;

  /** 1,000 names, three operations, growing or not: more than the SDK's default of 2,000. */
  static final int CARDINALITY = 10_000;

  /** What stands below the environment and the system properties. */
  Map<String, String> defaults() {
    Map<String, String> defaults = new HashMap<>();
    defaults.put("otel.logs.exporter", NONE);
    defaults.put("otel.exporter.prometheus.host", LOOPBACK);
    defaults.put("otel.java.metrics.cardinality.limit", Integer.toString(CARDINALITY));
    if (prometheusPort > 0) {
      defaults.put("otel.exporter.prometheus.port", Integer.toString(prometheusPort));
    }
    return defaults;
  }

  /** What stands above everything, computed from it. */
  Map<String, String> decide(ConfigProperties config) {
    Map<String, String> decided = new HashMap<>();
    List<String> disabled = new ArrayList<>(config.getList(DISABLED_PROVIDERS));
    disabled.add(RANDOM_INSTANCE_IDS);
    decided.put(DISABLED_PROVIDERS, String.join(",", disabled));
    decided.put("otel.traces.exporter", String.join(",", exporters(config, TRACES)));
    List<String> metrics = exporters(config, METRICS);
    if (!live) {
      // A scrape asks for now, a file tells of then. And its points are made by event time only.
      metrics.remove(PROMETHEUS);
      decided.put("otel.metric.export.interval", Integer.toString(Integer.MAX_VALUE));
    } else if (prometheusPort > 0 && !metrics.contains(PROMETHEUS)) {
      metrics.add(PROMETHEUS);
    }
    if (metrics.size() > 1) {
      metrics.remove(NONE);
    }
    decided.put("otel.metrics.exporter", metrics.isEmpty() ? NONE : String.join(",", metrics));
    return decided;
  }

  /** The endpoint that OTLP would use for the signal. */
  static String endpoint(ConfigProperties config, String signal) {
    String own = config.getString("otel.exporter.otlp." + signal + ".endpoint");
    if (own != null) {
      return own;
    }
    String common = config.getString("otel.exporter.otlp.endpoint");
    if (common != null) {
      return common;
    }
    String protocol =
        config.getString(
            "otel.exporter.otlp." + signal + ".protocol",
            config.getString("otel.exporter.otlp.protocol", "grpc"));
    return protocol.equals("grpc") ? "http://localhost:4317" : "http://localhost:4318";
  }

  /** Where Prometheus would scrape. */
  static String scrapeAddress(ConfigProperties config) {
    return String.format(
        "port %d on %s",
        config.getInt("otel.exporter.prometheus.port", PROMETHEUS_PORT),
        config.getString("otel.exporter.prometheus.host"));
  }

  /** What to tell the user about the port that is served, if one is. */
  static Optional<String> scrapeNotice(ConfigProperties config) {
    if (!config.getList("otel.metrics.exporter").contains(PROMETHEUS)) {
      return Optional.empty();
    }
    return Optional.of(
        scrapeNotice(
            config.getString("otel.exporter.prometheus.host", LOOPBACK),
            config.getInt("otel.exporter.prometheus.port", PROMETHEUS_PORT),
            "OTEL_EXPORTER_PROMETHEUS_HOST"));
  }

  /** What to tell of a port that is served; {@code setting} is what names the address. */
  static String scrapeNotice(String host, int port, String setting) {
    return String.format(
        isLoopback(host)
            ? "Metrics are served at http://%s:%d/metrics, to this machine only;"
                + " %s names another address to listen at"
            : "Metrics are served at http://%s:%d/metrics, to whoever reaches that address, as"
                + " %s says",
        host,
        port,
        setting);
  }

  private static boolean isLoopback(String host) {
    return host.startsWith("127.") || host.equals("localhost") || host.equals("::1");
  }

  private static List<String> exporters(ConfigProperties config, String signal) {
    List<String> named = new ArrayList<>(config.getList("otel." + signal + ".exporter"));
    if (named.isEmpty()) {
      named.add(hasEndpoint(config, signal) ? "otlp" : NONE);
    }
    return named;
  }

  private static boolean hasEndpoint(ConfigProperties config, String signal) {
    return config.getString("otel.exporter.otlp.endpoint") != null
        || config.getString("otel.exporter.otlp." + signal + ".endpoint") != null;
  }
}
