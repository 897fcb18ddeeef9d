package io.mapscope.map.guarded;

import io.mapscope.map.InstrumentedMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import java.util.stream.IntStream;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
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
 * <p>Implementation note. The maps begin one entry short of a growth and evacuate one chain a
 * write, so scenarios run before, in and after a growth. Every operation meets one in {@linkplain
 * Scenarios#meetings written} scenarios; others are drawn, from another seed in each build. Model
 * checking tries switches of threads at one place after the other, which finds most, but takes
 * memory for sequentially consistent; stress, on the threads of the machine, does not.
 *
 * <p>Costs. What an invocation costs is its calls in classes that Lincheck looks into. So maps are
 * filled before they are guarded, and what waits for nobody runs in one piece where it could. In 25
 * invocations a read part that is read before it is asked whether it is amended is found, and so
 * are the mistakes of {@link BrokenGuardsTest}. Not found, in 500 either, is a read-write map that
 * does not validate its lookups; see {@link ReadWriteMapTest}.
 */
@Tag("lincheck") // Runs in a JVM of its own, see the pom.
class LinearizabilityTest {

  /** {@code -Dmapscope.lincheck=N}: so many times the scenarios drawn, and runs of each. */
  private static final int TIMES = Integer.getInteger("mapscope.lincheck", 1);

  private static final long SEED = Long.getLong("mapscope.seed", System.nanoTime());

  private static final int DRAWN = TIMES;

  /** How often each is run, with threads switched at other places. */
  private static final int INVOCATIONS = 25 * TIMES;

  /** Where threads are not switched inside: what is only used under a lock, or never changes. */
  static final String[] THE_MAP = {InstrumentedMap.class.getName(), HashMap.class.getName()};

  private static final String[] LOCKS = {
    ReentrantLock.class.getName(), StampedLock.class.getName()
  };

  /** Those that do not wait. Inside them there are more places to switch at than anywhere else. */
  private static final String[] OF_LOCKS = {
    "tryLock",
    "unlock",
    "tryOptimisticRead",
    "validate",
    "tryReadLock",
    "tryWriteLock",
    "unlockRead",
    "unlockWrite"
  };

  /** Only in a segment, whose places are few enough to try all. */
  private static final String[] AROUND_A_SEGMENT = {
    InstrumentedMap.class.getName(),
    HashMap.class.getName(),
    ReadDirectory.class.getName(),
    ReadPart.class.getName(),
    MixedHash.class.getName()
  };

  /** What two buckets hold: the next insert starts a growth, which two writes finish. */
  private static final int FULL = 13;

  /** Of those that are there: keys 1 and 2 are new, 3 and 4 stay or move when the map grows. */
  private static final int FIRST_KEY = 3;

  private static final int FEW = 2;

  /** Says which stripe a key belongs to. */
  private static final StripedMap<Integer, Integer> TWO_STRIPES =
      new StripedMap<>(2, builder()::build);

  @Test
  void oneLock() {
    modelCheck(OneLock.class, THE_MAP);
  }

  /** With switches of threads inside the map too, as readers are in it beside a writer. */
  @Test
  void readWrite() {
    modelCheck(ReadWrite.class);
    stress(ReadWrite.class);
  }

  @Test
  void striped() {
    modelCheck(Striped.class, THE_MAP); // Inside a stripe it is the read-write map.
  }

  /** The sizes of stripes that are added up one after the other are exact if all go one way. */
  @Test
  void sizeOfStripedWhereNothingIsRemoved() {
    Scenarios scenarios = new Scenarios(Inserts.class);
    check(
        modelChecking(THE_MAP),
        StripedInserts.class,
        List.of(
            scenarios.written("", List.of("insert 1; insert 3", "size; size"), "size"),
            scenarios.written("", List.of("insert 3; size", "insert 1; size"), "size"),
            scenarios.written("insert 3", List.of("insert 1; get 1", "size; get 1"), "size")));
  }

  @Test
  void copyOnWrite() {
    modelCheck(CopyOnWrite.class, THE_MAP);
  }

  @Test
  void readMostly() {
    modelCheck(ReadMostly.class, THE_MAP);
    stress(ReadMostly.class);
  }

  @Test
  void readMostlyThatSplits() {
    modelCheck(ReadMostlySplit.class, THE_MAP);
  }

  @Test
  void readMostlyThatIsPromotedByLookups() {
    Scenarios scenarios = new Scenarios(ReadMostlyMissed.class);
    check(
        modelChecking(AROUND_A_SEGMENT),
        ReadMostlyMissed.class,
        List.of(
            scenarios.written("", List.of("get 3", "get 4"), ""),
            scenarios.written("", List.of("get 3", "remove 4; get 4"), "get 4"),
            scenarios.written("", List.of("get 3", "put 1 5; get 1"), "get 1"),
            scenarios.written("", List.of("get 3; get 4", "remove 4; put 4 7"), "get 4")));
  }

  @Test
  void readMostlyThatIsPromotedByARemove() {
    Scenarios scenarios = new Scenarios(ReadMostlyDeleted.class);
    check(
        modelChecking(AROUND_A_SEGMENT),
        ReadMostlyDeleted.class,
        List.of(
            scenarios.written("", List.of("remove 3", "get 3; get 4"), "get 3"),
            scenarios.written("", List.of("remove 3", "put 1 5; get 1"), "get 1"),
            scenarios.written("put 1 5", List.of("remove 3", "get 1; get 4"), "get 1"),
            scenarios.written("", List.of("remove 3; get 3", "put 3 7; get 3"), "get 3")));
  }

  /** Four threads and room for one: two wait for it. */
  @Test
  void ownerThread() {
    stress(Owner.class);
    Scenarios scenarios = new Scenarios(Owner.class);
    List<String> threads = List.of("put 1 5; get 1", "remove 3", "merge 3 5", "size; get 3");
    check(
        new StressOptions(), Owner.class, List.of(scenarios.written("put 3 5", threads, "get 3")));
  }

  static void modelCheck(Class<?> type, String... atomic) {
    check(modelChecking(atomic), type, scenarios(type));
  }

  static ModelCheckingOptions modelChecking(String... atomic) {
    ModelCheckingOptions options = new ModelCheckingOptions();
    options.addGuarantee(
        ManagedStrategyGuaranteeKt.forClasses(LOCKS).methods(OF_LOCKS).treatAsAtomic());
    if (atomic.length > 0) {
      options.addGuarantee(
          ManagedStrategyGuaranteeKt.forClasses(atomic).allMethods().treatAsAtomic());
    }
    return options;
  }

  private static void stress(Class<?> type) {
    check(new StressOptions(), type, scenarios(type));
  }

  private static List<ExecutionScenario> scenarios(Class<?> type) {
    Scenarios scenarios = new Scenarios(type);
    List<ExecutionScenario> all = scenarios.meetings();
    all.addAll(scenarios.drawn(DRAWN, new Random(SEED)));
    return all;
  }

  static void check(Options<?, ?> options, Class<?> type, List<ExecutionScenario> scenarios) {
    scenarios.forEach(options::addCustomScenario);
    options.iterations(0).invocationsPerIteration(INVOCATIONS).minimizeFailedScenario(false);
    try {
      options.sequentialSpecification(type.getSuperclass()).check(type);
    } catch (LincheckAssertionError e) {
      throw new AssertionError("repeat by -Dmapscope.seed=" + SEED, e);
    }
  }

  /** Operations on one key. Lincheck wants its generators, though {@link Scenarios} draw. */
  @Param(name = "key", gen = IntGen.class)
  @Param(name = "value", gen = IntGen.class)
  @Param(name = "before", gen = IntGen.class)
  @Param(name = "after", gen = IntGen.class)
  public static class Keyed {

    final Map<Integer, Integer> map;

    public Keyed() {
      this(fill(new HashMap<>()));
    }

    Keyed(Map<Integer, Integer> map) {
      this.map = map;
    }

    @Operation
    public Integer get(int key) {
      return map.get(key);
    }

    @Operation
    public boolean containsKey(int key) {
      return map.containsKey(key);
    }

    @Operation
    public Integer put(int key, int value) {
      return map.put(key, value);
    }

    @Operation
    public Integer putIfAbsent(int key, int value) {
      return map.putIfAbsent(key, value);
    }

    @Operation
    public Integer remove(int key) {
      return map.remove(key);
    }

    @Operation
    public boolean removeIfEqual(int key, int value) {
      return map.remove(key, value);
    }

    @Operation
    public Integer replace(int key, int value) {
      return map.replace(key, value);
    }

    @Operation
    public boolean replaceIfEqual(int key, int before, int after) {
      return map.replace(key, before, after);
    }

    @Operation
    public Integer merge(int key, int value) {
      return map.merge(key, value, (a, b) -> a + b > 12 ? null : a + b);
    }

    @Operation
    public Integer compute(int key, int value) {
      return map.compute(key, (k, before) -> before == null ? Integer.valueOf(value) : null);
    }

    @Operation
    public Integer computeIfAbsent(int key, int value) {
      return map.computeIfAbsent(key, k -> value);
    }

    @Operation
    public Integer computeIfPresent(int key, int value) {
      return map.computeIfPresent(key, (k, before) -> before == value ? before + value : null);
    }
  }

  /** And those on the whole map, an iteration among them, which sees one moment of it. */
  public static class Sequential extends Keyed {

    public Sequential() {}

    Sequential(Map<Integer, Integer> map) {
      super(map);
    }

    @Operation
    public int size() {
      return map.size();
    }

    @Operation
    public Map<Integer, Integer> entries() {
      Map<Integer, Integer> seen = new HashMap<>();
      // Not by the copy's constructor: it would wait for a lock where no threads are switched.
      for (Map.Entry<Integer, Integer> entry : map.entrySet()) {
        seen.put(entry.getKey(), entry.getValue());
      }
      return seen;
    }

    @Operation
    public boolean clear() {
      map.clear();
      return true;
    }
  }

  /** The same with the keys 3 and 4 alone, where growth of the map behind is of no matter. */
  public static class Few extends Sequential {

    public Few() {
      this(new HashMap<>());
    }

    Few(Map<Integer, Integer> empty) {
      super(empty);
      for (int i = 0; i < FEW; i++) {
        map.put(FIRST_KEY + i, i);
      }
    }
  }

  /** What leaves the size of a map as it is or larger, and that. */
  @Param(name = "key", gen = IntGen.class)
  public static class Inserts {

    final Map<Integer, Integer> map;
    private final int before;

    public Inserts() {
      this(new HashMap<>());
    }

    Inserts(Map<Integer, Integer> map) {
      this.map = map;
      before = map.size();
    }

    @Operation
    public Integer insert(int key) {
      return map.putIfAbsent(key, 0);
    }

    @Operation
    public Integer get(int key) {
      return map.get(key);
    }

    @Operation
    public int size() {
      return map.size() - before;
    }
  }

  /** A map before it is guarded, which costs Lincheck much less than to fill the guarded one. */
  static InstrumentedMap<Integer, Integer> full() {
    return fill(builder().build());
  }

  static InstrumentedMap.Builder<Integer, Integer> builder() {
    return InstrumentedMap.<Integer, Integer>builder().seed(1).evacuationBudget(1);
  }

  private static <M extends Map<Integer, Integer>> M fill(M map) {
    IntStream.range(FIRST_KEY, FIRST_KEY + FULL).forEach(key -> map.put(key, key));
    return map;
  }

  public static final class OneLock extends Sequential {
    public OneLock() {
      super(new OneLockMap<>(full()));
    }
  }

  public static final class ReadWrite extends Sequential {
    public ReadWrite() {
      super(new ReadWriteMap<>(full()));
    }
  }

  /** Each of its two stripes is full. */
  public static final class Striped extends Keyed {

    public Striped() {
      super(twoStripes());
    }
  }

  /** Keys 1 and 3 have a stripe each. */
  public static final class StripedInserts extends Inserts {
    public StripedInserts() {
      super(new StripedMap<>(2, builder()::build));
    }
  }

  static Map<Integer, Integer> twoStripes() {
    Iterator<Integer> stripes = List.of(0, 1).iterator();
    return new StripedMap<>(2, () -> fullStripe(stripes.next()));
  }

  private static InstrumentedMap<Integer, Integer> fullStripe(int stripe) {
    InstrumentedMap<Integer, Integer> map = builder().build();
    IntStream.iterate(FIRST_KEY, key -> key + 1)
        .filter(key -> TWO_STRIPES.index(key) == stripe)
        .limit(FULL)
        .forEach(key -> map.put(key, key));
    return map;
  }

  public static final class CopyOnWrite extends Sequential {
    public CopyOnWrite() {
      super(GuardedMaps.copyOnWrite(builder()));
      map.putAll(full());
    }
  }

  /** All that is there is found without the lock. */
  public static final class ReadMostly extends Few {
    public ReadMostly() {
      super(GuardedMaps.readMostly(builder()));
      miss(map, FEW);
    }
  }

  private static void miss(Map<Integer, Integer> map, int times) {
    for (int i = 0; i < times; i++) {
      map.get(FIRST_KEY);
    }
  }

  /** Its first insert finds its segments full. */
  public static final class ReadMostlySplit extends Few {
    public ReadMostlySplit() {
      super(new ReadMostlyMap<>(builder().build(), 1));
    }
  }

  /** The first lookup promotes its only segment. */
  public static final class ReadMostlyMissed extends Few {
    public ReadMostlyMissed() {
      super(GuardedMaps.readMostly(builder()));
      miss(map, FEW - 1);
    }
  }

  /** The first remove promotes its only segment. */
  public static final class ReadMostlyDeleted extends Few {

    /** See {@link ReadSegment}. */
    private static final int LEAST_DELETED = 16;

    public ReadMostlyDeleted() {
      super(GuardedMaps.readMostly(builder()));
      for (int i = 0; i < LEAST_DELETED; i++) {
        map.put(FIRST_KEY + FEW + i, 0);
      }
      miss(map, FEW + LEAST_DELETED);
      for (int i = 0; i < LEAST_DELETED; i++) {
        map.remove(FIRST_KEY + FEW + i);
      }
    }
  }

  /** Lincheck makes one after the other, and says of none that it is done with it. */
  public static final class Owner extends Sequential {
    private static OwnerThreadMap<Integer, Integer> last;

    public Owner() {
      super(anew());
    }

    private static synchronized OwnedMap<Integer, Integer> anew() {
      if (last != null) {
        last.close();
      }
      last = new OwnerThreadMap<>(new OwnerThread<>(full(), "owner", new ArrayBlockingQueue<>(1)));
      return last;
    }
  }
}
