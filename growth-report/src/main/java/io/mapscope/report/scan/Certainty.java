package io.mapscope.report.scan;

/** How sure a capacity is, surest first. */
public enum Certainty {
  /** The map itself tells its entries. */
  TOLD("sure: the map counts its entries"),
  /** The array that the growth allocated was recorded. */
  MEASURED("sure: the recording has the size of the array"),
  /** Doublings since the table was made, and the time of the growths does not contradict. */
  COUNTED(
      "quite sure: counted doublings since the table was made, if it was made without a capacity"),
  /** From the time that the growth took, at 50 ns an entry; off by up to four times either way. */
  ESTIMATED("a guess from the time of the growth; may be four times too low or too high"),
  /** Nothing in the recording tells. */
  UNKNOWN("unknown: the recording does not tell");

  private final String words;

  Certainty(String words) {
    this.words = words;
  }

  /**
   * How sure, and why.
   *
   * @return a phrase
   */
  public String words() {
    return words;
  }
}
