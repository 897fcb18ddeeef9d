package io.mapscope.report.programs;

import java.util.Map;

/** A cache that is filled at start and then only asked. */
public final class Catalogue {

  private static final int PRODUCTS = 100_000;
  private static final int LEAST_ROUNDS = 3;

  private final Map<Long, String> byNumber;

  public Catalogue(Map<Long, String> byNumber) {
    this.byNumber = byNumber;
  }

  /** Loads all products, then serves for at least four times as long. */
  public void run() {
    long begun = System.nanoTime();
    load();
    long loaded = System.nanoTime();
    int found = 0;
    for (int round = 0;
        round < LEAST_ROUNDS || System.nanoTime() - loaded < 4 * (loaded - begun);
        round++) {
      found += serve();
    }
    if (found == 0) {
      throw new IllegalStateException("the catalogue is empty");
    }
  }

  private void load() {
    for (long number = 0; number < PRODUCTS; number++) {
      byNumber.put(number * 7, "product");
    }
  }

  private int serve() {
    int found = 0;
    for (long number = 0; number < PRODUCTS; number += 10) {
      found += byNumber.containsKey(number * 7) ? 1 : 0;
    }
    return found;
  }
}
