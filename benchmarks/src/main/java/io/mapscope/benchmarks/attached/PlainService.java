package io.mapscope.benchmarks.attached;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** A program that nobody changed: fills maps, reads them, drops them, and says how much it did. */
public final class PlainService {

  private static final int ENTRIES = 200_000;
  private static final int READS_PER_WRITE = 3;
  private static final long REPORT_NANOS = 100_000_000;
  private static final long SEED = 7;

  static long found;

  private PlainService() {}

  /**
   * Runs until its input ends; prints the operations of each tenth of a second, and how many
   * nanoseconds that was.
   *
   * @param args none
   * @throws java.io.IOException when its input cannot be read
   */
  public static void main(String[] args) throws java.io.IOException {
    Random random = new Random(SEED);
    long operations = 0;
    long since = System.nanoTime();
    while (System.in.available() == 0) {
      Map<Integer, Integer> map = new HashMap<>();
      for (int i = 0; i < ENTRIES; i++) {
        map.put(i, i);
        for (int read = 0; read < READS_PER_WRITE; read++) {
          if (map.get(random.nextInt(ENTRIES)) != null) {
            found++;
          }
        }
        operations += 1 + READS_PER_WRITE;
        if ((i & 0x3FF) == 0 && System.nanoTime() - since > REPORT_NANOS) {
          long now = System.nanoTime();
          System.out.println(operations + " " + (now - since));
          operations = 0;
          since = now;
        }
      }
    }
  }
}
