package io.mapscope.flame;

import one.jfr.JfrReader;

/**
 * One number for a thread in all chunks of a recording.
 *
 * <p>Implementation note. Flight Recorder refers to a thread by a number of its own, async-profiler
 * by that of the operating system; both tell the Java thread's id, where there is one.
 */
final class ThreadKeys {

  private ThreadKeys() {}

  static long of(JfrReader reader, int id) {
    Long javaId = reader.javaThreads.get(id);
    return javaId == null || javaId == 0 ? -1L - id : javaId;
  }
}
