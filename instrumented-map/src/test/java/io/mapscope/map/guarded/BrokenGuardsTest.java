package io.mapscope.map.guarded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mapscope.events.LockWaitEvent;
import io.mapscope.map.InstrumentedMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@link LinearizabilityTest} would find: guards with one mistake each are found by it. */
@Tag("lincheck") // Runs in a JVM of its own, see the pom.
class BrokenGuardsTest {

  @Test
  void noLockIsFound() {
    assertFound(NoLock.class);
  }

  @Test
  void writesToACopyAreFound() {
    assertFound(LostUpdates.class, LinearizabilityTest.THE_MAP);
  }

  @Test
  void copiesPublishedAfterTheLockAreFound() {
    assertFound(LatePublication.class, LinearizabilityTest.THE_MAP);
  }

  /** Why the striped map promises no exact size, but where nothing is removed. */
  @Test
  void sizeOfStripedIsFound() {
    Scenarios scenarios = new Scenarios(StripedMoves.class);
    assertFound(
        catchThrowable(
            () ->
                LinearizabilityTest.check(
                    LinearizabilityTest.modelChecking(LinearizabilityTest.THE_MAP),
                    StripedMoves.class,
                    List.of(
                        scenarios.written("insert 1", List.of("insert 3; remove 1", "size"), ""),
                        scenarios.written(
                            "insert 3", List.of("insert 1; remove 3", "size"), "")))));
  }

  private static void assertFound(Class<?> type, String... atomic) {
    assertFound(catchThrowable(() -> LinearizabilityTest.modelCheck(type, atomic)));
  }

  private static void assertFound(Throwable thrown) {
    assertThat(thrown).hasCauseInstanceOf(LincheckAssertionError.class);
    assertThat(thrown.getCause()).hasMessageContaining("Invalid execution results");
  }

  /** A guard of nothing. */
  private static class Unguarded extends GuardedMap<Integer, Integer> {

    final InstrumentedMap<Integer, Integer> map = LinearizabilityTest.full();

    @Override
    public Integer get(Object key) {
      return map.get(key);
    }

    @Override
    <R> R exclusively(Object key, Function<InstrumentedMap<Integer, Integer>, R> operation) {
      return operation.apply(map);
    }

    @Override
    public int size() {
      return exclusively(null, InstrumentedMap::size);
    }

    @Override
    public void clear() {
      exclusively(
          null,
          m -> {
            m.clear();
            return null;
          });
    }

    @Override
    InstrumentedMap<Integer, Integer> observed() {
      return map;
    }

    @Override
    int parts() {
      return 1;
    }

    @Override
    Object[] snapshot(int part) {
      return exclusively(null, Snapshot::of);
    }
  }

  /** A guard of all but lookups. */
  private static class LocksWrites extends Unguarded {

    private final ExclusiveLock<Integer, Integer> lock = new ExclusiveLock<>(map, this);

    @Override
    <R> R exclusively(Object key, Function<InstrumentedMap<Integer, Integer>, R> operation) {
      return lock.call(LockWaitEvent.WRITE, operation);
    }
  }

  /** Two writers copy the same map, and the later forgets what the first wrote. */
  private static final class WritesToACopy extends Unguarded {

    private volatile InstrumentedMap<Integer, Integer> published = map;

    @Override
    public Integer get(Object key) {
      return published.get(key);
    }

    @Override
    <R> R exclusively(Object key, Function<InstrumentedMap<Integer, Integer>, R> operation) {
      InstrumentedMap<Integer, Integer> copy = LinearizabilityTest.builder().build();
      copy.putAll(published);
      R result = operation.apply(copy);
      published = copy;
      return result;
    }
  }

  /** Two writers publish in another order than they wrote. */
  private static final class PublishesLate extends LocksWrites {

    private volatile Map<Integer, Integer> published = new HashMap<>(map);

    @Override
    public Integer get(Object key) {
      return published.get(key);
    }

    @Override
    <R> R exclusively(Object key, Function<InstrumentedMap<Integer, Integer>, R> operation) {
      R result = super.exclusively(key, operation);
      published = super.exclusively(key, HashMap::new);
      return result;
    }
  }

  public static final class NoLock extends LinearizabilityTest.Sequential {
    public NoLock() {
      super(new Unguarded());
    }
  }

  public static final class LostUpdates extends LinearizabilityTest.Sequential {
    public LostUpdates() {
      super(new WritesToACopy());
    }
  }

  public static final class LatePublication extends LinearizabilityTest.Sequential {
    public LatePublication() {
      super(new PublishesLate());
    }
  }

  /** Inserts, removes and their sum. */
  public static class Moves extends LinearizabilityTest.Inserts {

    public Moves() {}

    Moves(Map<Integer, Integer> map) {
      super(map);
    }

    @Operation
    public Integer remove(int key) {
      return map.remove(key);
    }
  }

  public static final class StripedMoves extends Moves {
    public StripedMoves() {
      super(new StripedMap<>(2, LinearizabilityTest.builder()::build));
    }
  }
}
