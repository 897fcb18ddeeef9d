package io.mapscope.benchmarks.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Under which conditions a run was made; without them its figures say nothing. */
public final class Conditions {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Path CPU_TIMES = Path.of("/proc/stat");

  /** Column of the time that the hypervisor gave to others, in /proc/stat's first line. */
  private static final int STEAL = 8;

  /** A tick of /proc/stat; Linux shows 100 a second on every platform that matters here. */
  private static final int MILLIS_PER_TICK = 10;

  private Conditions() {}

  /**
   * Describes this process.
   *
   * @return names and values, in the order in which they are to be read
   */
  public static Map<String, String> current() {
    Map<String, String> conditions = new LinkedHashMap<>();
    Runtime runtime = Runtime.getRuntime();
    conditions.put(
        "machine",
        "%d x %s, %s %s"
            .formatted(
                runtime.availableProcessors(),
                processor(),
                System.getProperty("os.name"),
                System.getProperty("os.arch")));
    conditions.put("jdk", System.getProperty("java.vm.name") + " " + Runtime.version());
    conditions.put(
        "flags",
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> flag.startsWith("-X"))
            .collect(Collectors.joining(" ")));
    conditions.put("revision", System.getProperty("mapscope.revision", "unknown"));
    conditions.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    return conditions;
  }

  /**
   * How long the hypervisor has kept this machine's processors from it since it was started.
   *
   * @return milliseconds of all processors together, 0 where that is not told
   */
  public static long stolenMillis() {
    String[] times = firstOf(CPU_TIMES, "cpu ").split(" +", -1);
    return times.length > STEAL ? Long.parseLong(times[STEAL]) * MILLIS_PER_TICK : 0;
  }

  private static String processor() {
    String line = firstOf(CPU_INFO, "model name");
    return line.isEmpty() ? "processor" : line.substring(line.indexOf(':') + 1).strip();
  }

  private static String firstOf(Path file, String prefix) {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      return lines.filter(line -> line.startsWith(prefix)).findFirst().orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
