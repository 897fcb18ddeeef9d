package io.mapscope.otel.pipeline;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.time.Duration;
import java.util.List;

/** Where spans and metrics go: a pipeline of our own, or the OpenTelemetry of the program. */
public sealed interface Output permits Pipeline, ProgramsTelemetry {

  /**
   * Where to send spans and metrics.
   *
   * @return the API
   */
  OpenTelemetry telemetry();

  /**
   * Whether spans get the ids that the mapping orders.
   *
   * @return false when the SDK gives ids of its own
   */
  boolean computesIds();

  /**
   * Whether a trace that begins here is sampled. Asked only when ids are computed.
   *
   * @param traceId its id
   * @return the sampler's decision
   */
  boolean isSampled(String traceId);

  /**
   * Exports what there is and stops all threads that are ours.
   *
   * @param patience how long to wait at most for metrics, for spans, and for the SDK
   */
  void close(Duration patience);

  /**
   * What became of the spans.
   *
   * @return one element for each destination that is ours
   */
  List<Delivery> spans();

  /**
   * What became of the collections of metrics.
   *
   * @return one element for each destination that is ours
   */
  List<Delivery> metrics();

  /**
   * What an SDK's sampler says of a trace that begins.
   *
   * @param sdk the SDK
   * @param traceId id of the trace
   * @return whether it is sampled
   */
  static boolean isSampled(OpenTelemetrySdk sdk, String traceId) {
    return sdk.getSdkTracerProvider()
        .getSampler()
        .shouldSample(Context.root(), traceId, "", SpanKind.INTERNAL, Attributes.empty(), List.of())
        .getDecision()
        .equals(SamplingDecision.RECORD_AND_SAMPLE);
  }
}
