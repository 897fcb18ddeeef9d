package io.mapscope.events.timeline;

import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.function.IntToLongFunction;
import java.util.function.Predicate;

/**
 * What one map was like over time: its states, its growths, and what is not known.
 *
 * <p>The timeline of a map that was created while it was recorded starts at its creation. That of
 * an older map starts at its first {@code mapscope.MapStatistics}, at most a second into the
 * recording; what the map was like before is unknown. That first state was measured while the map
 * may have been in use: it can be ahead by the write that was under way, until the next event of
 * the map.
 *
 * <p>Immutable once its reader has ended. One that was taken while events still arrive shares the
 * reader's storage: it belongs to the reader's thread, and stays as it is but for its last state
 * when the reader has a resolution.
 */
public final class MapTimeline {

  private final MapLabel label;
  private final boolean fromCreation;
  private final StateColumns columns;
  private final int size;
  private final long lastSequence;
  private final List<GrowthInterval> growths;
  private final List<TimelineGap> gaps;
  private final List<Disagreement> disagreements;
  private final EventTotals totals;

  MapTimeline(
      MapLabel label,
      boolean fromCreation,
      StateColumns columns,
      long lastSequence,
      List<GrowthInterval> growths,
      List<TimelineGap> gaps,
      Agreement agreement,
      EventTotals totals) {
    this.label = label;
    this.fromCreation = fromCreation;
    this.columns = columns;
    this.size = columns.size();
    this.lastSequence = lastSequence;
    this.growths = growths;
    this.gaps = List.copyOf(gaps);
    this.disagreements = agreement.disagreements();
    this.totals = totals;
  }

  /**
   * The map's number.
   *
   * @return unique in its JVM
   */
  public long mapNumber() {
    return label.mapNumber();
  }

  /**
   * The name that the program gave the map.
   *
   * @return empty when it has none, or no event has told it
   */
  public Optional<String> name() {
    return Optional.ofNullable(label.name());
  }

  /**
   * Class of the map.
   *
   * @return empty when no event has told it
   */
  public Optional<String> implementation() {
    return Optional.ofNullable(label.implementation());
  }

  /**
   * Whether the timeline starts at the map's creation.
   *
   * @return false when the map is older than the recording
   */
  public boolean isFromCreation() {
    return fromCreation;
  }

  /**
   * Whether every state follows from the events, none missing, and the statistics say the same.
   *
   * @return false when there are {@link #gaps} or {@link #disagreements}
   */
  public boolean isExact() {
    return gaps.isEmpty() && disagreements.isEmpty();
  }

  /**
   * All states, oldest first: one for each event that changed the state, or fewer as the reader's
   * resolution says. States that are unknown are left out, see {@link #gaps}.
   *
   * @return unmodifiable; its elements are made when asked for, in constant time
   */
  public List<MapState> states() {
    return new States();
  }

  /**
   * The state at a time, found in logarithmic time.
   *
   * @param time not null
   * @return empty when it is unknown: before the first state, or in a gap
   */
  public Optional<MapState> stateAt(Instant time) {
    int row = lastUpTo(StateColumns.nanos(time), size, columns::nanos);
    return state(row, gap -> !gap.since().isAfter(time));
  }

  /**
   * The state after the event of a number, found in logarithmic time.
   *
   * @param sequence number in the map's sequence
   * @return empty when it is unknown: before the first state, in a gap, or past the last event
   */
  public Optional<MapState> stateAfter(long sequence) {
    if (sequence > lastSequence) {
      return Optional.empty();
    }
    int row = lastUpTo(sequence, size, columns::sequence);
    return state(row, gap -> gap.firstMissing() <= sequence);
  }

  /**
   * The growths, in order.
   *
   * @return unmodifiable; those of which no event is there are not in it
   */
  public List<GrowthInterval> growths() {
    return growths;
  }

  /**
   * Where events are missing, in order.
   *
   * @return unmodifiable; empty when none is missing
   */
  public List<TimelineGap> gaps() {
    return gaps;
  }

  /**
   * What the first statistics that contradict the events tell. From there on the timeline takes
   * over the state that statistics tell.
   *
   * @return unmodifiable; empty when none contradict
   */
  public List<Disagreement> disagreements() {
    return disagreements;
  }

  /**
   * What the events add up to.
   *
   * @return those that were read
   */
  public EventTotals totals() {
    return totals;
  }

  /** A state that holds until the next one, unless the first gap after it has begun. */
  private Optional<MapState> state(int row, Predicate<TimelineGap> begun) {
    if (row < 0) {
      return Optional.empty();
    }
    long sequence = columns.sequence(row);
    int next = lastUpTo(sequence, gaps.size(), i -> gaps.get(i).firstMissing()) + 1;
    boolean lost = next < gaps.size() && begun.test(gaps.get(next));
    return lost ? Optional.empty() : Optional.of(columns.state(row));
  }

  /** Last of so many ascending values that is not above the wanted one; -1 for none. */
  private static int lastUpTo(long wanted, int size, IntToLongFunction column) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (column.applyAsLong(middle) <= wanted) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  private final class States extends AbstractList<MapState> implements RandomAccess {
    @Override
    public MapState get(int index) {
      if (index < 0 || index >= size) {
        throw new IndexOutOfBoundsException("state " + index + " of " + size);
      }
      return columns.state(index);
    }

    @Override
    public int size() {
      return size;
    }
  }
}
