package io.mapscope.report.scan;

/**
 * How large a table became.
 *
 * @param slots slots of the table, 0 when unknown
 * @param entries what it holds without growing again, 0 when unknown
 * @param certainty how sure that is
 */
public record Capacity(long slots, long entries, Certainty certainty) {

  /** Nothing is known. */
  public static final Capacity UNKNOWN = new Capacity(0, 0, Certainty.UNKNOWN);

  /** What is told, rather than a guess; else the larger; of two equal ones the surer. */
  Capacity or(Capacity other) {
    if (isGuess() != other.isGuess()) {
      return isGuess() ? other : this;
    }
    if (slots != other.slots) {
      return slots > other.slots ? this : other;
    }
    return certainty.compareTo(other.certainty) <= 0 ? this : other;
  }

  private boolean isGuess() {
    return certainty.compareTo(Certainty.COUNTED) > 0;
  }
}
