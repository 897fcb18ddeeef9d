package io.mapscope.report.scan;

/** What is not in a recording, so that nobody takes its absence for a fact. */
public final class Losses {

  private long lostBytes;
  private long truncatedStacks;
  private long otherMethods;
  private long unfinishedGrowths;
  private long missingEvents;
  private long growthsNotListed;
  private long stallsNotListed;
  private long eventsNotToldApart;
  private long discardedNanos;

  Losses() {}

  void lostBytes(long bytes) {
    lostBytes += bytes;
  }

  void truncatedStack() {
    truncatedStacks++;
  }

  void otherMethod() {
    otherMethods++;
  }

  void unfinishedGrowth() {
    unfinishedGrowths++;
  }

  void missingEvents(long events) {
    missingEvents += events;
  }

  void notListed(long growths, long stalls, long events) {
    growthsNotListed = growths;
    stallsNotListed = stalls;
    eventsNotToldApart = events;
  }

  void discarded(long nanos) {
    discardedNanos = Math.max(discardedNanos, nanos);
  }

  /** Whether Flight Recorder has lost events, so that stalls may be missing. */
  public boolean lostEvents() {
    return lostBytes > 0 || missingEvents > 0;
  }

  /** Bytes that Flight Recorder says it has lost. */
  public long lostBytes() {
    return lostBytes;
  }

  /** Growths whose stack ends before the first frame of the program. */
  public long truncatedStacks() {
    return truncatedStacks;
  }

  /** Calls of traced methods that are not taken for growths. */
  public long otherMethods() {
    return otherMethods;
  }

  /** Growths that had begun and were not over. */
  public long unfinishedGrowths() {
    return unfinishedGrowths;
  }

  /** Events of instrumented maps whose numbers are missing. */
  public long missingEvents() {
    return missingEvents;
  }

  /** Growths that are counted and not listed. */
  public long growthsNotListed() {
    return growthsNotListed;
  }

  /** Stalls that are counted and not listed. */
  public long stallsNotListed() {
    return stallsNotListed;
  }

  /** Events of maps beyond those that are told apart. */
  public long eventsNotToldApart() {
    return eventsNotToldApart;
  }

  /** What Flight Recorder had recorded before the first chunk and thrown away. */
  public long discardedNanos() {
    return discardedNanos;
  }
}
