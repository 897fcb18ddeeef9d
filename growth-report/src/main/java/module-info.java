/**
 * A report of a recording: one self-contained page, and its advice for machines.
 *
 * <p>{@link io.mapscope.report} is the way in.
 */
module io.mapscope.report {
  requires com.fasterxml.jackson.databind;
  requires transitive io.mapscope.events;

  exports io.mapscope.report;
}
