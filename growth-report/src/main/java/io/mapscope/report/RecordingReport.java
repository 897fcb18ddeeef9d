package io.mapscope.report;

/** x. */
public final class RecordingReport {
  private RecordingReport() {}
}
