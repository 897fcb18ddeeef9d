package io.mapscope.cli.demo;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the user wants.
 *
 * @param least how long the first map bears the load at least
 * @param entries what the store holds at most
 * @param out where the files go
 * @param port for Prometheus, 0 for none
 * @param linger how long it answers after the run
 */
record DemoOptions(Duration least, int entries, Path out, int port, Duration linger) {

  /** The command that repeats the run. */
  String command() {
    return "mapscope demo --seconds " + least.toSeconds() + " --entries " + entries;
  }
}
