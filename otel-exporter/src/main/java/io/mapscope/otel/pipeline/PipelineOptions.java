package io.mapscope.otel.pipeline;

import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Map;

/**
 * What a pipeline is made of.
 *
 * @param live whether a running program is observed, which must not be waited for
 * @param files what is written beside, or null; stays open
 * @param prometheusPort port to be scraped at, 0 for none
 * @param properties OpenTelemetry settings, below those of the environment
 * @param clock the time of metrics
 * @param jvm what is known of the observed JVM
 * @param following what was delivered before by a follower that continues, null when none does
 */
public record PipelineOptions(
    boolean live,
    OutputFiles files,
    int prometheusPort,
    Map<String, String> properties,
    Clock clock,
    Resource jvm,
    Following following) {

  /** Copies the map. */
  public PipelineOptions {
    properties = Map.copyOf(properties);
  }
}
