package io.mapscope.otel.follow;

import io.mapscope.otel.mapping.MappingOptions;
import io.mapscope.otel.pipeline.OutputFiles;
import io.mapscope.otel.source.Destination;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Follows a folder in a JVM of its own, which can be killed, and ends when the folder's JVM has.
 */
public final class FollowerProcess {

  private static final int NAMES = 1000;

  private FollowerProcess() {}

  /**
   * Arguments: the folder, the checkpoint, the output folder, the endpoint, milliseconds to idle.
   */
  public static void main(String[] args) throws Exception {
    AtomicReference<Follower> running = new AtomicReference<>();
    Map<String, String> properties =
        Map.of(
            "otel.exporter.otlp.protocol", "http/protobuf",
            "otel.exporter.otlp.endpoint", args[3],
            "otel.bsp.max.export.batch.size", "64");
    try (OutputFiles files = OutputFiles.append(Path.of(args[2]));
        Follower follower =
            new Follower(
                List.of(Path.of(args[0])),
                Path.of(args[1]),
                new Destination(files, 0, properties, MappingOptions.named(NAMES), null),
                Duration.ofMillis(50),
                Duration.ofMillis(Long.parseLong(args[4])),
                ended -> running.get().stop())) {
      running.set(follower);
      follower.run();
    }
  }
}
