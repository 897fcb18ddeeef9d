package io.mapscope.report.programs;

import java.util.Map;

/** Counts visits by page and day, with a key whose hash code forgets the page; or a mended one. */
public final class Visits {

  /** As somebody wrote it. */
  public record Careless(int page, int day) {
    @Override
    public int hashCode() {
      return day;
    }
  }

  /** As the advice has it. */
  public record Mended(int page, int day) {}

  private static final int PAGES = 2_000;
  private static final int DAYS = 7;

  private final Map<Object, Integer> visits;
  private final boolean mended;

  public Visits(Map<Object, Integer> visits, boolean mended) {
    this.visits = visits;
    this.mended = mended;
  }

  public void count() {
    for (int day = 0; day < DAYS; day++) {
      for (int page = 0; page < PAGES; page++) {
        visits.put(key(page, day), page);
      }
    }
  }

  private Object key(int page, int day) {
    return mended ? new Mended(page, day) : new Careless(page, day);
  }
}
