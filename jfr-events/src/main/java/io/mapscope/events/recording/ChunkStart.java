package io.mapscope.events.recording;

/**
 * The moment at which a chunk of a recording begins.
 *
 * @param ticks in ticks of its JVM
 * @param nanos since the epoch
 * @param ticksPerSecond how fast ticks go
 */
public record ChunkStart(long ticks, long nanos, long ticksPerSecond) {

  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * A moment of the chunk, computed as the JDK does.
   *
   * @param ticks in ticks of its JVM
   * @return since the epoch
   */
  public long nanosAt(long ticks) {
    return nanos + (long) ((ticks - this.ticks) / (ticksPerSecond / NANOS_PER_SECOND));
  }
}
