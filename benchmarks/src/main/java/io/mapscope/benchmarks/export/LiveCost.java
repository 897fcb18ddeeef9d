package io.mapscope.benchmarks.export;

import com.sun.management.ThreadMXBean;
import io.mapscope.benchmarks.run.RunFile;
import io.mapscope.events.RecordingSettings;
import io.mapscope.otel.mapping.ChunkClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.EventStream;

/**
 * What it costs to map the events of the own process: {@code LiveCost SECONDS FILE}.
 *
 * <p>Implementation note. 100,000 lookups a second, each a sample. Two streams read them at the
 * same time, each on a thread of its own: one does nothing, one maps. What the second takes more
 * than the first, of processor time and of memory, is the mapping's. Both are told for each tenth
 * of the run, so that growth would show; the first tenth warms up.
 */
public final class LiveCost {

  /** The tool's name in the results. */
  public static final String TOOL = "export-live";

  /**
   * The kind of the rows: events, seconds, seconds and bytes of the empty and of the mapping one.
   */
  public static final String PART = "part";

  private static final int PARTS = 10;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final SteadyLoad load = new SteadyLoad();

  private LiveCost() {}

  /**
   * Runs.
   *
   * @param arguments see above
   * @throws IOException when there is no repository to read
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: LiveCost SECONDS FILE");
      System.exit(2);
    }
    run(Integer.parseInt(arguments[0])).write(Path.of(arguments[1]));
  }

  static RunFile run(int seconds) throws IOException {
    RunFile file = RunFile.of(TOOL);
    file.conditions().put("seconds", Integer.toString(seconds));
    new LiveCost().measure(seconds, file);
    return file;
  }

  private record Used(long cpuNanos, long bytes) {
    double[] since(Used before) {
      return new double[] {(cpuNanos - before.cpuNanos) / 1e9, bytes - before.bytes};
    }
  }

  private void measure(int seconds, RunFile file) throws IOException {
    try (Recording recording = new Recording(RecordingSettings.PRODUCTION.configuration());
        Sink sink = Sink.ofSpans(0);
        EventStream empty = EventStream.openRepository();
        EventStream mapping = EventStream.openRepository()) {
      empty.onEvent(event -> {});
      sink.engine.attach(mapping, new ChunkClock());
      recording.start();
      Thread emptyThread = start(empty);
      Thread mappingThread = start(mapping);
      for (int part = 0; part < PARTS; part++) {
        long begin = System.nanoTime();
        long eventsBefore = sink.events();
        Used emptyBefore = used(emptyThread);
        Used mappingBefore = used(mappingThread);
        load.run(TimeUnit.SECONDS.toNanos(seconds) / PARTS);
        double[] ofEmpty = used(emptyThread).since(emptyBefore);
        double[] ofMapping = used(mappingThread).since(mappingBefore);
        file.add(
            PART,
            Integer.toString(part),
            (double) (sink.events() - eventsBefore),
            (System.nanoTime() - begin) / 1e9,
            ofEmpty[0],
            ofMapping[0],
            ofEmpty[1],
            ofMapping[1],
            usedHeap());
      }
    }
  }

  private Thread start(EventStream stream) {
    stream.setStartTime(Instant.now());
    Thread thread = new Thread(stream::start);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private Used used(Thread thread) {
    return new Used(
        threads.getThreadCpuTime(thread.getId()), threads.getThreadAllocatedBytes(thread.getId()));
  }

  private static double usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
