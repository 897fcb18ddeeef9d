package io.mapscope.cli.report;

import io.mapscope.flame.FlameGraphs;
import io.mapscope.flame.GrowthStacks;
import io.mapscope.flame.SampleKind;
import io.mapscope.report.FlameSource;
import io.mapscope.report.GrowthWindow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The samples of a recording for its report. Read when the page first asks, which is after the
 * recording was found sound; a report without flame graphs is better than none.
 */
final class GrowthFlames implements FlameSource {

  private static final Logger LOG = LoggerFactory.getLogger(GrowthFlames.class);

  private final Path recording;
  private Optional<GrowthStacks> stacks;

  GrowthFlames(Path recording) {
    this.recording = recording;
  }

  @Override
  public Optional<String> collapsed(GrowthWindow window) {
    if (stacks == null) {
      stacks = read();
    }
    return stacks.flatMap(
        all -> all.collapsed(window.threadId(), nanos(window.start()), nanos(window.end())));
  }

  private Optional<GrowthStacks> read() {
    try {
      return Optional.of(FlameGraphs.of(recording).stacks(SampleKind.CPU));
    } catch (IOException | RuntimeException e) {
      LOG.warn("The samples of {} cannot be read: {}", recording, e.toString());
      return Optional.empty();
    }
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
