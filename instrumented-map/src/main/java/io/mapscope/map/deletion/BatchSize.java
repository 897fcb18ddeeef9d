package io.mapscope.map.deletion;

/**
 * How many entries an evictor deletes at once.
 *
 * <p>Below {@code lowUse} none. From there to {@code highUse} the batch grows from least to most;
 * pauses, which the program suffers from already, hold it back in proportion to their share of the
 * time, until at {@code highPauseShare} the least is left. From {@code highUse} on, where the next
 * thing is an {@link OutOfMemoryError}, it is the most whatever the pauses, and one batch follows
 * another until the map has lost the part by which the use is above {@code lowUse}.
 *
 * @param least entries of the smallest batch, positive
 * @param most entries of the largest batch, at least as many
 * @param lowUse used part of the heap from which entries are deleted
 * @param highUse used part of the heap from which the batches are the largest
 * @param highPauseShare part of the time in pauses at which batches are the smallest
 */
public record BatchSize(int least, int most, double lowUse, double highUse, double highPauseShare) {

  /** 16 to 4,096 entries, from 70 % of the heap to 90 %, held back by pauses of up to 10 %. */
  public static final BatchSize DEFAULT = new BatchSize(16, 4_096, 0.7, 0.9, 0.1);

  /**
   * Checks the bounds.
   *
   * @param least entries of the smallest batch, positive
   * @param most entries of the largest batch, at least as many
   * @param lowUse used part of the heap from which entries are deleted
   * @param highUse used part of the heap from which the batches are the largest
   * @param highPauseShare part of the time in pauses at which batches are the smallest
   */
  public BatchSize {
    if (least < 1 || most < least) {
      throw new IllegalArgumentException(
          "batches must have 1 <= least <= most: " + least + ", " + most);
    }
    if (!(lowUse >= 0 && lowUse < highUse && highUse <= 1)) {
      throw new IllegalArgumentException(
          "it must be 0 <= lowUse < highUse <= 1: " + lowUse + ", " + highUse);
    }
    if (!(highPauseShare > 0)) {
      throw new IllegalArgumentException("highPauseShare must be positive: " + highPauseShare);
    }
  }

  /**
   * How many of so many entries may go before the pressure is measured anew: if they were all of
   * the heap, it would be at {@code lowUse} then.
   */
  int mostOf(int entries, MemoryPressure.Reading reading) {
    double part = Math.max(0, 1 - lowUse / reading.heapUse());
    return Math.max(least, (int) Math.ceil(part * entries));
  }

  /** The size of a batch at a pressure. */
  int at(MemoryPressure.Reading reading) {
    if (reading.heapUse() < lowUse) {
      return 0;
    }
    if (reading.heapUse() >= highUse) {
      return most;
    }
    double urgency = (reading.heapUse() - lowUse) / (highUse - lowUse);
    double calm = Math.max(0, 1 - reading.pauseShare() / highPauseShare);
    return least + (int) Math.round((most - least) * urgency * calm);
  }
}
