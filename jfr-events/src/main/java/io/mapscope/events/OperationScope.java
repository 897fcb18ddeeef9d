package io.mapscope.events;

import java.util.Set;
import jdk.jfr.SettingControl;

/**
 * The setting {@code scope} of {@link PutEvent} and {@link DeleteEvent}: which operations are
 * timed.
 *
 * <p>Implementation note. To find out that an operation is below a threshold costs two readings of
 * the clock, half as much as the operation itself. So with {@code slow-path}, the default, only
 * operations that are likely to be slow are timed: those that do grow work, start a growth, or are
 * sampled. With {@code all} each one is, which the profile settings ask for, and with a threshold
 * of zero each one is recorded.
 *
 * <p>A map asks by {@link #puts} and {@link #deletes}, combined with the count that it samples by:
 * one test decides both.
 */
public abstract class OperationScope extends SettingControl {

  /** Time what is likely to be slow. */
  public static final String SLOW_PATH = "slow-path";

  /** Time every operation. */
  public static final String ALL = "all";

  // Written by Flight Recorder when settings change, read by every write of every map: plain on
  // purpose. A map sees a change some operations late, as with any JFR setting.
  private static long puts;
  private static long deletes;

  private String value = SLOW_PATH;

  OperationScope() {}

  /**
   * What to add to a count of puts, bit by bit, before it is asked whether the next one is due.
   *
   * @return all bits but the sign when every put is to be timed, else 0
   */
  public static long puts() {
    return puts;
  }

  /**
   * The same for deletes.
   *
   * @return all bits but the sign when every delete is to be timed, else 0
   */
  public static long deletes() {
    return deletes;
  }

  abstract void apply(long bits);

  @Override
  public String combine(Set<String> values) {
    return values.contains(ALL) ? ALL : SLOW_PATH;
  }

  @Override
  public void setValue(String value) {
    this.value = value;
    apply(value.equals(ALL) ? Long.MAX_VALUE : 0);
  }

  @Override
  public String getValue() {
    return value;
  }

  /** The scope of {@link PutEvent}. Made by Flight Recorder. */
  public static final class OfPuts extends OperationScope {
    /** Made by Flight Recorder. */
    public OfPuts() {}

    @Override
    void apply(long bits) {
      puts = bits;
    }
  }

  /** The scope of {@link DeleteEvent}. Made by Flight Recorder. */
  public static final class OfDeletes extends OperationScope {
    /** Made by Flight Recorder. */
    public OfDeletes() {}

    @Override
    void apply(long bits) {
      deletes = bits;
    }
  }
}
