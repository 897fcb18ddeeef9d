package io.mapscope.cli.demo;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where figures were measured; without it they say nothing.
 *
 * @param system operating system and architecture
 * @param processor model, or an empty string where it is not known
 * @param processors how many the JVM may use
 * @param heapBytes the largest heap that the JVM may use
 * @param jdk version of the JVM
 * @param flags options given to the JVM that change how it runs
 */
record Machine(
    String system,
    String processor,
    int processors,
    long heapBytes,
    String jdk,
    List<String> flags) {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  static Machine current() {
    Runtime runtime = Runtime.getRuntime();
    return new Machine(
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        processorModel(),
        runtime.availableProcessors(),
        runtime.maxMemory(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> flag.startsWith("-X"))
            .toList());
  }

  private static String processorModel() {
    try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
