package io.mapscope.benchmarks.sharing;

import io.mapscope.benchmarks.run.RunFile;
import java.nio.file.Path;

/**
 * What {@link GrowingLatency} asks, in spite of the machine: {@code SameOperation MAP ENTRIES FILE}
 * is one process of one map, {@code SameOperation FOLDER} prints what the processes have in common.
 *
 * <p>Implementation note. The idea is that of {@link io.mapscope.benchmarks.latency.SamePut}: with
 * one thread all processes do the same (keys, which operation comes when, hash seeds, no
 * collector), so what the map does falls on the same operation each time, and what the machine does
 * on another. Of each operation the median over the processes counts. There are fifty million, so
 * only those of at least {@link GrowingThread#KEPT_NANOS} are kept, and one that was not is taken
 * as shorter.
 *
 * <p>Not for several threads, though each would do the same again: which of them meets a growth,
 * and with which operation, depends on how they overlap. A doubling of {@code ConcurrentHashMap}
 * would come at another operation in each process, and the median would take it out along with the
 * machine.
 */
public final class SameOperation {

  /** The tool's name in the results. */
  public static final String TOOL = "growing-latency-same";

  /** Rows of the file: an operation's subject is its index and what it was. */
  static final String KEPT = "operation, nanoseconds, inserted";

  static final String THROUGHPUT = GrowingLatency.THROUGHPUT;

  private static final int READS = 90;
  private static final int DELETES = 1;
  private static final long SEED = 1;
  private static final double NANOS = 1e9;

  private SameOperation() {}

  /**
   * Runs or prints.
   *
   * @param arguments see above
   */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length == 1) {
      System.out.print(SameOperationTable.of(RunFile.readAll(Path.of(arguments[0]))));
    } else if (arguments.length == 3) {
      run(Shared.valueOf(arguments[0]), Integer.parseInt(arguments[1]))
          .write(Path.of(arguments[2]));
    } else {
      System.err.println("usage: SameOperation MAP ENTRIES FILE | FOLDER");
      System.exit(2);
    }
  }

  /** One process. */
  static RunFile run(Shared shared, int entries) throws InterruptedException {
    GrowingLatency latency =
        new GrowingLatency(shared, () -> shared.empty(SEED), entries, 1, READS, DELETES);
    latency.warmUp();
    RunFile file = latency.file(TOOL);
    long start = System.nanoTime();
    GrowingThread done = latency.fill().get(0);
    double seconds = (System.nanoTime() - start) / NANOS;
    file.add(THROUGHPUT, shared.name(), (double) done.histogram.getTotalCount() / seconds);
    for (GrowingThread.Kept one : done.kept) {
      file.add(KEPT, one.index() + " " + one.operation(), (double) one.nanos(), one.inserted());
    }
    return file;
  }
}
