package io.mapscope.benchmarks.sharing;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How long the calling thread was ready to run and had no processor, by the Linux kernel. Costs a
 * system call.
 */
final class RunQueue {

  /** Processor time, time ready but not running, and the number of slices; since a thread began. */
  private static final Path FILE = Path.of("/proc/thread-self/schedstat");

  private static final int WAITED = 1;

  private RunQueue() {}

  /** Nanoseconds since the thread began, 0 where that is not told. */
  static long waitedNanos() {
    if (!Files.isReadable(FILE)) {
      return 0;
    }
    try (FileInputStream in = new FileInputStream(FILE.toFile())) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return Long.parseLong(text.strip().split(" ", -1)[WAITED]);
    } catch (IOException e) {
      return 0;
    }
  }
}
