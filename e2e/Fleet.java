import io.mapscope.map.InstrumentedMap;
import io.mapscope.otel.ExportSummary.Destination;
import io.mapscope.otel.MapTelemetry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * One of several JVMs that send to tiers of Collectors: small maps grow all the while, and each step of a growth is a
 * span. Arguments: folder. Runs until "leave" is there, and leaves facts.json: what it has done, and what its
 * exporters say that they have delivered.
 */
final class Fleet {

  private static final int ENTRIES = 300;

  private Fleet() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int maps = 0;
    MapTelemetry telemetry =
        MapTelemetry.builder()
            .outputFolder(folder)
            .threshold("mapscope.GrowWork", Duration.ofNanos(1))
            .threshold("mapscope.Put", Duration.ofHours(1)) // Each would be a trace to look up.
            .start();
    try (telemetry) {
      while (!Files.exists(folder.resolve("leave"))) {
        fill();
        maps++;
      }
    }
    String destinations =
        telemetry.summary().spans().stream().map(Fleet::json).collect(Collectors.joining(", "));
    Path part = folder.resolve("facts.part");
    Files.writeString(
        part,
        "{\"maps\": %d, \"puts\": %d, \"spans\": [%s]}%n"
            .formatted(maps, (long) maps * ENTRIES, destinations));
    Files.move(part, folder.resolve("facts.json"));
  }

  /** Slow enough for the queues of spans in this process, so that nothing is dropped before the tiers. */
  private static void fill() {
    Map<Integer, String> map = InstrumentedMap.<Integer, String>builder().name("fleet").build();
    for (int key = 0; key < ENTRIES; key++) {
      map.put(key, "value");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(4));
    }
  }

  private static String json(Destination to) {
    return "{\"to\": \"%s\", \"exported\": %d, \"failed\": %d, \"dropped\": %d}"
        .formatted(to.name(), to.exported(), to.failed(), to.dropped());
  }
}
