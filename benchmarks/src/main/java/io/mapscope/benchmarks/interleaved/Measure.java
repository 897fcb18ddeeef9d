package io.mapscope.benchmarks.interleaved;

/** What is measured; nanoseconds per key or entry each. */
public enum Measure {
  GET_SAME("get, same objects"),
  GET_EQUAL("get, equal copies"),
  GET_ABSENT("get, absent"),
  ITERATE("iterate, entry set"),
  FOR_EACH("iterate, forEach"),
  PUT("put, presized"),
  GROW("put, growing"),
  REMOVE_SAME("remove, same objects"),
  REMOVE_EQUAL("remove, equal copies");

  private final String label;

  Measure(String label) {
    this.label = label;
  }

  /**
   * Name for people.
   *
   * @return as in the tables
   */
  public String label() {
    return label;
  }
}
