package io.mapscope.otel.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mapscope.events.recording.CheckedRecording;
import io.mapscope.otel.mapping.ChunkClock;
import io.mapscope.otel.mapping.MappingEngine;
import io.mapscope.otel.mapping.MappingOptions;
import io.mapscope.otel.mapping.StreamTime;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes of a recording are checked, streamed and mapped: a result, or an error of one line. In
 * the build the seeds alone are read, whole and mutated; {@code JAZZER_FUZZ=1} in the environment
 * has Jazzer look for others, see CONTRIBUTING.md.
 */
class RecordingFuzzTest {

  private static final int SEEDS = 40;

  static Stream<Arguments> seeds() {
    return IntStream.range(0, SEEDS)
        .mapToObj(
            seed -> {
              Random random = new Random(seed);
              Mutation[] mutations = Mutation.values();
              return mutations[seed % mutations.length].of(
                  random, new TinyRecording(random, 0, 0, false).chunks());
            })
        .map(bytes -> Arguments.of((Object) bytes));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void endsInAResultOrAOneLineError(byte[] bytes) throws IOException {
    fuzz(bytes);
  }

  /** For every build of the whole gate; Jazzer takes the length of a search from here only. */
  @MethodSource("seeds")
  @FuzzTest(maxDuration = "1m")
  void endsSoForAMinute(byte[] bytes) throws IOException {
    fuzz(bytes);
  }

  private static void fuzz(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("fuzzed", ".jfr");
    try {
      Files.write(file, bytes);
      map(file);
    } catch (IOException refused) {
      assertThat(refused).message().hasLineCount(1);
    } finally {
      Files.delete(file);
    }
  }

  private static void map(Path file) throws IOException {
    CheckedRecording checked = CheckedRecording.of(file, MappingEngine.eventNames());
    try (OpenTelemetrySdk sdk = sdk()) {
      MappingEngine engine =
          new MappingEngine(sdk, false, trace -> true, MappingOptions.named(10), new NoTime());
      ChunkClock clock = new ChunkClock();
      checked.chunks().forEach(clock::add);
      CheckedRecording.stream(file, stream -> engine.attach(stream, clock));
      engine.end();
      checked.requireAll(file, engine.seen());
    }
  }

  private static OpenTelemetrySdk sdk() {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(SdkTracerProvider.builder().build())
        .setMeterProvider(
            SdkMeterProvider.builder().registerMetricReader(InMemoryMetricReader.create()).build())
        .build();
  }

  private static final class NoTime implements StreamTime {
    @Override
    public void reached(long endNanos) {}

    @Override
    public void batchEnded() {}

    @Override
    public OptionalDouble lagSeconds() {
      return OptionalDouble.empty();
    }
  }
}
