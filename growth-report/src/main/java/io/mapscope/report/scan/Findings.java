package io.mapscope.report.scan;

import java.util.List;

/**
 * What a recording tells of maps.
 *
 * @param startNanos of the recording, since the epoch
 * @param nanos its length
 * @param thresholdNanos from which an operation is a stall
 * @param maps most harmful first; all that grew, stalled or had long chains
 * @param growths by start, the longest of them
 * @param stalls by start, the longest of them
 * @param pauses of the garbage collector
 * @param surroundings machine, JVM, settings
 * @param losses what is missing
 * @param mapEvents events of maps that were read
 */
public record Findings(
    long startNanos,
    long nanos,
    long thresholdNanos,
    List<MapFindings> maps,
    List<Growth> growths,
    List<Stall> stalls,
    GcPauses pauses,
    Surroundings surroundings,
    Losses losses,
    long mapEvents) {

  /** When the recording ended, since the epoch. */
  public long endNanos() {
    return startNanos + nanos;
  }
}
