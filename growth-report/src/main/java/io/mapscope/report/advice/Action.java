package io.mapscope.report.advice;

/** What can be done about a map. */
public enum Action {
  /** Construct it with the capacity that it reaches. */
  PRESIZE("presize"),
  /** Replace it by an InstrumentedMap, which spreads a growth over the writes that follow. */
  REPLACE("replace"),
  /** Keep it from growing further. */
  BOUND("bound"),
  /** Give its keys a better hash code. */
  FIX_HASH("fix-hash"),
  /** The garbage collector stopped the program, not the map. */
  LOOK_AT_GC("nothing-gc"),
  /** Leave it as it is. */
  NOTHING("nothing");

  private final String id;

  Action(String id) {
    this.id = id;
  }

  /** As the advice for machines has it. */
  public String id() {
    return id;
  }
}
