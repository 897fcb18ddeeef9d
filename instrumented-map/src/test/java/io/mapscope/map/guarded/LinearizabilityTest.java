package io.mapscope.map.guarded;

import io.mapscope.map.InstrumentedMap;
import java.util.HashMap;
import java.util.Map;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Lincheck: whatever threads do at the same time has the results of some order of doing it one
 * after the other.
 *
 * <p>The maps begin one entry short of a growth, so scenarios run before, in and after one.
 */
@Tag("lincheck") // Runs in a JVM of its own, see the pom.
class LinearizabilityTest {

  /** {@code -Dmapscope.lincheck=N}: how many scenarios of each. */
  private static final int SCENARIOS = Integer.getInteger("mapscope.lincheck", 2);

  /** How often each is run, with threads switched at other places. */
  private static final int INVOCATIONS = 100;

  private static final int OPERATIONS = 3;

  /** Where threads are not switched inside. */
  private static final String[] THE_MAP = {InstrumentedMap.class.getName()};

  private static final String[] AROUND_A_SEGMENT = {
    InstrumentedMap.class.getName(),
    HashMap.class.getName(),
    ReadDirectory.class.getName(),
    ReadPart.class.getName(),
    MixedHash.class.getName()
  };

  /** What one bucket holds: the next insert starts a growth. */
  private static final int FULL = 8;

  /** Of those that are there: keys 1 and 2 are new, 3 and 4 stay or move when the map grows. */
  private static final int FIRST_KEY = 3;

  @Test
  void oneLock() {
    modelCheck(OneLock.class, false);
    stress(OneLock.class);
  }

  @Test
  void readWrite() {
    modelCheck(ReadWrite.class, true);
    stress(ReadWrite.class);
  }

  @Test
  void striped() {
    modelCheck(Striped.class, true);
    stress(Striped.class);
  }

  @Test
  void copyOnWrite() {
    modelCheck(CopyOnWrite.class, false);
    stress(CopyOnWrite.class);
  }

  @Test
  void readMostly() {
    modelCheck(ReadMostly.class, false);
    stress(ReadMostly.class);
    modelCheck(ReadMostlySplit.class, false);
    stress(ReadMostlySplit.class);
    modelCheck(ReadMostlyPromoted.class, false);
  }

  @Test
  void ownerThread() {
    stress(OwnerThread.class);
  }

  /**
   * With switches of threads inside the map too, for guards that let readers in beside a writer.
   */
  private static void modelCheck(Class<?> type, boolean insideTheMap) {
    int invocations = type == ReadMostlyPromoted.class ? 5 * INVOCATIONS : INVOCATIONS;
    ModelCheckingOptions options = new ModelCheckingOptions().invocationsPerIteration(invocations);
    if (!insideTheMap) {
      options.addGuarantee(
          ManagedStrategyGuaranteeKt.forClasses(
                  type == ReadMostlyPromoted.class ? AROUND_A_SEGMENT : THE_MAP)
              .allMethods()
              .treatAsAtomic());
    }
    check(options, type);
  }

  private static void stress(Class<?> type) {
    check(new StressOptions().invocationsPerIteration(INVOCATIONS), type);
  }

  private static void check(Options<?, ?> options, Class<?> type) {
    options
        .iterations(SCENARIOS)
        .threads(2)
        .actorsPerThread(type == ReadMostlyPromoted.class ? 1 : OPERATIONS)
        .actorsBefore(1)
        .actorsAfter(1)
        .minimizeFailedScenario(false)
        .sequentialSpecification(
            type == Striped.class
                ? Keyed.class
                : type == ReadMostlyPromoted.class ? Lookups.class : Sequential.class)
        .check(type);
  }

  /** Operations on one key. */
  @Param(name = "key", gen = IntGen.class, conf = "1:4")
  @Param(name = "value", gen = IntGen.class, conf = "1:9")
  public static class Keyed {

    final Map<Integer, Integer> map;

    public Keyed() {
      this(new HashMap<>());
    }

    Keyed(Map<Integer, Integer> empty) {
      map = empty;
      for (int i = 0; i < FULL; i++) {
        map.put(FIRST_KEY + i, i);
      }
    }

    @Operation(params = "key")
    public Integer get(int key) {
      return map.get(key);
    }

    @Operation(params = {"key", "value"})
    public Integer put(int key, int value) {
      return map.put(key, value);
    }

    @Operation(params = {"key", "value"})
    public Integer putIfAbsent(int key, int value) {
      return map.putIfAbsent(key, value);
    }

    @Operation(params = "key")
    public Integer remove(int key) {
      return map.remove(key);
    }

    @Operation(params = {"key", "value"})
    public boolean removeIfEqual(int key, int value) {
      return map.remove(key, value);
    }

    @Operation(params = {"key", "value"})
    public Integer replace(int key, int value) {
      return map.replace(key, value);
    }

    @Operation(params = {"key", "value", "value"})
    public boolean replaceIfEqual(int key, int before, int after) {
      return map.replace(key, before, after);
    }

    @Operation(params = {"key", "value"})
    public Integer merge(int key, int value) {
      return map.merge(key, value, (a, b) -> a + b > 12 ? null : a + b);
    }

    @Operation(params = {"key", "value"})
    public Integer compute(int key, int value) {
      return map.compute(key, (k, before) -> before == null ? Integer.valueOf(value) : null);
    }

    @Operation(params = {"key", "value"})
    public Integer computeIfAbsent(int key, int value) {
      return map.computeIfAbsent(key, k -> value);
    }
  }

  /** And those on the whole map. */
  public static class Sequential extends Keyed {

    public Sequential() {}

    Sequential(Map<Integer, Integer> empty) {
      super(empty);
    }

    @Operation
    public int size() {
      return map.size();
    }

    @Operation
    public boolean clear() {
      map.clear();
      return true;
    }
  }

  private static InstrumentedMap.Builder<Integer, Integer> builder() {
    return InstrumentedMap.<Integer, Integer>builder().seed(1);
  }

  public static final class OneLock extends Sequential {
    public OneLock() {
      super(GuardedMaps.oneLock(builder()));
    }
  }

  public static final class ReadWrite extends Sequential {
    public ReadWrite() {
      super(GuardedMaps.readWrite(builder()));
    }
  }

  public static final class Striped extends Keyed {
    public Striped() {
      super(GuardedMaps.striped(builder(), 2));
    }
  }

  public static final class CopyOnWrite extends Sequential {
    public CopyOnWrite() {
      super(GuardedMaps.copyOnWrite(builder()));
    }
  }

  public static final class ReadMostly extends Sequential {
    public ReadMostly() {
      super(GuardedMaps.readMostly(builder()));
    }
  }

  /** Its first insert finds its segments full. */
  public static final class ReadMostlySplit extends Sequential {
    public ReadMostlySplit() {
      super(new ReadMostlyMap<>(builder().build(), 1));
    }
  }

  /** Lookups of keys that are there, and nothing that could hide what they miss. */
  @Param(name = "key", gen = IntGen.class, conf = "3:6")
  public static class Lookups {

    final Map<Integer, Integer> map;

    public Lookups() {
      this(new HashMap<>());
    }

    Lookups(Map<Integer, Integer> empty) {
      map = new Keyed(empty).map;
    }

    @Operation(params = "key")
    public Integer get(int key) {
      return map.get(key);
    }
  }

  /**
   * The first lookup that threads do promotes its only segment. With one operation in each thread
   * and threads switched in the segment only: else a part that was read before it was asked whether
   * it is amended was not found in a thousand runs.
   */
  public static final class ReadMostlyPromoted extends Lookups {
    public ReadMostlyPromoted() {
      super(GuardedMaps.readMostly(builder()));
      int before = 1 + 1; // Which Lincheck does, and the one that promotes.
      for (int misses = 0; misses < FULL - before; misses++) {
        map.get(FIRST_KEY);
      }
    }
  }

  /** Lincheck makes one after the other, and says of none that it is done with it. */
  public static final class OwnerThread extends Sequential {
    private static OwnedMap<Integer, Integer> last;

    public OwnerThread() {
      super(anew());
    }

    private static synchronized OwnedMap<Integer, Integer> anew() {
      if (last != null) {
        last.close();
      }
      last = GuardedMaps.ownerThread(builder(), "owner", 2);
      return last;
    }
  }
}
