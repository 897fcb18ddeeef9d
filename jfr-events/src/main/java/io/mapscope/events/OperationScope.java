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
 * <p>A map asks by {@link #putMask} and {@link #deleteMask}, combined with the mask of its
 * sampling: one test decides both.
 */
public abstract class OperationScope extends SettingControl {

  /** Time what is likely to be slow. */
  public static final String SLOW_PATH = "slow-path";

  /** Time every operation. */
  public static final String ALL = "all";

  // Written by Flight Recorder when settings change, read by every write of every map: plain on
  // purpose. A map sees a change some operations late, as with any JFR setting.
  private static int putMask = -1;
  private static int deleteMask = -1;

  private String value = SLOW_PATH;

  OperationScope() {}

  /**
   * A mask that is 0 when every put is to be timed, else -1.
   *
   * @return 0 or -1
   */
  public static int putMask() {
    return putMask;
  }

  /**
   * A mask that is 0 when every delete is to be timed, else -1.
   *
   * @return 0 or -1
   */
  public static int deleteMask() {
    return deleteMask;
  }

  abstract void apply(int mask);

  @Override
  public String combine(Set<String> values) {
    return values.contains(ALL) ? ALL : SLOW_PATH;
  }

  @Override
  public void setValue(String value) {
    this.value = value;
    apply(value.equals(ALL) ? 0 : -1);
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
    void apply(int mask) {
      putMask = mask;
    }
  }

  /** The scope of {@link DeleteEvent}. Made by Flight Recorder. */
  public static final class OfDeletes extends OperationScope {
    /** Made by Flight Recorder. */
    public OfDeletes() {}

    @Override
    void apply(int mask) {
      deleteMask = mask;
    }
  }
}
