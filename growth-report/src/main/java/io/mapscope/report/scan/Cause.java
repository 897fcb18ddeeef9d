package io.mapscope.report.scan;

/** What a stall was spent on. */
public enum Cause {
  /** The growth of a map. */
  GROWTH("growth"),
  /** The first table of a map, made at its first put. */
  FIRST_TABLE("first table"),
  /** A pause of the garbage collector took at least half of it. */
  GC("GC pause"),
  /** Neither: the scheduler, the JVM, or the user's own equals and hashCode. */
  OTHER("other");

  private final String words;

  Cause(String words) {
    this.words = words;
  }

  /**
   * The cause in words.
   *
   * @return a noun
   */
  public String words() {
    return words;
  }
}
